package io.supportly.conversations;

import static io.supportly.testing.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.testing.Answer;
import io.supportly.testing.Desk;
import io.supportly.testing.World;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Bruno, with custom roles that show him some of the conversations of his inbox: `free` is nobody's, `his` is given to
/// him, `followed` is ada's and he takes part in it, `adas` is hers alone. `elsewhere` he has in an inbox that is not
/// his.
class CustomRoleSightTest {
    private final World world = new World();
    private final Desk desk = new Desk(world);
    private final long free = desk.printerJam;
    private final long his = begin(desk.inbox, world.brunoId);
    private final long followed = begin(desk.inbox, world.adaId);
    private final long adas = begin(desk.inbox, world.adaId);
    private final long role;

    CustomRoleSightTest() {
        long other = world.ada
                .post("/inboxes", Map.of("name", "Other", "channel", Map.of("type", "api")))
                .number("id");
        begin(other, world.brunoId);
        world.ada
                .post("/conversations/" + followed + "/participants", Map.of("user_ids", List.of(world.brunoId)))
                .is(200);
        role = world.ada
                .post("/custom_roles", Map.of("name", "Some", "permissions", List.of("conversation_manage")))
                .is(201)
                .number("id");
        world.ada
                .patch("/agents/" + world.brunoId, Map.of("custom_role_id", role))
                .is(200);
    }

    private long begin(long inbox, long assignee) {
        return world.ada
                .post(
                        "/conversations",
                        Map.of(
                                "inbox_id",
                                inbox,
                                "contact_id",
                                desk.carla,
                                "assignee_id",
                                assignee,
                                "message",
                                Map.of("content", "About the jammed printer", "message_type", "incoming")))
                .is(201)
                .number("id");
    }

    private void permit(String... permissions) {
        world.ada
                .patch("/custom_roles/" + role, Map.of("permissions", List.of(permissions)))
                .is(200);
    }

    private void sees(Long... numbers) {
        var wanted = new TreeSet<>(List.of(numbers));
        String contact = "/contacts/" + desk.carla;
        for (String list : List.of(
                "/conversations",
                "/conversations?status=all",
                "/conversations?inbox_id=" + desk.inbox,
                "/conversations?sort_by=created_at_desc",
                "/conversations?q=jammed")) {
            Answer answer = world.bruno.get(list).is(200);
            assertThat(numbers(answer.at("data.payload"), "id")).as(list).isEqualTo(wanted);
            answer.shows("data.meta.all_count", wanted.size());
        }
        assertThat(numbers(world.bruno.get(contact + "/conversations").is(200).at("payload"), "id"))
                .isEqualTo(wanted);
        var filter = Map.of(
                "payload",
                List.of(Map.of("attribute_key", "status", "filter_operator", "equal_to", "values", List.of("open"))));
        Answer filtered = world.bruno.post("/conversations/filter", filter).is(200);
        assertThat(numbers(filtered.at("payload"), "id")).isEqualTo(wanted);
        filtered.shows("meta.all_count", wanted.size());
        world.bruno.get("/conversations/meta").is(200).shows("meta.all_count", wanted.size());
        world.bruno.get("/conversations/unread_counts").is(200).shows("payload.all_count", wanted.size());
        assertThat(numbers(
                        world.bruno.get("/search/messages?q=jammed").is(200).at("payload.messages"), "conversation_id"))
                .isEqualTo(wanted);
        for (long number : List.of(free, his, followed, adas)) {
            int status = wanted.contains(number) ? 200 : 403;
            String path = "/conversations/" + number;
            world.bruno.get(path).is(status);
            world.bruno.get(path + "/messages").is(status);
            world.bruno.get(path + "/attachments").is(status);
            world.bruno.patch(path, Map.of("priority", "low")).is(status);
        }
    }

    private static TreeSet<Long> numbers(JsonNode list, String field) {
        var found = new TreeSet<Long>();
        StreamSupport.stream(list.spliterator(), false)
                .forEach(one -> found.add(one.path(field).longValue()));
        return found;
    }

    @Test
    void a_role_for_conversations_shows_what_an_agent_sees() {
        sees(free, his, followed, adas);
    }

    @Test
    void a_role_for_what_nobody_has_shows_that_and_ones_own() {
        permit("conversation_unassigned_manage");

        sees(free, his, followed);
    }

    @Test
    void a_role_for_participants_shows_only_ones_own() {
        permit("conversation_participating_manage", "report_manage");

        sees(his, followed);
    }

    @Test
    void a_role_without_conversations_shows_and_is_given_none() {
        permit("contact_manage");

        world.bruno.get("/conversations").is(403);
        world.bruno.get("/conversations/" + his).is(403);
        world.bruno.get("/conversations/" + his + "/messages").is(403);
        world.bruno
                .post("/conversations", Map.of("inbox_id", desk.inbox, "contact_id", desk.carla))
                .is(403);
        world.bruno
                .get("/search?q=jammed")
                .is(200)
                .hasSize("payload.messages", 0)
                .hasSize("payload.conversations", 0);
        world.ada
                .post(desk.path() + "/assignments", Map.of("assignee_id", world.brunoId))
                .is(422)
                .blames("assignee_id", "invalid");
        assertThat(numbers(
                        world.ada
                                .get("/inboxes/" + desk.inbox + "/assignable_agents")
                                .at("payload"),
                        "id"))
                .containsExactly(world.adaId);
    }

    @Test
    void who_sees_some_gives_one_away_and_follows_what_he_begins() {
        permit("conversation_participating_manage");

        long begun = world.bruno
                .post("/conversations", Map.of("inbox_id", desk.inbox, "contact_id", desk.carla))
                .is(201)
                .number("id");
        world.bruno.get("/conversations/" + begun).is(200);
        permit("conversation_unassigned_manage");
        world.bruno
                .patch(desk.path(), Map.of("assignee_id", world.adaId))
                .is(200)
                .shows("meta.assignee.id", world.adaId);
        world.bruno.get(desk.path()).is(403);
    }

    @Test
    void many_at_once_are_those_that_he_sees_when_they_are_changed() {
        permit("conversation_participating_manage");

        world.bruno
                .post(
                        "/bulk_actions",
                        Map.of(
                                "type",
                                "Conversation",
                                "ids",
                                List.of(free, his),
                                "fields",
                                Map.of("status", "resolved")))
                .is(200);

        eventually(() -> world.ada.get("/conversations/" + his).string("status").equals("resolved"));
        world.ada.get("/conversations/" + free).shows("status", "open");
    }
}
