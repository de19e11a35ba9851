package io.supportly.widget;

import io.supportly.testing.World;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WidgetConversationsTest {
    private static final String FIREFOX =
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:128.0) Gecko/20100101 Firefox/128.0";

    private final World world = new World();
    private final Site site = new Site(world);
    private final Site.Visitor visitor = site.visitor();

    @Test
    void a_visitor_starts_a_conversation() {
        visitor.get("/conversations").is(200).isJson("{}");
        var message = Map.of(
                "content",
                "My order?",
                "referer_url",
                "https://shop.example.com/cart",
                "timestamp",
                "Mon Nov 30 2026",
                "echo_id",
                "e1");
        var body = Map.of(
                "contact",
                Map.of("name", "Jo", "email", "jo@example.com"),
                "message",
                message,
                "custom_attributes",
                Map.of("order", 7));

        long id = new Site.Visitor(
                        visitor.api().with("User-Agent", FIREFOX).with("Accept-Language", "de-DE,de;q=0.9"),
                        site.token,
                        visitor.session())
                .post("/conversations", body)
                .is(201)
                .isJson("""
                {"id": "*", "inbox_id": "*", "contact_last_seen_at": 0, "status": "open",
                 "messages": [{"id": "*", "content": "My order?", "message_type": 0, "content_type": "text",
                   "content_attributes": {}, "created_at": "*", "conversation_id": "*", "sender": "*"}],
                 "custom_attributes": {"order": 7},
                 "contact": {"id": "*", "name": "Jo", "email": "jo@example.com", "phone_number": null,
                   "account_id": "*", "identifier": null, "blocked": false, "additional_attributes": {},
                   "custom_attributes": {}, "last_activity_at": "*", "created_at": "*", "updated_at": "*"}}
                """)
                .number("id");

        visitor.get("/conversations").is(200).isJson("""
                {"id": %d, "inbox_id": %d, "contact_last_seen_at": 0, "status": "open"}
                """.formatted(id, site.inbox));
        world.bruno
                .get("/conversations/" + id)
                .is(200)
                .shows("additional_attributes.browser.browser_name", "Firefox")
                .shows("additional_attributes.browser.platform_name", "macOS")
                .shows("additional_attributes.browser_language", "de-DE")
                .shows("additional_attributes.referer", "https://shop.example.com/cart")
                .shows("additional_attributes.initiated_at.timestamp", "Mon Nov 30 2026")
                .shows("custom_attributes.order", 7);
    }

    @Test
    void every_fault_of_a_start_is_told_at_once() {
        world.ada
                .post(
                        "/custom_attribute_definitions",
                        Map.of(
                                "attribute_display_name", "Order",
                                "attribute_key", "order",
                                "attribute_display_type", "number",
                                "attribute_model", "conversation_attribute"))
                .is(201);

        visitor.post(
                        "/conversations",
                        Map.of(
                                "contact",
                                Map.of("email", "nope"),
                                "message",
                                Map.of("content", " "),
                                "custom_attributes",
                                Map.of("order", "x")))
                .is(422)
                .blames("contact.email", "invalid")
                .blames("message.content", "blank")
                .blames("custom_attributes.order", "invalid");
        visitor.post("/conversations", Map.of()).is(422).blames("message.content", "blank");
        visitor.get("/conversations").isJson("{}");
    }

    private static Map<String, Object> field(String name, String type, boolean required, boolean enabled) {
        return Map.of("name", name, "field_type", type, "required", required, "enabled", enabled, "label", name);
    }

    @Test
    void the_form_before_a_conversation_is_held_to() {
        var fields = List.of(
                field("emailAddress", "standard", true, true),
                field("fullName", "standard", true, true),
                field("phoneNumber", "standard", true, false),
                field("order", "conversation_attribute", true, true),
                field("plan", "contact_attribute", false, true));
        site.setChannel("pre_chat_form_options", Map.of("pre_chat_message", "Hi", "pre_chat_fields", fields));
        site.setChannel("pre_chat_form_enabled", true);
        var hello = Map.of("content", "Hi");

        visitor.post("/conversations", Map.of("message", hello))
                .is(422)
                .hasSize("errors", 3)
                .blames("contact.email", "blank")
                .blames("contact.name", "blank")
                .blames("custom_attributes.order", "blank");
        visitor.post("/messages", Map.of("message", hello)).is(422).blames("contact.email", "blank");
        visitor.post(
                        "/conversations",
                        Map.of(
                                "contact", Map.of("name", "Jo", "email", "jo@example.com"),
                                "message", hello,
                                "custom_attributes", Map.of("order", "7")))
                .is(201);
        visitor.post("/messages", Map.of("message", hello)).is(201);
    }

    @Test
    void a_visitor_ends_the_conversation_where_he_may() {
        visitor.get("/conversations/toggle_status").is(404);
        long id = visitor.says("Hi");

        visitor.get("/conversations/toggle_status").is(200).isJson("{}");
        world.bruno.get("/conversations/" + id).shows("status", "resolved");

        visitor.says("One more thing");
        world.bruno.get("/conversations/" + id).shows("status", "open");
        site.setChannel("selected_feature_flags", List.of("attachments"));
        visitor.post("/conversations/toggle_status").is(403);
    }

    @Test
    void typing_and_seeing_need_no_conversation() {
        visitor.post("/conversations/toggle_typing", Map.of("typing_status", "on"))
                .is(200)
                .isJson("{}");
        visitor.post("/conversations/update_last_seen").is(200).isJson("{}");
        long id = visitor.says("Hi");
        world.bruno
                .post("/conversations/" + id + "/messages", Map.of("content", "Hello"))
                .is(201);

        visitor.post("/conversations/toggle_typing", Map.of("typing_status", "off"))
                .is(200);
        visitor.post("/conversations/toggle_typing", Map.of("typing_status", "loud"))
                .is(422)
                .blames("typing_status", "inclusion");
        visitor.post("/conversations/update_last_seen").is(200);
        world.bruno.get("/conversations/" + id + "/messages").shows("payload.2.status", "read");
    }

    @Test
    void a_transcript_goes_to_the_visitors_own_address_three_times_an_hour() {
        visitor.says("Hi");
        visitor.post("/conversations/transcript").is(422).blames("email", "blank");
        String email = Site.unique("jo") + "@example.com";
        visitor.patch("/contact", Map.of("email", email)).is(200);

        for (int i = 0; i < 3; i++) {
            visitor.post("/conversations/transcript").is(200).isJson("{}");
        }
        visitor.post("/conversations/transcript").is(429);
        world.ada.get("/mails").shows("payload.0.recipient", email);
        site.visitor().post("/conversations/transcript").is(404);
        world.server.clock().advance(Duration.ofMinutes(61));
        visitor.post("/conversations/transcript").is(200);
    }

    @Test
    void the_conversations_attributes_are_set_and_taken_away() {
        visitor.post("/conversations/set_custom_attributes", Map.of("custom_attributes", Map.of("a", 1)))
                .is(404);
        long id = visitor.says("Hi");

        visitor.post("/conversations/set_custom_attributes", Map.of("custom_attributes", Map.of("a", 1, "b", "x")))
                .is(204);
        visitor.post("/conversations/set_custom_attributes", Map.of("custom_attributes", Map.of("a", 2)))
                .is(204);
        world.bruno.get("/conversations/" + id).shows("custom_attributes", Map.of("a", 2, "b", "x"));
        visitor.post("/conversations/destroy_custom_attributes", Map.of("custom_attribute", List.of("a")))
                .is(200)
                .isJson("""
                {"id": "*", "uuid": "*", "account_id": "*", "inbox_id": "*", "contact_id": "*", "status": "open",
                 "additional_attributes": "*", "custom_attributes": {"b": "x"}, "contact_last_seen_at": null,
                 "created_at": "*", "updated_at": "*"}
                """);
        visitor.post("/conversations/set_custom_attributes", Map.of()).is(422).blames("custom_attributes", "blank");
        visitor.post("/conversations/destroy_custom_attributes", Map.of())
                .is(422)
                .blames("custom_attribute", "blank");
    }

    @Test
    void only_labels_of_the_account_are_put_on() {
        world.ada.post("/labels", Map.of("title", "billing")).is(201);
        visitor.post("/labels", Map.of("label", "billing")).is(404);
        long id = visitor.says("Hi");

        visitor.post("/labels", Map.of("label", "Billing")).is(204);
        visitor.post("/labels", Map.of("label", "unknown")).is(422).blames("label", "inclusion");
        visitor.post("/labels", Map.of()).is(422).blames("label", "blank");
        world.bruno.get("/conversations/" + id).shows("labels", List.of("billing"));
        visitor.delete("/labels/billing").is(204);
        visitor.delete("/labels/other").is(204);
        world.bruno.get("/conversations/" + id).shows("labels", List.of());
    }
}
