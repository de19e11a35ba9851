package io.supportly.automation;

import static io.supportly.automation.RulesTest.act;
import static io.supportly.testing.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.testing.Api;
import io.supportly.testing.Desk;
import io.supportly.testing.World;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MacrosTest {
    private final World world = new World();

    private static Map<String, Object> macro(String visibility) {
        return Map.of(
                "name",
                "Close politely",
                "visibility",
                visibility,
                "actions",
                List.of(
                        act("assign_agent", "self"),
                        act("send_message", "Goodbye from {{agent.name}}"),
                        act("resolve_conversation")));
    }

    @Test
    void a_macro_is_created_shown_and_listed() {
        String agent = """
                {
                  "id": "*", "account_id": "*", "availability_status": "*", "auto_offline": true, "confirmed": true,
                  "email": "*", "provider": "email", "available_name": "Ada", "name": "Ada", "role": "administrator",
                  "thumbnail": ""
                }
                """;
        String whole = """
                {
                  "id": "*", "name": "Close politely", "visibility": "global", "created_by": %1$s, "updated_by": %1$s,
                  "account_id": "*",
                  "actions": [
                    {"action_name": "assign_agent", "action_params": ["self"]},
                    {"action_name": "send_message", "action_params": ["Goodbye from {{agent.name}}"]},
                    {"action_name": "resolve_conversation", "action_params": []}
                  ]
                }
                """.formatted(agent);

        long id = world.ada
                .post("/macros", macro("global"))
                .is(201)
                .isJson("{\"payload\": " + whole + "}")
                .number("payload.id");

        world.bruno.get("/macros/" + id).is(200).isJson("{\"payload\": " + whole + "}");
        world.bruno.get("/macros").is(200).isJson("{\"payload\": [" + whole + "]}");
    }

    @Test
    void what_an_agent_creates_is_his_alone() {
        long id = world.bruno
                .post("/macros", macro("global"))
                .is(201)
                .shows("payload.visibility", "personal")
                .number("payload.id");

        world.ada.get("/macros").hasSize("payload", 0);
        world.ada.get("/macros/" + id).is(404);
        world.ada.delete("/macros/" + id).is(404);
        world.bruno.patch("/macros/" + id, Map.of("name", "Mine")).is(200).shows("payload.name", "Mine");
        world.bruno.delete("/macros/" + id).is(200);
        world.bruno.get("/macros/" + id).is(404);
    }

    @Test
    void an_agent_may_not_change_what_is_everybodys() {
        long id = world.ada.post("/macros", macro("global")).number("payload.id");

        world.bruno.patch("/macros/" + id, Map.of("name", "Mine")).is(403);
        world.bruno.delete("/macros/" + id).is(403);
    }

    @Test
    void macros_of_another_account_are_not_there() {
        long id = world.ada.post("/macros", macro("global")).number("payload.id");
        Api globex = world.as(world.ginaId, world.globex);

        globex.get("/macros/" + id).is(404);
        globex.patch("/macros/" + id, Map.of("name", "Mine")).is(404);
        globex.delete("/macros/" + id).is(404);
        globex.post("/macros/" + id + "/execute", Map.of("conversation_ids", List.of(1)))
                .is(404);
        globex.get("/macros").hasSize("payload", 0);
    }

    @Test
    void every_fault_of_a_macro_is_named() {
        world.ada
                .post("/macros", Map.of("visibility", "secret", "actions", List.of(act("send_email_to_team", 1))))
                .is(422)
                .blames("name", "blank")
                .blames("visibility", "inclusion")
                .blames("actions.0.action_name", "inclusion");
        long id = world.ada.post("/macros", macro("global")).number("payload.id");
        world.ada.patch("/macros/" + id, Map.of("name", " ")).is(422).blames("name", "blank");
        world.ada.post("/macros/" + id + "/execute", Map.of()).is(422).blames("conversation_ids", "blank");
        world.ada
                .post("/macros/" + id + "/execute", Map.of("conversation_ids", Collections.nCopies(101, 1)))
                .is(422)
                .blames("conversation_ids", "too_long");
    }

    @Test
    void a_macro_acts_in_the_name_of_who_runs_it() {
        var desk = new Desk(world);
        long id = world.ada.post("/macros", macro("global")).number("payload.id");

        world.bruno
                .post("/macros/" + id + "/execute", Map.of("conversation_ids", List.of(desk.printerJam, 999_999)))
                .is(200)
                .isJson("{}");

        eventually(() -> world.ada.get(desk.path()).string("status").equals("resolved"));
        world.ada.get(desk.path()).shows("meta.assignee.id", world.brunoId);
        assertThat(world.ada
                        .get(desk.path() + "/messages")
                        .at("payload")
                        .valueStream()
                        .filter(message -> message.path("content").asString("").equals("Goodbye from Bruno"))
                        .map(message -> message.path("sender").path("id").asLong()))
                .containsExactly(world.brunoId);
    }

    @Test
    void a_macro_leaves_alone_what_its_runner_may_not_see() {
        var desk = new Desk(world);
        long id = world.ada.post("/macros", macro("global")).number("payload.id");
        long mine = world.ada
                .post("/conversations", Map.of("inbox_id", desk.inbox, "contact_id", desk.carla))
                .number("id");
        Api emil = world.as(world.user("Emil", world.acme, io.supportly.kernel.Role.AGENT), world.acme);

        emil.post("/macros/" + id + "/execute", Map.of("conversation_ids", List.of(desk.printerJam)))
                .is(200);
        world.bruno
                .post("/macros/" + id + "/execute", Map.of("conversation_ids", List.of(mine)))
                .is(200);

        eventually(() -> world.server
                        .sql()
                        .sql("select count(*) from scheduled_tasks where task_name = 'execute-macro'")
                        .query(Long.class)
                        .single()
                == 0);
        world.ada.get("/conversations/" + mine).shows("status", "resolved");
        world.ada.get(desk.path()).shows("status", "open");
    }
}
