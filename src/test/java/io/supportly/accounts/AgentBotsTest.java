package io.supportly.accounts;

import static io.supportly.testing.Pictures.PNG;
import static io.supportly.testing.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.testing.Answer;
import io.supportly.testing.Api;
import io.supportly.testing.Api.Part;
import io.supportly.testing.Desk;
import io.supportly.testing.World;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class AgentBotsTest {
    private static final Map<String, Object> ROBO =
            Map.of("name", "Robo", "description", "Greets", "outgoing_url", "https://bot.example.com/in");

    private final World world = new World();

    @Test
    void a_bot_is_made_with_a_token_that_is_told_once() {
        Answer made = world.ada.post("/agent_bots", ROBO).is(201).isJson("""
                {
                  "id": "*", "name": "Robo", "description": "Greets", "thumbnail": "",
                  "outgoing_url": "https://bot.example.com/in", "bot_type": "webhook", "bot_config": {},
                  "account_id": %s, "access_token": "*", "secret": "*", "system_bot": false,
                  "failing_since": null
                }
                """.formatted(world.acme));

        String path = "/agent_bots/" + made.number("id");
        world.ada.get(path).is(200).lacks("access_token").shows("secret", made.string("secret"));
        world.bruno.get(path).is(200).lacks("access_token").lacks("secret").shows("name", "Robo");
        world.bruno.get("/agent_bots").is(200).hasSize("", 1).lacks("0.secret");
    }

    @Test
    void a_bot_is_updated_and_deleted() {
        String path = "/agent_bots/" + world.ada.post("/agent_bots", ROBO).number("id");

        world.ada
                .patch(path, Map.of("agent_bot", Map.of("name", "Robo 2", "bot_config", Map.of("mood", "good"))))
                .is(200)
                .shows("name", "Robo 2")
                .shows("description", "Greets")
                .shows("bot_config.mood", "good");
        world.ada
                .patch(path, java.util.Collections.singletonMap("outgoing_url", null))
                .shows("outgoing_url", null);
        world.ada.delete(path).is(200).isJson("{}");

        world.ada.get(path).is(404);
    }

    @Test
    void a_bot_has_a_picture_until_it_is_deleted() {
        Answer made = world.ada
                .multipart("/agent_bots", Part.field("name", "Robo"), new Part("avatar", "me.png", "image/png", PNG))
                .is(201);
        String path = "/agent_bots/" + made.number("id");
        String picture = "~" + URI.create(made.string("thumbnail")).getPath();
        assertThat(world.stranger.get(picture).is(200).response().body()).isEqualTo(PNG);
        var desk = new Desk(world);
        bot(made)
                .post(desk.path() + "/messages", Map.of("content", "Beep"))
                .shows("sender.avatar_url", made.at("thumbnail"));

        world.ada.patch(path, Map.of("name", "Robo 2")).shows("thumbnail", made.at("thumbnail"));
        world.bruno.delete(path + "/avatar").is(403);
        world.gina.delete(path + "/avatar").is(404);
        world.ada.delete(path + "/avatar").is(200).isJson("{}");

        world.bruno.get(path).shows("thumbnail", "");
        world.stranger.get(picture).is(404);
    }

    @Test
    void the_picture_of_a_bot_is_dropped_with_another_and_with_the_bot() {
        var part = new Part("avatar", "me.png", "image/png", PNG);
        Answer made = world.ada.multipart("/agent_bots", Part.field("name", "Robo"), part);
        String path = "/agent_bots/" + made.number("id");
        String first = "~" + URI.create(made.string("thumbnail")).getPath();

        Answer changed = world.ada.multipart("PATCH", path, part).is(200);
        String second = "~" + URI.create(changed.string("thumbnail")).getPath();
        world.stranger.get(first).is(404);
        world.stranger.get(second).is(200);
        world.ada.delete(path).is(200);

        world.stranger.get(second).is(404);
    }

    @Test
    void token_and_secret_can_be_reset() {
        var desk = new Desk(world);
        Answer made = world.ada.post("/agent_bots", ROBO);
        String path = "/agent_bots/" + made.number("id");
        bot(made).get(desk.path()).is(200);

        Answer reset = world.ada.post(path + "/reset_access_token").is(200);
        Answer secret = world.ada.post(path + "/reset_secret").is(200).lacks("access_token");

        bot(made).get(desk.path()).is(401);
        bot(reset).get(desk.path()).is(200);
        assertThat(secret.string("secret")).isNotEqualTo(made.string("secret"));
    }

    @Test
    void every_fault_of_a_bot_is_told_at_once() {
        world.ada
                .post("/agent_bots", Map.of("outgoing_url", "ftp://x", "bot_type", "human"))
                .is(422)
                .blames("name", "blank")
                .blames("outgoing_url", "invalid")
                .blames("bot_type", "inclusion");
        world.ada
                .multipart("/agent_bots", new Part("avatar", "me.png", "image/png", "<svg onload=x/>".getBytes()))
                .is(422)
                .blames("name", "blank")
                .blames("avatar", "invalid");
        world.ada
                .post("/agent_bots", Map.of("name", "Robo", "outgoing_url", "https://x.example/" + "y".repeat(2048)))
                .is(422)
                .blames("outgoing_url", "too_long");
    }

    @Test
    void only_administrators_of_the_account_manage_bots() {
        String path = "/agent_bots/" + world.ada.post("/agent_bots", ROBO).number("id");

        world.bruno.post("/agent_bots", ROBO).is(403);
        world.bruno.patch(path, ROBO).is(403);
        world.bruno.delete(path).is(403);
        world.bruno.post(path + "/reset_access_token").is(403);
        world.bruno.post(path + "/reset_secret").is(403);
        world.gina.get("/agent_bots").is(404);
        Api ginaAtHome = world.as(world.ginaId, world.globex);
        ginaAtHome.get(path).is(404);
        ginaAtHome.patch(path, ROBO).is(404);
        ginaAtHome.delete(path).is(404);
        ginaAtHome.post(path + "/reset_access_token").is(404);
    }

    @Test
    void an_inbox_with_a_bot_begins_with_pending_until_the_bot_hands_over() {
        var desk = new Desk(world);
        Answer made = world.ada.post("/agent_bots", ROBO);
        String inbox = "/inboxes/" + desk.inbox;
        world.bruno.get(inbox + "/agent_bot").is(200).isJson("{}");
        world.ada
                .post(inbox + "/set_agent_bot", Map.of("agent_bot", made.number("id")))
                .is(200)
                .isJson("{}");
        world.bruno
                .get(inbox + "/agent_bot")
                .is(200)
                .shows("agent_bot.name", "Robo")
                .lacks("agent_bot.secret");
        long number = world.ada
                .post("/conversations", Map.of("inbox_id", desk.inbox, "contact_id", desk.carla))
                .is(201)
                .shows("status", "pending")
                .number("id");
        world.server
                .sql()
                .sql("update conversations set waiting_since = null where account_id = ?")
                .param(world.acme.value())
                .update();

        bot(made)
                .post("/conversations/" + number + "/toggle_status", Map.of("status", "open"))
                .is(200)
                .shows("payload.success", true)
                .shows("payload.current_status", "open");

        assertThat(world.ada.get("/conversations/" + number).number("waiting_since"))
                .isEqualTo(world.server.clock().instant().getEpochSecond());
        eventually(() -> eventTypes().contains("conversation_bot_handoff"));
    }

    @Test
    void a_bot_of_an_inbox_is_of_its_account() {
        var desk = new Desk(world);
        long robo = world.ada.post("/agent_bots", ROBO).number("id");
        world.gina
                .post("/inboxes/" + desk.inbox + "/set_agent_bot", Map.of("agent_bot", robo))
                .is(404);
        world.gina.get("/inboxes/" + desk.inbox + "/agent_bot").is(404);
        long foreign = world.as(world.ginaId, world.globex)
                .post("/agent_bots", ROBO)
                .is(201)
                .number("id");
        String inbox = "/inboxes/" + desk.inbox;

        world.ada.post(inbox + "/set_agent_bot", Map.of("agent_bot", foreign)).is(404);
        world.bruno.post(inbox + "/set_agent_bot", Map.of("agent_bot", robo)).is(403);
        world.ada
                .post(inbox + "/set_agent_bot", Map.of("agent_bot", "robo"))
                .is(400)
                .blames("agent_bot", "invalid");
        world.ada
                .post(desk.path() + "/assignments", Map.of("assignee_id", foreign, "assignee_type", "AgentBot"))
                .is(404);
    }

    @Test
    void a_conversation_is_assigned_to_a_bot() {
        var desk = new Desk(world);
        Answer made = world.ada.post("/agent_bots", ROBO);
        world.ada
                .post(desk.path() + "/assignments", Map.of("assignee_id", world.brunoId))
                .is(200);

        world.ada
                .post(
                        desk.path() + "/assignments",
                        Map.of("assignee_id", made.number("id"), "assignee_type", "AgentBot"))
                .is(200)
                .isJson("""
                        {"id": "*", "name": "Robo", "description": "Greets", "thumbnail": "",
                         "outgoing_url": "https://bot.example.com/in", "bot_type": "webhook"}
                        """);

        world.bruno.get(desk.path()).shows("meta.assignee.name", "Robo").shows("meta.assignee_type", "AgentBot");
        world.bruno.get("/conversations?assignee_type=unassigned").hasSize("data.payload", 1);
        world.ada
                .post(desk.path() + "/assignments", Map.of("assignee_id", world.brunoId))
                .is(200);
        world.bruno.get(desk.path()).shows("meta.assignee_type", "User").shows("meta.assignee.name", "Bruno");
        world.ada
                .post(desk.path() + "/assignments", Map.of("assignee_id", 1, "assignee_type", "Robot"))
                .is(422)
                .blames("assignee_type", "inclusion");
    }

    @Test
    void a_deleted_bot_leaves_its_inboxes_and_conversations() {
        var desk = new Desk(world);
        Answer made = world.ada.post("/agent_bots", ROBO);
        long robo = made.number("id");
        world.ada
                .post("/inboxes/" + desk.inbox + "/set_agent_bot", Map.of("agent_bot", robo))
                .is(200);
        world.ada
                .post(desk.path() + "/assignments", Map.of("assignee_id", robo, "assignee_type", "AgentBot"))
                .is(200);
        bot(made).get(desk.path()).is(200);

        world.ada.delete("/agent_bots/" + robo).is(200);

        bot(made).get(desk.path()).is(401);
        world.ada.get("/inboxes/" + desk.inbox + "/agent_bot").isJson("{}");
        eventually(() -> world.server
                        .sql()
                        .sql("select count(*) from conversations where account_id = ? and assignee_bot_id is not null")
                        .param(world.acme.value())
                        .query(Long.class)
                        .single()
                == 0);
    }

    @Test
    void a_bot_answers_under_its_name() {
        var desk = new Desk(world);
        Answer made = world.ada.post("/agent_bots", ROBO);

        bot(made)
                .post(desk.path() + "/messages", Map.of("content", "Beep"))
                .is(201)
                .shows(
                        "sender",
                        Map.of("id", made.number("id"), "name", "Robo", "avatar_url", "", "type", "agent_bot"));

        world.bruno.get(desk.path()).shows("messages.0.sender.name", "Robo");
    }

    @Test
    void a_bot_may_do_its_work() {
        var desk = new Desk(world);
        Api bot = bot(world.ada.post("/agent_bots", ROBO));

        bot.get(desk.path()).is(200);
        bot.post("/conversations", Map.of("inbox_id", desk.inbox, "contact_id", desk.carla))
                .is(201);
        bot.patch(desk.path(), Map.of("priority", "high")).is(200);
        bot.post(desk.path() + "/toggle_status", Map.of("status", "pending")).is(200);
        bot.post(desk.path() + "/toggle_typing_status", Map.of("typing_status", "on"))
                .is(200);
        bot.post(desk.path() + "/toggle_priority", Map.of("priority", "low")).is(200);
        bot.post(desk.path() + "/custom_attributes", Map.of("custom_attributes", Map.of("a", 1)))
                .is(200);
        bot.post(desk.path() + "/messages", Map.of("content", "Beep")).is(201);
        bot.post(desk.path() + "/assignments", Map.of("assignee_id", world.brunoId))
                .is(200);
        bot.post(desk.path() + "/labels", Map.of("labels", List.of("vip"))).is(200);
        bot.get(desk.path() + "/labels").is(200);
        bot.get("/api/v1/accounts/" + world.globex + desk.path()).is(404);
    }

    /// Every operation that there is, but those that need no token.
    @Test
    void a_bot_may_do_nothing_else() {
        var desk = new Desk(world);
        Api bot = bot(world.ada.post("/agent_bots", ROBO));
        var allowed = new TreeSet<String>();

        world.stranger
                .get("~/openapi.json")
                .at("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    String verb = operation.getKey().toUpperCase(Locale.ROOT);
                    if (path.getKey().contains("/accounts/{account}")
                            && bot.send(verb, filledIn(path.getKey(), desk), "{}".getBytes(StandardCharsets.UTF_8))
                                            .status()
                                    != 403) {
                        allowed.add(verb + " " + path.getKey().replaceFirst("^/api/v1/accounts/\\{account}", ""));
                    }
                }));

        assertThat(allowed)
                .containsExactlyInAnyOrder(
                        "GET /conversations/{id}",
                        "GET /conversations/{id}/labels",
                        "GET /permissions",
                        "PATCH /conversations/{id}",
                        "POST /conversations",
                        "POST /conversations/{conversation}/messages",
                        "POST /conversations/{id}/assignments",
                        "POST /conversations/{id}/custom_attributes",
                        "POST /conversations/{id}/labels",
                        "POST /conversations/{id}/toggle_priority",
                        "POST /conversations/{id}/toggle_status",
                        "POST /conversations/{id}/toggle_typing_status");
    }

    private String filledIn(String path, Desk desk) {
        return path.replace("{account}", world.acme.toString()).replaceAll("\\{\\w+}", Long.toString(desk.printerJam));
    }

    private Api bot(Answer made) {
        return world.stranger.with("api_access_token", made.string("access_token"));
    }

    private List<String> eventTypes() {
        return world.ada
                .get("/events")
                .at("payload")
                .valueStream()
                .map(event -> event.path("event").asString())
                .toList();
    }
}
