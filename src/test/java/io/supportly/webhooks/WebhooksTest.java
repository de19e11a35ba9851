package io.supportly.webhooks;

import static io.supportly.testing.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.testing.Answer;
import io.supportly.testing.World;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WebhooksTest {
    private final World world = new World();

    @Test
    void a_webhook_is_created_with_a_secret_and_the_usual_events() {
        Answer answer = world.ada
                .post("/webhooks", Map.of("url", "https://example.com/hook", "name", "CRM"))
                .is(201);

        answer.isJson("""
                {"payload": {"webhook": {
                  "id": "*", "name": "CRM", "url": "https://example.com/hook", "account_id": "*",
                  "subscriptions": ["conversation_created", "conversation_status_changed", "conversation_updated",
                    "message_created", "message_updated", "contact_created", "contact_updated", "webwidget_triggered"],
                  "secret": "*", "status": "active", "disabled_reason": null, "failing_since": null
                }}}
                """);
        String secret = answer.string("payload.webhook.secret");
        assertThat(secret).startsWith("whsec_");
        assertThat(Base64.getDecoder().decode(secret.substring(6))).hasSize(32);
    }

    @Test
    void a_webhook_of_an_inbox_goes_with_it() {
        long inbox = world.ada
                .post("/inboxes", Map.of("name", "App", "channel", Map.of("type", "api")))
                .number("id");
        var body = Map.of("url", "https://example.com/a", "inbox_id", inbox, "subscriptions", List.of("inbox_updated"));
        long id = world.ada
                .post("/webhooks", Map.of("webhook", body))
                .is(201)
                .shows("payload.webhook.inbox", Map.of("id", inbox, "name", "App"))
                .shows("payload.webhook.subscriptions", List.of("inbox_updated"))
                .number("payload.webhook.id");

        world.ada.delete("/inboxes/" + inbox).is(200);

        eventually(() -> world.ada.get("/webhooks/" + id).status() == 404);
    }

    @Test
    void webhooks_are_listed_changed_and_deleted() {
        long id = add("https://example.com/b");

        world.ada.get("/webhooks").is(200).hasSize("payload.webhooks", 1).shows("payload.webhooks.0.id", id);
        world.ada
                .put("/webhooks/" + id, Map.of("url", "https://example.com/c", "subscriptions", "message_created"))
                .is(200)
                .shows("payload.webhook.url", "https://example.com/c")
                .shows("payload.webhook.subscriptions", List.of("message_created"));
        world.ada.get("/webhooks/" + id).is(200).shows("payload.webhook.url", "https://example.com/c");
        world.ada.delete("/webhooks/" + id).is(200);
        world.ada.get("/webhooks/" + id).is(404);
        world.ada.delete("/webhooks/" + id).is(404);
    }

    @Test
    void a_webhook_is_disabled_and_enabled_by_hand() {
        long id = add("https://example.com/d");

        world.ada
                .patch("/webhooks/" + id, Map.of("status", "disabled"))
                .is(200)
                .shows("payload.webhook.status", "disabled")
                .shows("payload.webhook.disabled_reason", "disabled by an administrator");
        world.ada
                .patch("/webhooks/" + id, Map.of("status", "active"))
                .is(200)
                .shows("payload.webhook.status", "active")
                .shows("payload.webhook.disabled_reason", null);
    }

    @Test
    void an_address_is_unique_in_its_account_only() {
        long id = add("https://example.com/e");
        add("https://example.com/f");

        world.ada
                .post("/webhooks", Map.of("url", "https://example.com/e"))
                .is(422)
                .blames("url", "taken");
        world.ada
                .patch("/webhooks/" + id, Map.of("url", "https://example.com/f"))
                .is(422)
                .blames("url", "taken");
        world.as(world.ginaId, world.globex)
                .post("/webhooks", Map.of("url", "https://example.com/e"))
                .is(201);
    }

    @Test
    void only_administrators_see_webhooks() {
        String webhook = "/webhooks/" + add("https://example.com/g");

        world.bruno.get("/webhooks").is(403);
        world.bruno.get(webhook).is(403);
        world.bruno.post("/webhooks", Map.of("url", "https://example.com/h")).is(403);
        world.bruno.patch(webhook, Map.of("name", "x")).is(403);
        world.bruno.delete(webhook).is(403);
        world.bruno.post(webhook + "/rotate_secret").is(403);
        world.bruno.post(webhook + "/test").is(403);
        world.bruno.get(webhook + "/deliveries").is(403);
        world.bruno.get(webhook + "/deliveries/1").is(403);
        world.bruno.post(webhook + "/deliveries/1/redeliver").is(403);
        world.bruno.post(webhook + "/redeliver", Map.of("since", 0)).is(403);
    }

    @Test
    void to_another_account_there_are_none() {
        String webhook = "/webhooks/" + add("https://example.com/i");
        world.gina.get("/webhooks").is(404);

        var globex = world.as(world.ginaId, world.globex);
        globex.get("/webhooks").is(200).hasSize("payload.webhooks", 0);
        globex.get(webhook).is(404);
        globex.patch(webhook, Map.of("name", "x")).is(404);
        globex.delete(webhook).is(404);
        globex.post(webhook + "/rotate_secret").is(404);
        globex.post(webhook + "/test").is(404);
        globex.get(webhook + "/deliveries").is(404);
        globex.get(webhook + "/deliveries/1").is(404);
        globex.post(webhook + "/deliveries/1/redeliver").is(404);
        globex.post(webhook + "/redeliver", Map.of("since", 0)).is(404);
    }

    @Test
    void every_fault_of_a_webhook_is_told() {
        world.ada
                .post("/webhooks", Map.of("subscriptions", List.of(), "name", "x".repeat(256)))
                .is(422)
                .blames("url", "blank")
                .blames("subscriptions", "inclusion")
                .blames("name", "too_long");
        for (String url :
                List.of("nowhere", "ftp://example.com", "https://", "https://u:p@example.com/", "http://h:22/")) {
            world.ada.post("/webhooks", Map.of("url", url)).is(422).blames("url", "invalid");
        }
        world.ada
                .post("/webhooks", Map.of("url", "https://example.com/j", "inbox_id", 1))
                .is(422)
                .blames("inbox_id", "not_found");
        world.ada
                .patch("/webhooks/" + add("https://example.com/k"), Map.of("status", "asleep"))
                .is(422)
                .blames("status", "inclusion");
    }

    @Test
    void hostile_subscriptions_are_refused() {
        for (Object subscriptions : List.of(
                List.of("message_created", "everything"),
                List.of("MESSAGE_CREATED"),
                List.of("'; drop table webhooks; --"),
                List.of("x".repeat(100_000)),
                List.of(""),
                "nothing,at_all",
                true,
                7)) {
            world.ada
                    .post("/webhooks", Map.of("url", "https://example.com/l", "subscriptions", subscriptions))
                    .is(422)
                    .blames("subscriptions", "inclusion");
        }
        for (Object subscriptions : List.of(Map.of("a", 1), List.of(List.of("message_created")), List.of(Map.of()))) {
            world.ada
                    .post("/webhooks", Map.of("url", "https://example.com/l", "subscriptions", subscriptions))
                    .is(400);
        }
        world.ada.get("/webhooks").hasSize("payload.webhooks", 0);
    }

    private long add(String url) {
        return world.ada.post("/webhooks", Map.of("url", url)).is(201).number("payload.webhook.id");
    }
}
