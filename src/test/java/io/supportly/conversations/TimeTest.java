package io.supportly.conversations;

import static io.supportly.testing.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.testing.Counters;
import io.supportly.testing.Desk;
import io.supportly.testing.World;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What happens to a conversation when nobody does anything (wire contract X1.1).
class TimeTest {
    private final World world = new World();
    private final Desk desk = new Desk(world);

    private void isSoon(String status) {
        eventually(() -> world.ada.get(desk.path()).string("status").equals(status));
    }

    private void snooze(Duration time) {
        Instant until = world.server.clock().instant().plus(time);
        world.ada
                .post(
                        desk.path() + "/toggle_status",
                        Map.of("status", "snoozed", "snoozed_until", until.getEpochSecond()))
                .is(200);
    }

    private void autoResolve(Map<String, Object> more) {
        var wish = new HashMap<String, Object>(more);
        wish.put("auto_resolve_duration", 1);
        world.ada.patch("", wish).is(200);
    }

    private void reply() {
        world.bruno
                .post(desk.path() + "/messages", Map.of("content", "Turn it off and on"))
                .is(201);
    }

    @Test
    void a_snoozed_one_wakes_at_its_time() {
        snooze(Duration.ofHours(3));
        reply();
        world.ada.get(desk.path()).shows("status", "snoozed");

        world.server.clock().advance(Duration.ofHours(3));

        isSoon("open");
        world.ada.get(desk.path()).shows("snoozed_until", null);
        assertThat(world.ada.get(desk.path() + "/messages").text()).contains("The system reopened the conversation");
        assertThat(world.ada.get("/events?after=0&limit=500").text()).contains("conversation_status_changed");
    }

    @Test
    void one_that_is_snoozed_again_sleeps_on() {
        snooze(Duration.ofHours(1));
        snooze(Duration.ofDays(40_000));
        long other = world.ada
                .post("/conversations", Map.of("inbox_id", desk.inbox, "contact_id", desk.carla))
                .number("id");
        world.ada
                .post(
                        "/conversations/" + other + "/toggle_status",
                        Map.of(
                                "status",
                                "snoozed",
                                "snoozed_until",
                                world.server
                                        .clock()
                                        .instant()
                                        .plus(Duration.ofHours(2))
                                        .getEpochSecond()))
                .is(200);

        world.server.clock().advance(Duration.ofHours(2));

        eventually(
                () -> world.ada.get("/conversations/" + other).string("status").equals("open"));
        world.ada.get(desk.path()).shows("status", "snoozed");
    }

    @Test
    void an_idle_one_is_resolved_with_a_last_word() {
        autoResolve(Map.of("auto_resolve_message", "Bye, {{contact.name}}", "auto_resolve_label", "gone-quiet"));
        reply();

        world.server.clock().advance(Duration.ofDays(1).plusMinutes(1));

        isSoon("resolved");
        world.ada
                .get(desk.path())
                .shows("labels", java.util.List.of("gone-quiet"))
                .shows("waiting_since", 0);
        String said = world.ada.get(desk.path() + "/messages").text();
        assertThat(said).contains("Bye, Carla Diaz").contains("The system resolved the conversation");
        assertThat(said.split("Bye, Carla Diaz", -1)).hasSize(2);
        eventually(() -> Counters.differences(world.server.sql()).isEmpty());
    }

    @Test
    void one_that_waits_for_us_is_left_alone_if_the_account_says_so() {
        autoResolve(Map.of("auto_resolve_ignore_waiting", true));
        long answered = world.ada
                .post(
                        "/conversations",
                        Map.of(
                                "inbox_id",
                                desk.inbox,
                                "contact_id",
                                desk.carla,
                                "message",
                                Map.of("content", "We ship tomorrow")))
                .number("id");

        world.server.clock().advance(Duration.ofDays(2));

        eventually(() ->
                world.ada.get("/conversations/" + answered).string("status").equals("resolved"));
        world.ada.get(desk.path()).shows("status", "open");
    }

    @Test
    void one_in_which_something_happened_stays_open() {
        autoResolve(Map.of());
        long idle = world.ada
                .post("/conversations", Map.of("inbox_id", desk.inbox, "contact_id", desk.carla))
                .number("id");
        world.server.clock().advance(Duration.ofHours(20));
        reply();

        world.server.clock().advance(Duration.ofHours(5));

        eventually(
                () -> world.ada.get("/conversations/" + idle).string("status").equals("resolved"));
        world.ada.get(desk.path()).shows("status", "open");
    }
}
