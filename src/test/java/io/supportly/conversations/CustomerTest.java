package io.supportly.conversations;

import io.supportly.testing.Desk;
import io.supportly.testing.World;
import java.util.List;
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

    private String mine(String source) {
        return inbox + "/contacts/" + source + "/conversations";
    }

    private String signIn(Map<String, Object> body) {
        return world.stranger.post(inbox + "/contacts", body).is(201).string("source_id");
    }

    @Test
    void who_says_no_name_gets_one() {
        String name = world.stranger.post(inbox + "/contacts", Map.of()).is(201).string("name");

        org.assertj.core.api.Assertions.assertThat(name).matches("[A-Z][a-z]+ [A-Z][a-z]+");
    }

    @Test
    void a_customer_changes_what_is_known_of_him() {
        String source = signIn(Map.of("identifier", "u1", "name", "Jo"));

        world.stranger
                .patch(
                        inbox + "/contacts/" + source,
                        Map.of("name", "Joan", "identifier", "other", "custom_attributes", Map.of("plan", "gold")))
                .is(200)
                .isJson("""
                        {"id": "*", "name": "Joan", "email": null, "phone_number": null, "account_id": "*",
                         "identifier": "u1", "blocked": false, "additional_attributes": {},
                         "custom_attributes": {"plan": "gold"}, "last_activity_at": null, "created_at": "*",
                         "updated_at": "*"}
                        """);

        world.stranger
                .patch(inbox + "/contacts/" + source, Map.of("email", "carla@example.com"))
                .is(422)
                .blames("email", "taken");
        world.stranger
                .patch(inbox + "/contacts/" + source, Map.of("email", "x"))
                .is(422)
                .blames("email", "invalid");
        world.stranger.patch(inbox + "/contacts/nobody", Map.of("name", "x")).is(404);
        world.stranger
                .patch(inbox + "/contacts/" + source, Map.of("identifier", "u1", "identifier_hash", "00"))
                .is(401);
    }

    @Test
    void a_customer_types() {
        String source = signIn(Map.of("name", "Jo"));
        long id = world.stranger.post(mine(source), Map.of()).number("id");
        String typing = mine(source) + "/" + id + "/toggle_typing";

        world.stranger.post(typing, Map.of("typing_status", "on")).is(200).isJson("{}");
        world.stranger.post(typing, Map.of("typing_status", "loud")).is(422).blames("typing_status", "inclusion");
        world.stranger
                .post(mine(source) + "/999/toggle_typing", Map.of("typing_status", "on"))
                .is(404);
    }

    @Test
    void a_customer_pages_through_what_was_said() {
        String source = signIn(Map.of("name", "Jo"));
        long id = world.stranger.post(mine(source), Map.of()).number("id");
        String messages = mine(source) + "/" + id + "/messages";
        long last = 0;
        for (int i = 0; i < 22; i++) {
            last = world.stranger
                    .post(messages, Map.of("content", "m" + i))
                    .is(201)
                    .number("id");
        }

        world.stranger.get(messages).hasSize("", 20).shows("19.content", "m21");
        world.stranger.get(messages + "?before=" + last).hasSize("", 20).shows("19.content", "m20");
        world.stranger.get(messages + "?before=x").is(400);
        world.stranger.get(mine(source)).hasSize("", 1).hasSize("0.messages", 20);
        world.stranger.post(messages, Map.of("content", " ")).is(422).blames("content", "blank");
    }

    private long ask(long conversation, Map<String, Object> message) {
        return world.bruno
                .post("/conversations/" + conversation + "/messages", message)
                .is(201)
                .number("id");
    }

    @Test
    void a_customer_fills_in_what_he_is_asked() {
        String source = signIn(Map.of("name", "Jo"));
        long id = world.stranger.post(mine(source), Map.of()).number("id");
        String messages = mine(source) + "/" + id + "/messages/";
        var items = Map.of("items", List.of(Map.of("title", "Yes", "value", "y")));
        long choice = ask(id, Map.of("content", "?", "content_type", "input_select", "content_attributes", items));
        long email = ask(id, Map.of("content", "?", "content_type", "input_email"));
        long plain = ask(id, Map.of("content", "plain"));
        long note = ask(id, Map.of("content", "note", "private", true));
        var yes = Map.of("submitted_values", List.of(Map.of("title", "Yes", "value", "y")));

        world.stranger
                .patch(messages + choice, yes)
                .is(200)
                .shows("content_attributes.submitted_values.0.value", "y")
                .shows("content_attributes.items.0.title", "Yes");
        world.stranger
                .patch(messages + email, Map.of("submitted_email", "jo@example.com"))
                .is(200)
                .shows("content_attributes.submitted_email", "jo@example.com");
        world.stranger.patch(messages + choice, Map.of()).is(422).blames("submitted_values", "blank");
        world.stranger.patch(messages + email, Map.of()).is(422).blames("submitted_email", "blank");
        world.stranger.patch(messages + plain, yes).is(422);
        world.stranger.patch(messages + note, yes).is(404);
        world.stranger.patch(messages + "999999", yes).is(404);
    }

    @Test
    void a_rating_is_closed_after_fourteen_days() {
        String source = signIn(Map.of("name", "Jo"));
        long id = world.stranger.post(mine(source), Map.of()).number("id");
        long asked = ask(id, Map.of("content", "How was it?", "content_type", "input_csat"));
        String message = mine(source) + "/" + id + "/messages/" + asked;

        world.stranger
                .patch(message, rating(6))
                .is(422)
                .blames("submitted_values.csat_survey_response.rating", "inclusion");
        world.stranger.patch(message, rating(5)).is(200);
        world.server.clock().advance(java.time.Duration.ofDays(15));
        world.stranger.patch(message, rating(1)).is(422).blames("submitted_values", "invalid");
    }

    private static Map<String, Object> rating(int stars) {
        return Map.of("submitted_values", Map.of("csat_survey_response", Map.of("rating", stars)));
    }

    @Test
    void who_proves_who_he_is_sees_all_that_is_his() throws Exception {
        String first = signIn(Map.of("identifier", "u7"));
        world.stranger.post(mine(first), Map.of()).is(201);
        String key = world.ada.get("/inboxes/" + desk.inbox).string("hmac_token");
        var mac = javax.crypto.Mac.getInstance("HmacSHA256");
        mac.init(new javax.crypto.spec.SecretKeySpec(key.getBytes(), "HmacSHA256"));
        String hash = java.util.HexFormat.of().formatHex(mac.doFinal("u7".getBytes()));

        String unproven = signIn(Map.of("identifier", "u7"));
        String proven = signIn(Map.of("identifier", "u7", "identifier_hash", hash));

        world.stranger.get(mine(unproven)).is(200).hasSize("", 0);
        world.stranger.get(mine(proven)).is(200).hasSize("", 1);
    }
}
