package io.supportly.conversations;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.testing.Desk;
import io.supportly.testing.World;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The table of states, row by row (wire contract X1.1).
class ConversationStatesTest {
    private final World world = new World();
    private final Desk desk = new Desk(world);

    private void is(String status) {
        world.ada.get(desk.path()).is(200).shows("status", status);
    }

    private void set(String status) {
        world.ada.patch(desk.path(), Map.of("status", status)).is(200).shows("status", status);
    }

    private void theCustomerWrites() {
        world.ada
                .post(desk.path() + "/messages", Map.of("content", "Hello?", "message_type", "incoming"))
                .is(201);
    }

    private long open(Map<String, Object> more) {
        var body = new java.util.HashMap<String, Object>(Map.of("inbox_id", desk.inbox, "contact_id", desk.carla));
        body.putAll(more);
        return world.ada.post("/conversations", body).is(201).number("id");
    }

    @Test
    void a_new_one_of_a_blocked_contact_is_resolved() {
        world.ada.post(desk.path() + "/mute").is(200);

        world.ada
                .get("/conversations/" + open(Map.of()))
                .shows("status", "resolved")
                .shows("waiting_since", 0);
    }

    @Test
    void a_new_one_is_open_or_as_asked() {
        world.ada.get("/conversations/" + open(Map.of())).shows("status", "open");
        world.ada.get("/conversations/" + open(Map.of("status", "pending"))).shows("status", "pending");
        world.ada
                .get("/conversations/" + open(Map.of("status", "snoozed", "snoozed_until", 4_000_000_000L)))
                .shows("status", "snoozed")
                .shows("snoozed_until", "2096-10-02T07:06:40.000Z");
    }

    @Test
    void toggling_resolves_an_open_one_and_opens_any_other() {
        toggled("open", "resolved");
        for (String status : new String[] {"resolved", "pending", "snoozed"}) {
            toggled(status, "open");
        }
    }

    private void toggled(String from, String to) {
        set(from);
        world.ada.post(desk.path() + "/toggle_status").is(200).shows("payload.current_status", to);
        is(to);
    }

    @Test
    void any_status_can_be_set_and_only_snoozed_keeps_a_time() {
        for (String status : new String[] {"snoozed", "pending", "snoozed", "resolved", "snoozed", "open"}) {
            world.ada
                    .post(desk.path() + "/toggle_status", Map.of("status", status, "snoozed_until", 4_000_000_000L))
                    .is(200)
                    .shows("payload.current_status", status);
            assertThat(world.ada.get(desk.path()).at("snoozed_until").isNull()).isEqualTo(!status.equals("snoozed"));
        }
        world.ada
                .post(desk.path() + "/toggle_status", Map.of("status", "odd"))
                .is(422)
                .blames("status", "inclusion");
    }

    @Test
    void resolving_ends_the_waiting() {
        assertThat(world.ada.get(desk.path()).number("waiting_since")).isPositive();

        set("resolved");

        world.ada.get(desk.path()).shows("waiting_since", 0);
    }

    @Test
    void the_customer_wakes_a_snoozed_one() {
        set("snoozed");
        theCustomerWrites();
        is("open");
    }

    @Test
    void the_customer_reopens_a_resolved_one() {
        set("resolved");
        theCustomerWrites();
        is("open");
        assertThat(world.ada.get(desk.path()).number("waiting_since")).isPositive();
        assertThat(world.ada.get(desk.path() + "/messages").text()).contains("reopened");
    }

    @Test
    void a_pending_one_stays_pending_when_the_customer_writes() {
        set("pending");
        theCustomerWrites();
        is("pending");
    }

    @Test
    void a_muted_customer_reopens_and_wakes_nothing() {
        world.ada.post(desk.path() + "/mute").is(200);
        theCustomerWrites();
        is("resolved");
        set("snoozed");
        theCustomerWrites();
        is("snoozed");
    }

    @Test
    void an_agents_reply_reopens_nothing() {
        set("resolved");
        world.ada.post(desk.path() + "/messages", Map.of("content", "Bye")).is(201);
        is("resolved");
    }

    @Test
    void setting_what_is_set_already_writes_nothing() {
        String before = world.ada.get(desk.path()).string("updated_at");

        set("open");

        assertThat(world.ada.get(desk.path()).string("updated_at")).isEqualTo(before);
        world.ada.get(desk.path() + "/messages").hasSize("payload", 1);
    }
}
