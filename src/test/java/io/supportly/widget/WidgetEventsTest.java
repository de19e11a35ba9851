package io.supportly.widget;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.testing.Answer;
import io.supportly.testing.Receiver;
import io.supportly.testing.World;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class WidgetEventsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Map<String, Object> OPENED = Map.of(
            "name",
            "webwidget.triggered",
            "event_info",
            Map.of(
                    "referer",
                    "https://shop.example.com/cart",
                    "widget_language",
                    "de",
                    "initiated_at",
                    Map.of("timestamp", "Mon Nov 30 2026"),
                    "evil",
                    "x".repeat(1000)));

    private final World world = new World();
    private final Site site = new Site(world);
    private final Receiver receiver = new Receiver();

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void webhooks_are_told_that_a_visitor_opened_the_widget() {
        world.ada
                .post("/webhooks", Map.of("url", receiver.url(), "subscriptions", List.of("webwidget_triggered")))
                .is(201);
        Site.Visitor visitor = site.visitor();

        visitor.post("/events", OPENED).is(204);

        JsonNode body = receiver.first("webwidget_triggered").json();
        assertThat(body).isEqualTo(Answer.filledIn(JSON.readTree("""
                {"id": "*",
                 "contact": {"account": {"id": "*", "name": "Acme"}, "additional_attributes": {}, "avatar": "",
                   "custom_attributes": {}, "email": null, "id": "*", "identifier": null, "name": "*",
                   "phone_number": null, "thumbnail": "", "blocked": false},
                 "inbox": {"id": "*", "name": "Shop"}, "account": {"id": "*", "name": "Acme"},
                 "current_conversation": null, "source_id": "*",
                 "event_info": {"browser": {"browser_name": "Unknown", "browser_version": "",
                     "device_name": "Unknown", "platform_name": "Unknown", "platform_version": ""},
                   "referer": "https://shop.example.com/cart", "initiated_at": {"timestamp": "Mon Nov 30 2026"},
                   "widget_language": "de"},
                 "event": "webwidget_triggered"}
                """), body));
    }

    @Test
    void the_conversation_that_the_visitor_has_is_told_with_it() {
        world.ada
                .post("/webhooks", Map.of("url", receiver.url(), "subscriptions", List.of("webwidget_triggered")))
                .is(201);
        Site.Visitor visitor = site.visitor();
        long id = visitor.says("Hi");

        visitor.post("/events", OPENED).is(204);

        JsonNode body = receiver.first("webwidget_triggered").json();
        assertThat(body.at("/current_conversation/id").longValue()).isEqualTo(id);
    }

    @Test
    void only_what_is_known_is_put_on_record() {
        Site.Visitor visitor = site.visitor();

        visitor.post("/events", Map.of("name", "evil")).is(422).blames("name", "inclusion");
        visitor.post("/events", Map.of()).is(422).blames("name", "blank");
    }
}
