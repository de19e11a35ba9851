package io.supportly.webhooks;

import static io.supportly.testing.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.testing.Answer;
import io.supportly.testing.Api;
import io.supportly.testing.Desk;
import io.supportly.testing.Receiver;
import io.supportly.testing.World;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FanoutTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final World world = new World();
    private final Receiver receiver = new Receiver();

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void a_message_is_told_in_the_flat_form() {
        hook(Map.of("subscriptions", List.of("message_created")));
        Desk desk = new Desk(world);

        JsonNode body = receiver.first("message_created").json();

        isJson(body, """
                {
                  "account": {"id": "*", "name": "Acme"}, "additional_attributes": {}, "content_attributes": {},
                  "content_type": "text", "content": "The printer is jammed",
                  "conversation": {
                    "additional_attributes": {}, "can_reply": true, "channel": "Channel::Api",
                    "contact_inbox": {
                      "id": "*", "contact_id": "*", "inbox_id": "*", "source_id": "*", "created_at": "*",
                      "updated_at": "*", "hmac_verified": false, "pubsub_token": "*"
                    },
                    "id": 1, "inbox_id": "*",
                    "messages": [{
                      "id": "*", "content": "The printer is jammed", "account_id": "*", "inbox_id": "*",
                      "conversation_id": 1, "message_type": 0, "created_at": "*", "updated_at": "*",
                      "private": false, "status": "sent", "source_id": null, "content_type": "text",
                      "content_attributes": {}, "sender_type": "Contact", "sender_id": "*",
                      "external_source_ids": {}, "additional_attributes": {},
                      "processed_message_content": "The printer is jammed", "sentiment": {},
                      "conversation": {
                        "assignee_id": null, "unread_count": 1, "last_activity_at": "*",
                        "contact_inbox": {"source_id": "*"}
                      },
                      "sender": {
                        "additional_attributes": {}, "custom_attributes": {}, "email": "carla@example.com", "id": "*",
                        "identifier": null, "name": "Carla Diaz", "phone_number": null, "thumbnail": "",
                        "blocked": false, "type": "contact"
                      }
                    }],
                    "labels": [],
                    "meta": {
                      "sender": {
                        "additional_attributes": {}, "custom_attributes": {}, "email": "carla@example.com", "id": "*",
                        "identifier": null, "name": "Carla Diaz", "phone_number": null, "thumbnail": "",
                        "blocked": false, "type": "contact"
                      },
                      "assignee": null, "assignee_type": null, "team": null, "hmac_verified": false
                    },
                    "status": "open", "custom_attributes": {}, "snoozed_until": null, "unread_count": 1,
                    "first_reply_created_at": null, "priority": null, "waiting_since": "*",
                    "agent_last_seen_at": 0, "contact_last_seen_at": 0, "last_activity_at": "*", "timestamp": "*",
                    "created_at": "*", "updated_at": "*", "account": {"id": "*", "name": "Acme"}
                  },
                  "created_at": "*", "id": "*", "inbox": {"id": "*", "name": "App"}, "message_type": "incoming",
                  "private": false,
                  "sender": {
                    "account": {"id": "*", "name": "Acme"}, "additional_attributes": {}, "avatar": "",
                    "custom_attributes": {}, "email": "carla@example.com", "id": "*", "identifier": null,
                    "name": "Carla Diaz", "phone_number": null, "thumbnail": "", "blocked": false
                  },
                  "source_id": null, "event": "message_created"
                }
                """);
        assertThat(body.at("/conversation/id").asLong()).isEqualTo(desk.printerJam);
    }

    @Test
    void a_contact_is_told_with_what_changed() {
        hook(Map.of("subscriptions", List.of("contact_created", "contact_updated")));
        long carla = world.ada
                .post("/contacts", Map.of("name", "Carla", "custom_attributes", Map.of("plan", "pro")))
                .number("payload.contact.id");
        isJson(receiver.first("contact_created").json(), """
                {
                  "account": {"id": "*", "name": "Acme"}, "additional_attributes": {}, "avatar": "",
                  "custom_attributes": {"plan": "pro"}, "email": null, "id": "*", "identifier": null, "name": "Carla",
                  "phone_number": null, "thumbnail": "", "blocked": false, "event": "contact_created"
                }
                """);

        world.ada.patch("/contacts/" + carla, Map.of("custom_attributes", Map.of("plan", "free")));

        JsonNode changed = receiver.first("contact_updated").json().path("changed_attributes");
        assertThat(changed).isEqualTo(JSON.readTree("""
                [{"custom_attributes": {"previous_value": {"plan": "pro"}, "current_value": {"plan": "free"}}}]
                """));
    }

    @Test
    void what_happens_to_a_conversation_is_told() {
        hook(Map.of());
        Desk desk = new Desk(world);

        // What is told is how it is then, so it must not change before.
        JsonNode created = receiver.first("conversation_created").json();
        assertThat(created.path("id").asLong()).isEqualTo(desk.printerJam);
        assertThat(created.path("status").asString()).isEqualTo("open");

        world.bruno.post(desk.path() + "/assignments", Map.of("assignee_id", world.brunoId));
        world.bruno.post(desk.path() + "/toggle_status", Map.of("status", "resolved"));

        JsonNode resolved = receiver.first("conversation_status_changed").json();
        assertThat(resolved.path("status").asString()).isEqualTo("resolved");
        assertThat(resolved.at("/meta/assignee/type").asString()).isEqualTo("user");
        assertThat(resolved.at("/meta/assignee/id").asLong()).isEqualTo(world.brunoId);
        assertThat(resolved.path("changed_attributes").get(0)).isEqualTo(JSON.readTree("""
                {"status": {"previous_value": "open", "current_value": "resolved"}}
                """));
        eventually(() -> receiver.requests("conversation_updated").stream()
                .anyMatch(request ->
                        request.json().path("changed_attributes").toString().contains("assignee_id")));
        assertThat(receiver.requests("message_created")).hasSize(1);
    }

    @Test
    void a_first_reply_is_an_update_of_the_conversation() {
        Desk desk = new Desk(world);
        hook(Map.of("subscriptions", List.of("conversation_updated")));

        world.bruno.post(desk.path() + "/messages", Map.of("content", "We are looking into it"));

        eventually(() -> receiver.requests("conversation_updated").stream()
                .map(request -> request.json().path("changed_attributes").toString())
                .anyMatch(changed ->
                        changed.contains("first_reply_created_at") && changed.contains("\"current_value\":null")));
    }

    @Test
    void a_private_note_and_a_deleted_message_are_told() {
        hook(Map.of("subscriptions", List.of("message_created", "message_updated")));
        Desk desk = new Desk(world);
        world.bruno
                .post(desk.path() + "/messages", Map.of("content", "Call her", "private", true))
                .is(201);
        eventually(() -> receiver.requests("message_created").size() == 2);
        JsonNode note = receiver.requests("message_created").stream()
                .map(Receiver.Request::json)
                .filter(body -> body.path("private").asBoolean())
                .findFirst()
                .orElseThrow();
        assertThat(note.path("sender"))
                .isEqualTo(JSON.readTree("{\"id\":%d,\"name\":\"Bruno\",\"email\":\"%s\",\"type\":\"user\"}"
                        .formatted(world.brunoId, note.at("/sender/email").asString())));
        assertThat(note.at("/conversation/messages/0/content").asString()).isEqualTo("The printer is jammed");

        world.ada.delete(desk.path() + "/messages/" + note.path("id").asLong()).is(200);

        JsonNode deleted = receiver.first("message_updated").json();
        assertThat(deleted.at("/content_attributes/deleted").asBoolean()).isTrue();
    }

    @Test
    void a_webhook_of_an_inbox_hears_only_of_it() {
        Desk desk = new Desk(world);
        hook(Map.of("inbox_id", desk.inbox, "subscriptions", List.of("inbox_updated", "contact_created")));
        long other = world.ada
                .post("/inboxes", Map.of("name", "Other", "channel", Map.of("type", "api")))
                .number("id");

        world.ada.patch("/inboxes/" + other, Map.of("name", "Other 2")).is(200);
        world.ada.post("/contacts", Map.of("name", "Dora")).is(201);
        world.ada.patch("/inboxes/" + desk.inbox, Map.of("name", "App 2")).is(200);

        eventually(() -> receiver.requests().stream()
                .anyMatch(request -> request.json().path("name").asString().equals("App 2")));
        assertThat(receiver.requests()).allSatisfy(request -> {
            assertThat(request.event()).isEqualTo("inbox_updated");
            assertThat(request.json().path("id").asLong()).isEqualTo(desk.inbox);
            assertThat(request.json().has("secret")).isFalse();
            assertThat(request.json().toString()).doesNotContain("hmac");
        });
    }

    @Test
    void an_api_inbox_is_told_of_its_own_signed_with_its_secret() {
        var channel = Map.of("type", "api", "webhook_url", receiver.url());
        var inbox = world.ada
                .post("/inboxes", Map.of("name", "App", "channel", channel))
                .is(201);
        long contact = world.ada.post("/contacts", Map.of("name", "Eve")).number("payload.contact.id");
        var message = Map.of("content", "Hi", "message_type", "incoming");

        world.ada
                .post(
                        "/conversations",
                        Map.of("inbox_id", inbox.number("id"), "contact_id", contact, "message", message))
                .is(201);

        Receiver.Request request = receiver.first("message_created");
        byte[] key = inbox.string("secret").getBytes(StandardCharsets.UTF_8);
        assertThat(request.header("webhook-signature")).isEqualTo(Verifying.standard(request, key));
        receiver.first("conversation_created");
        assertThat(receiver.requests("contact_created")).isEmpty();
    }

    @Test
    void who_types_is_told_at_once() {
        Desk desk = new Desk(world);
        hook(Map.of("subscriptions", List.of("conversation_typing_on", "conversation_typing_off")));

        world.bruno
                .post(desk.path() + "/toggle_typing_status", Map.of("typing_status", "on", "is_private", true))
                .is(200);
        JsonNode note = receiver.first("conversation_typing_on").json();
        assertThat(note.at("/user/id").asLong()).isEqualTo(world.brunoId);
        assertThat(note.at("/user/type").asString()).isEqualTo("user");
        assertThat(note.at("/conversation/id").asLong()).isEqualTo(desk.printerJam);
        assertThat(note.path("is_private").asBoolean()).isTrue();
        assertThat(note.propertyNames()).containsExactlyInAnyOrder("user", "conversation", "is_private", "event");

        String visitor = "/public/api/v1/inboxes/"
                + world.ada.get("/inboxes/" + desk.inbox).string("inbox_identifier") + "/contacts/"
                + world.ada.get(desk.path()).string("messages.0.conversation.contact_inbox.source_id");
        world.stranger
                .post(visitor + desk.path() + "/toggle_typing", Map.of("typing_status", "off"))
                .is(200);
        JsonNode customer = receiver.first("conversation_typing_off").json();
        assertThat(customer.at("/user/type").asString()).isEqualTo("contact");
        assertThat(customer.path("is_private").asBoolean()).isFalse();
    }

    @Test
    void who_types_is_told_once_even_where_it_fails() {
        Desk desk = new Desk(world);
        receiver.answers(500);
        long id = hook(Map.of("subscriptions", List.of("conversation_typing_on")));

        world.bruno
                .post(desk.path() + "/toggle_typing_status", Map.of("typing_status", "on"))
                .is(200);

        String log = "/webhooks/" + id + "/deliveries";
        eventually(() -> world.ada.get(log).string("payload.0.status").equals("failed"));
        world.ada.get(log).hasSize("payload", 1).shows("payload.0.attempts", 1);
        assertThat(world.ada.get("/events?after=0&limit=500").text()).doesNotContain("typing");
    }

    @Test
    void what_was_not_asked_for_leaves_no_delivery() {
        long id = hook(Map.of("subscriptions", List.of("inbox_created")));
        new Desk(world);

        receiver.first("inbox_created");

        assertThat(receiver.requests()).hasSize(1);
        world.ada.get("/webhooks/" + id + "/deliveries").hasSize("payload", 1);
    }

    private long hook(Map<String, Object> more) {
        var body = new HashMap<>(more);
        body.put("url", receiver.url());
        Api ada = world.ada;
        return ada.post("/webhooks", body).is(201).number("payload.webhook.id");
    }

    private static void isJson(JsonNode actual, String expected) {
        JsonNode wanted = Answer.filledIn(JSON.readTree(expected), actual);
        assertThat(actual.toPrettyString()).isEqualTo(wanted.toPrettyString());
    }
}
