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
}
