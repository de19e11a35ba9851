package io.supportly.conversations;

import static io.supportly.testing.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.kernel.Role;
import io.supportly.testing.Answer;
import io.supportly.testing.Desk;
import io.supportly.testing.Statements;
import io.supportly.testing.World;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MessagesTest {
    private final World world = new World();
    private final Desk desk = new Desk(world);
    private final String messages = desk.path() + "/messages";

    private Answer send(Map<String, ?> body) {
        return world.bruno.post(messages, body);
    }

    private static Map<String, Object> incoming(String content) {
        return Map.of("content", content, "message_type", "incoming");
    }

    @Test
    void a_message_is_answered_as_it_is_kept() {
        send(Map.of("content", "On my way", "echo_id", "e1", "source_id", "s1", "external_created_at", 1700000000))
                .is(201)
                .isJson("""
                        {
                          "id": "*", "content": "On my way", "inbox_id": "*", "echo_id": "e1", "conversation_id": 1,
                          "message_type": 1, "content_type": "text", "status": "sent",
                          "content_attributes": {"external_created_at": 1700000000}, "created_at": "*",
                          "private": false, "source_id": "s1",
                          "sender": {"id": "*", "name": "Bruno", "available_name": "Bruno", "avatar_url": "",
                            "type": "user", "availability_status": "*", "thumbnail": ""}
                        }
                        """);
    }

    @Test
    void a_source_id_is_taken_once_in_an_inbox() {
        send(Map.of("content", "One", "source_id", "s1")).is(201);

        send(Map.of("content", "Two", "source_id", "s1")).is(422).blames("source_id", "taken");
    }

    @Test
    void an_integrator_says_how_far_a_message_has_come() {
        long id = send(Map.of("content", "Hi")).number("id");
        String message = messages + "/" + id;

        world.bruno
                .patch(message, Map.of("status", "failed", "external_error", "no such number"))
                .is(200)
                .shows("status", "failed")
                .shows("content_attributes.external_error", "no such number");
        world.bruno
                .patch(message, Map.of("status", "read"))
                .shows("status", "read")
                .shows("content_attributes", Map.of());
        world.bruno.patch(message, Map.of("status", "delivered")).is(200).shows("status", "read");

        world.bruno.patch(message, Map.of("status", "lost")).is(422).blames("status", "inclusion");
        world.bruno.patch(message, Map.of()).is(422).blames("status", "blank");
        world.gina.patch(message, Map.of("status", "read")).is(404);
        world.bruno.patch(messages + "/999999", Map.of("status", "read")).is(404);
    }

    @Test
    void other_channels_know_by_themselves_how_far_a_message_has_come() {
        long inbox = world.ada
                .post(
                        "/inboxes",
                        Map.of(
                                "name",
                                "Mail",
                                "channel",
                                Map.of("type", "email", "email", "help-" + desk.carla + world.acme + "@example.com")))
                .is(201)
                .number("id");
        long mailed = world.ada
                .post(
                        "/conversations",
                        Map.of(
                                "inbox_id",
                                inbox,
                                "contact_id",
                                desk.carla,
                                "message",
                                Map.of("content", "Hi", "cc_emails", "a@example.com, b@example.com")))
                .is(201)
                .shows("messages.0.content_attributes.cc_emails", List.of("a@example.com", "b@example.com"))
                .number("messages.0.id");

        world.ada
                .patch("/conversations/2/messages/" + mailed, Map.of("status", "read"))
                .is(403);
        world.ada
                .post("/conversations/2/messages", Map.of("content", "x", "bcc_emails", "nobody"))
                .is(422)
                .blames("bcc_emails", "invalid");
    }

    @Test
    void a_failed_message_is_tried_again() {
        long id = send(Map.of("content", "Hi")).number("id");
        world.bruno.patch(messages + "/" + id, Map.of("status", "failed", "external_error", "busy"));

        world.bruno
                .post(messages + "/" + id + "/retry")
                .is(200)
                .shows("status", "sent")
                .shows("content_attributes", Map.of());

        long note = send(Map.of("content", "psst", "private", true)).number("id");
        world.bruno.post(messages + "/" + note + "/retry").is(422);
        world.gina.post(messages + "/" + id + "/retry").is(404);
    }

    @Test
    void an_answer_knows_its_question_by_both_names() {
        long asked = world.bruno
                .post(messages, Map.of("content", "Why?", "message_type", "incoming", "source_id", "q1"))
                .number("id");

        send(Map.of("content", "So", "content_attributes", Map.of("in_reply_to", asked)))
                .is(201)
                .shows("content_attributes.in_reply_to_external_id", "q1");
        send(Map.of("content", "So", "content_attributes", Map.of("in_reply_to_external_id", "q1")))
                .shows("content_attributes.in_reply_to", asked);
        send(Map.of("content", "So", "content_attributes", Map.of("in_reply_to", 999999)))
                .is(201)
                .lacks("content_attributes.in_reply_to_external_id");
    }

    @Test
    void what_is_shown_as_cards_or_a_choice_has_the_shape_of_it() {
        var select = Map.of("items", List.of(Map.of("title", "Yes", "value", "y")));
        send(Map.of("content", "Well?", "content_type", "input_select", "content_attributes", select))
                .is(201);
        var action = Map.of("type", "link", "text", "Open", "uri", "https://example.com");
        var cards = Map.of("items", List.of(Map.of("title", "A", "actions", List.of(action))));
        send(Map.of("content", "Cards", "content_type", "cards", "content_attributes", cards))
                .is(201);
        var options = List.of(Map.of("label", "L", "value", "V"));
        var form = Map.of("items", List.of(Map.of("type", "select", "name", "n", "options", options)));
        send(Map.of("content", "Form", "content_type", "form", "content_attributes", form))
                .is(201);
        var article = Map.of("items", List.of(Map.of("title", "T", "link", "https://example.com")));
        send(Map.of("content", "Read", "content_type", "article", "content_attributes", article))
                .is(201);

        send(Map.of("content", "x", "content_type", "input_select"))
                .is(422)
                .blames("content_attributes.items", "blank");
        var odd = Map.of(
                "items",
                List.of(Map.of("title", "A", "colour", "red"), Map.of("actions", List.of(Map.of("type", "jump")))));
        send(Map.of("content", "x", "content_type", "cards", "content_attributes", odd))
                .is(422)
                .blames("content_attributes.items.0.colour", "inclusion")
                .blames("content_attributes.items.0.actions", "blank")
                .blames("content_attributes.items.1.actions.0.type", "inclusion");
    }

    @Test
    void names_are_filled_into_what_goes_out() {
        world.ada
                .patch("/contacts/" + desk.carla, Map.of("custom_attributes", Map.of("plan", "gold")))
                .is(200);

        send(Map.of(
                        "content",
                        "Dear {{contact.first_name}} {{ contact.last_name }}, plan {{contact.custom_attribute.plan}},"
                                + " #{{conversation.display_id}} at {{inbox.name}} of {{account.name}}: {{agent.name}}{{no.such}}"))
                .shows("content", "Dear Carla Diaz, plan gold, #1 at App of Acme: Bruno");
        send(Map.of("content", "say `{{contact.name}}` to {{contact.email}}"))
                .shows("content", "say `{{contact.name}}` to carla@example.com");
        for (String odd :
                List.of("{{contact.name", "{% if x %}{{contact.name}}", "{{contact.name | upcase}}", "{{}}")) {
            send(Map.of("content", odd)).shows("content", odd);
        }
        world.bruno.post(messages, incoming("I am {{contact.name}}")).shows("content", "I am {{contact.name}}");
    }

    @Test
    void a_template_neither_loops_nor_grows_without_end() {
        world.ada
                .patch("/contacts/" + desk.carla, Map.of("name", "{{contact.name}}{{contact.name}}"))
                .is(200);
        String loop = "{% for i in (1..1000000000) %}{{contact.name}}{% endfor %}";
        String wide = "{{contact.name}}".repeat(9_000);
        String many = IntStream.range(0, 3_000)
                .mapToObj(i -> "{{contact.custom_attribute.a" + i + "}}")
                .collect(Collectors.joining());

        send(Map.of("content", loop)).is(201).shows("content", loop);
        send(Map.of("content", "{{contact.name}}")).shows("content", "{{contact.name}}{{contact.name}}");
        for (String text : List.of(wide, many)) {
            var heard = Statements.during(world.bruno, api -> api.post(messages, Map.of("content", text)));
            heard.answer().is(201).shows("content", text);
            assertThat(heard.runs()).hasSizeLessThan(150);
        }
    }

    @Test
    void whom_a_note_mentions_follows_the_conversation() {
        long otto = world.user("Otto", world.acme, Role.AGENT);
        long team = world.ada.post("/teams", Map.of("name", "experts")).number("id");
        world.ada.post("/teams/" + team + "/team_members", Map.of("user_ids", List.of(world.adaId, otto)));

        send(Map.of(
                        "private",
                        true,
                        "content",
                        "[@Experts](mention://team/" + team + "/experts) and [@Bruno](mention://user/" + world.brunoId
                                + "/Bruno) and [@Gina](mention://user/" + world.ginaId + "/Gina)"))
                .is(201);

        assertThat(world.ada.get(desk.path() + "/participants").text())
                .contains("Ada", "Bruno")
                .doesNotContain("Otto", "Gina");
        world.ada
                .get("/conversations?conversation_type=mention")
                .hasSize("data.payload", 1)
                .shows("data.meta.all_count", 1);
        world.as(otto, world.acme)
                .get("/conversations?conversation_type=mention")
                .hasSize("data.payload", 0);
        eventually(() -> world.ada.get("/events?limit=100").text().contains("conversation_mentioned"));
        send(Map.of("content", "[@Ada](mention://user/" + world.adaId + "/Ada)"))
                .is(201);
    }

    @Test
    void an_inbox_greets_who_writes_first() {
        option("greeting_enabled", true, "greeting_message", "Hello {{contact.first_name}}");
        long fresh = world.ada
                .post("/conversations", Map.of("inbox_id", desk.inbox, "contact_id", desk.carla))
                .number("id");

        world.bruno
                .post("/conversations/" + fresh + "/messages", incoming("Hi"))
                .is(201);
        world.bruno
                .post("/conversations/" + fresh + "/messages", incoming("Anybody?"))
                .is(201);

        world.bruno
                .get("/conversations/" + fresh + "/messages")
                .hasSize("payload", 3)
                .shows("payload.1.message_type", 3)
                .shows("payload.1.content", "Hello Carla")
                .lacks("payload.1.sender");
        assertThat(world.bruno.get("/conversations/" + fresh).number("waiting_since"))
                .isPositive();
    }

    private void option(Object... pairs) {
        var options = new LinkedHashMap<String, Object>();
        for (int i = 0; i < pairs.length; i += 2) {
            options.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        world.ada.patch("/inboxes/" + desk.inbox, options).is(200);
    }

    @Test
    void an_inbox_says_once_a_day_that_nobody_is_there() {
        List<Map<String, Object>> closed = java.util.stream.IntStream.range(0, 7)
                .mapToObj(day -> Map.<String, Object>of("day_of_week", day, "closed_all_day", true))
                .toList();
        option("working_hours_enabled", true, "working_hours", closed, "out_of_office_message", "We are away");

        world.bruno.post(messages, incoming("Hi")).is(201);
        world.bruno.post(messages, incoming("Hello?")).is(201);
        assertThat(said("We are away")).isEqualTo(1);

        world.server.clock().advance(Duration.ofDays(1));
        send(Map.of("content", "Here I am")).is(201);
        world.bruno.post(messages, incoming("Ah")).is(201);
        assertThat(said("We are away")).isEqualTo(1);
        world.server.clock().advance(Duration.ofMinutes(6));
        world.bruno.post(messages, incoming("Still there?")).is(201);
        assertThat(said("We are away")).isEqualTo(2);
    }

    @Test
    void an_open_inbox_says_nothing() {
        List<Map<String, Object>> open = java.util.stream.IntStream.range(0, 7)
                .mapToObj(day -> Map.<String, Object>of("day_of_week", day, "open_all_day", true))
                .toList();
        option("working_hours_enabled", true, "working_hours", open, "out_of_office_message", "We are away");

        world.bruno.post(messages, incoming("Hi")).is(201);

        assertThat(said("We are away")).isZero();
    }

    private long said(String content) {
        return world.bruno
                .get(messages)
                .at("payload")
                .valueStream()
                .filter(message -> message.path("content").asString("").equals(content))
                .count();
    }

    @Test
    void a_deleted_message_is_gone_from_the_previews_too() {
        long id = send(Map.of("content", "secret")).number("id");

        world.bruno.delete(messages + "/" + id).is(200);

        assertThat(world.bruno.get(desk.path()).text()).doesNotContain("secret");
        world.bruno
                .get(desk.path())
                .shows("messages.0.content", "This message was deleted")
                .shows("last_non_activity_message.content", "This message was deleted");
        assertThat(world.bruno.get("/conversations").text()).doesNotContain("secret");
    }

    @Test
    void a_draft_is_kept_for_its_writer_alone() {
        String draft = desk.path() + "/draft_messages";
        world.bruno.get(draft).is(200).isJson("{\"has_draft\": false}");

        world.bruno
                .put(draft, Map.of("draft_message", Map.of("message", "Dear Car")))
                .is(200);

        world.bruno.get(draft).isJson("{\"has_draft\": true, \"message\": \"Dear Car\"}");
        world.ada.get(draft).shows("has_draft", false);
        world.gina.get(draft).is(404);
        world.gina.put(draft, Map.of("message", "x")).is(404);
        world.gina.delete(draft).is(404);
        world.as(world.user("Otto", world.acme, Role.AGENT), world.acme)
                .get(draft)
                .is(403);
        world.bruno.put(draft, Map.of("message", "x".repeat(150_001))).is(422).blames("message", "too_long");
        world.bruno.delete(draft).is(200);
        world.bruno.get(draft).shows("has_draft", false);
    }
}
