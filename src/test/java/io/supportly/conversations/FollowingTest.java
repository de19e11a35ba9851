package io.supportly.conversations;

import static io.supportly.testing.World.eventually;

import io.supportly.testing.Desk;
import io.supportly.testing.World;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FollowingTest {
    private final World world = new World();
    private final Desk desk = new Desk(world);

    @Test
    void a_renamed_label_is_renamed_on_conversations() {
        long label = world.ada.post("/labels", Map.of("title", "VIP")).is(201).number("id");
        world.bruno.post(desk.path() + "/labels", Map.of("labels", List.of("vip")));

        world.ada.patch("/labels/" + label, Map.of("title", "gold")).is(200);

        eventually(
                () -> world.bruno.get(desk.path() + "/labels").texts("payload").equals(List.of("gold")));
        world.ada.delete("/labels/" + label).is(200);
        eventually(
                () -> world.bruno.get(desk.path() + "/labels").texts("payload").isEmpty());
    }

    @Test
    void a_deleted_team_leaves_its_conversations() {
        long team = world.ada.post("/teams", Map.of("name", "sales")).is(201).number("id");
        world.ada.post(desk.path() + "/assignments", Map.of("team_id", team)).is(200);

        world.ada.delete("/teams/" + team).is(200);

        eventually(() -> countWhere("team_id is not null") == 0);
    }

    @Test
    void all_that_hangs_on_a_deleted_contact_goes() {
        world.bruno.delete("/contacts/" + desk.carla).is(403);
        world.ada.delete("/contacts/" + desk.carla).is(200);

        world.ada.get("/contacts/" + desk.carla).is(404);
        eventually(() -> countWhere("true") == 0);
        eventually(() -> rows("contacts") == 0 && rows("contact_inboxes") == 0 && rows("messages") == 0);
    }

    @Test
    void all_that_hangs_on_a_deleted_inbox_goes() {
        world.ada.delete("/inboxes/" + desk.inbox).is(200);

        world.ada.get("/inboxes/" + desk.inbox).is(404);
        eventually(() -> rows("conversations") == 0 && rows("inboxes") == 0);
    }

    private long countWhere(String condition) {
        return world.server
                .sql()
                .sql("select count(*) from conversations where account_id = ? and " + condition)
                .param(world.acme.value())
                .query(Long.class)
                .single();
    }

    private long rows(String table) {
        return world.server
                .sql()
                .sql("select count(*) from " + table + " where account_id = ?")
                .param(world.acme.value())
                .query(Long.class)
                .single();
    }

    /// Every table that knows a conversation or a contact, but the log and the counters.
    private String leftovers() {
        return String.join(
                ", ",
                world.server.sql().sql("""
                                select distinct table_name from information_schema.columns
                                join information_schema.tables using (table_schema, table_name)
                                where table_schema = 'public' and table_type = 'BASE TABLE'
                                  and column_name in ('conversation_id', 'contact_id', 'file_key')
                                  and table_name not in ('events')
                                union values ('conversations'), ('contacts')
                                """).query(String.class).list().stream()
                        .filter(table -> rows(table) > 0)
                        .toList());
    }

    @Test
    void nothing_is_left_of_a_contact_who_had_everything() {
        world.ada
                .patch(desk.path(), Map.of("labels", List.of("vip"), "assignee_id", world.brunoId))
                .is(200);
        world.bruno
                .multipart(
                        desk.path() + "/messages",
                        new io.supportly.testing.Api.Part("attachments[]", "a.txt", "text/plain", "hello".getBytes()))
                .is(201);
        world.bruno
                .post(
                        desk.path() + "/messages",
                        Map.of("private", true, "content", "[@Ada](mention://user/" + world.adaId + "/Ada)"))
                .is(201);
        world.bruno
                .put(desk.path() + "/draft_messages", Map.of("message", "Dear"))
                .is(200);
        for (int i = 0; i < 60; i++) {
            world.ada
                    .post("/conversations", Map.of("inbox_id", desk.inbox, "contact_id", desk.carla))
                    .is(201);
        }
        eventually(() -> rows("message_search") == 2);

        world.ada.delete("/contacts/" + desk.carla).is(200);

        org.awaitility.Awaitility.await()
                .atMost(java.time.Duration.ofSeconds(20))
                .untilAsserted(() ->
                        org.assertj.core.api.Assertions.assertThat(leftovers()).isEmpty());
        world.ada.get("/conversations?status=all").shows("data.meta.all_count", 0);
    }
}
