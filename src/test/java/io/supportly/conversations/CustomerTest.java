package io.supportly.conversations;

import io.supportly.testing.Desk;
import io.supportly.testing.World;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CustomerTest {
    private final World world = new World();
    private final Desk desk = new Desk(world);
    private final String inbox = "/public/api/v1/inboxes/"
            + world.ada.get("/inboxes/" + desk.inbox).is(200).string("inbox_identifier");

    @Test
    void a_customer_writes_is_answered_and_ends_the_conversation() {
        String source = world.stranger
                .post(inbox + "/contacts", Map.of("identifier", "u1", "name", "Jo", "email", "jo@example.com"))
                .is(201)
                .string("source_id");
        String mine = inbox + "/contacts/" + source + "/conversations";
        long id = world.stranger.post(mine, Map.of()).is(201).number("id");

        world.stranger
                .post(mine + "/" + id + "/messages", Map.of("content", "Hi", "echo_id", "c1"))
                .is(201)
                .shows("message_type", 0)
                .shows("sender.name", "Jo");
        world.bruno
                .post("/conversations/" + id + "/messages", Map.of("content", "Hello Jo"))
                .is(201);
        world.bruno
                .post("/conversations/" + id + "/messages", Map.of("content", "note", "private", true))
                .is(201);

        world.stranger.get(mine + "/" + id + "/messages").is(200).hasSize("", 2);
        world.stranger.post(mine + "/" + id + "/toggle_status").is(200).shows("status", "resolved");
        world.bruno.get("/conversations/" + id).shows("status", "resolved");
    }

    @Test
    void the_same_customer_is_known_again() {
        long first = world.stranger
                .post(inbox + "/contacts", Map.of("email", "CARLA@example.com"))
                .is(201)
                .number("id");

        org.assertj.core.api.Assertions.assertThat(first).isEqualTo(desk.carla);
    }

    @Test
    void a_wrong_proof_of_identity_is_refused() {
        world.stranger
                .post(inbox + "/contacts", Map.of("identifier", "u1", "identifier_hash", "00"))
                .is(401);
    }

    @Test
    void nobody_sees_the_conversations_of_another() {
        String source = world.stranger
                .post(inbox + "/contacts", Map.of("name", "Eve"))
                .is(201)
                .string("source_id");

        world.stranger
                .get(inbox + "/contacts/" + source + "/conversations/" + desk.printerJam)
                .is(404);
        world.stranger.get(inbox + "/contacts/nobody").is(404);
        world.stranger.get("/public/api/v1/inboxes/none").is(404);
    }
}
