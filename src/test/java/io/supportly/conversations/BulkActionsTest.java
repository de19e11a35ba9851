package io.supportly.conversations;

import static io.supportly.testing.World.eventually;

import io.supportly.testing.Api;
import io.supportly.testing.Desk;
import io.supportly.testing.World;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BulkActionsTest {
    private final World world = new World();
    private final Desk desk = new Desk(world);

    private long another() {
        return world.ada
                .post("/conversations", Map.of("inbox_id", desk.inbox, "contact_id", desk.carla))
                .is(201)
                .number("id");
    }

    @Test
    void many_conversations_are_changed_at_once() {
        long second = another();
        world.bruno.post(desk.path() + "/labels", Map.of("labels", List.of("old", "kept")));

        world.bruno
                .post(
                        "/bulk_actions",
                        Map.of(
                                "type", "Conversation",
                                "ids", List.of(desk.printerJam, second, 999_999),
                                "fields", Map.of("status", "snoozed", "assignee_id", world.brunoId),
                                "snoozed_until", 4_000_000_000L,
                                "labels", Map.of("add", List.of("VIP"), "remove", List.of("old"))))
                .is(200)
                .isJson("{}");

        for (long number : List.of(desk.printerJam, second)) {
            eventually(() ->
                    world.bruno.get("/conversations/" + number).string("status").equals("snoozed"));
            world.bruno
                    .get("/conversations/" + number)
                    .shows("meta.assignee.id", world.brunoId)
                    .shows("snoozed_until", "2096-10-02T07:06:40.000Z");
        }
        world.bruno.get(desk.path() + "/labels").shows("payload", List.of("kept", "vip"));
    }

    @Test
    void nobody_is_an_assignee_too() {
        world.ada.post(desk.path() + "/assignments", Map.of("assignee_id", world.brunoId));
        var fields = new HashMap<String, Object>();
        fields.put("assignee_id", null);

        world.ada
                .post(
                        "/bulk_actions",
                        Map.of("type", "Conversation", "ids", List.of(desk.printerJam), "fields", fields))
                .is(200);

        eventually(() -> world.ada.get(desk.path()).at("meta.assignee").isMissingNode());
    }

    @Test
    void an_agent_changes_only_what_he_sees() {
        long hidden = world.ada
                .post("/inboxes", Map.of("name", "Hidden", "channel", Map.of("type", "api")))
                .number("id");
        long other = world.ada
                .post("/conversations", Map.of("inbox_id", hidden, "contact_id", desk.carla))
                .is(201)
                .number("id");

        world.bruno
                .post(
                        "/bulk_actions",
                        Map.of(
                                "type", "Conversation",
                                "ids", List.of(other, desk.printerJam),
                                "fields", Map.of("status", "resolved")))
                .is(200);

        eventually(() -> world.ada.get(desk.path()).string("status").equals("resolved"));
        world.ada.get("/conversations/" + other).shows("status", "open");
    }

    @Test
    void contacts_are_labelled_and_deleted_by_administrators_only() {
        long dora = world.ada.post("/contacts", Map.of("name", "Dora")).number("payload.contact.id");
        List<Long> both = List.of(desk.carla, dora);

        world.bruno
                .post("/bulk_actions", Map.of("type", "Contact", "ids", both, "labels", Map.of("add", List.of("VIP"))))
                .is(200);
        eventually(() -> world.bruno.get("/contacts?labels[]=vip").at("payload").size() == 2);
        Map<String, Object> delete = Map.of("type", "Contact", "ids", both, "action_name", "delete");
        world.bruno.post("/bulk_actions", delete).is(403);
        world.ada.post("/bulk_actions", delete).is(200);

        eventually(() -> world.bruno.get("/contacts").at("payload").isEmpty());
    }

    @Test
    void every_fault_is_told_at_once() {
        world.bruno.post("/bulk_actions").is(422).blames("type", "blank").blames("ids", "blank");
        world.bruno
                .post(
                        "/bulk_actions",
                        Map.of(
                                "type", "Contact",
                                "ids",
                                        Arrays.asList(new Long[1001]).stream()
                                                .map(_ -> 1)
                                                .toList(),
                                "fields", Map.of("status", "asleep"),
                                "labels", Map.of("add", List.of("x".repeat(256))),
                                "action_name", "paint"))
                .is(422)
                .blames("ids", "too_long")
                .blames("fields", "invalid")
                .blames("fields.status", "inclusion")
                .blames("labels.add", "too_long")
                .blames("action_name", "inclusion");
        world.bruno
                .post(
                        "/bulk_actions",
                        Map.of(
                                "type",
                                "Conversation",
                                "ids",
                                List.of(1),
                                "fields",
                                Map.of("assignee_id", world.ginaId)))
                .is(422)
                .blames("fields.assignee_id", "not_found");
    }

    /// Gina at acme's doors, with the token that she has by now.
    private Api knocking(Api atHome) {
        return new Api(atHome.address(), World.prefix(world.acme), atHome.headers());
    }

    @Test
    void another_account_is_not_reached() {
        Map<String, Object> resolve =
                Map.of("type", "Conversation", "ids", List.of(desk.printerJam), "fields", Map.of("status", "resolved"));
        Api atHome = world.as(world.ginaId, world.globex);

        knocking(atHome).post("/bulk_actions", resolve).is(404);
        world.stranger.post("/bulk_actions", resolve).is(401);
        atHome.post("/bulk_actions", resolve).is(200);

        eventually(() -> world.server
                        .sql()
                        .sql("select count(*) from scheduled_tasks where task_name = 'change-many'")
                        .query(Long.class)
                        .single()
                == 0);
        world.bruno.get(desk.path()).shows("status", "open");
    }
}
