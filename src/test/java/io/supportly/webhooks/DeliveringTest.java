package io.supportly.webhooks;

import static io.supportly.testing.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.testing.Answer;
import io.supportly.testing.Receiver;
import io.supportly.testing.TestServer;
import io.supportly.testing.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeliveringTest {
    private final World world = new World();
    private final Receiver receiver = new Receiver();

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void a_call_is_signed_for_both_kinds_of_receivers() {
        Answer hook = hook(receiver);
        String secret = hook.string("payload.webhook.secret");

        Receiver.Request request = contact();

        assertThat(request.header("content-type")).isEqualTo("application/json");
        assertThat(request.header("accept")).isEqualTo("application/json");
        assertThat(request.header("user-agent")).isEqualTo("Supportly-Webhooks");
        assertThat(request.header("webhook-timestamp"))
                .isEqualTo(Long.toString(world.server.clock().instant().getEpochSecond()));
        assertThat(request.header("webhook-signature")).isEqualTo(Verifying.standard(request, secret));
        assertThat(request.header("x-chatwoot-delivery")).isEqualTo(request.header("webhook-id"));
        assertThat(request.header("x-chatwoot-signature")).isEqualTo(Verifying.older(request, secret));
    }

    @Test
    void after_a_rotation_both_secrets_sign_for_a_day() {
        Answer hook = hook(receiver);
        String old = hook.string("payload.webhook.secret");
        String current = world.ada.post(path(hook) + "/rotate_secret").is(200).string("payload.webhook.secret");

        Receiver.Request request = contact();

        assertThat(current).isNotEqualTo(old);
        assertThat(request.header("webhook-signature"))
                .isEqualTo(Verifying.standard(request, current) + " " + Verifying.standard(request, old));
        world.server.clock().advance(Duration.ofHours(25));
        contact();
        eventually(() -> receiver.requests().size() == 2);
        Receiver.Request later = receiver.requests().getLast();
        assertThat(later.header("webhook-signature")).isEqualTo(Verifying.standard(later, current));
    }

    @Test
    void the_log_tells_how_a_delivery_went() {
        Answer hook = hook(receiver.answers(200, "thank you \0 " + "x".repeat(2_000)));
        Receiver.Request request = contact();

        Answer log = settled(hook, "delivered");

        log.isJson("""
                {
                  "payload": [{
                    "id": "*", "message_id": "%s", "event": "contact_created", "status": "delivered", "attempts": 1,
                    "next_attempt_at": null, "response_status": 200, "response_body": "*", "error": null,
                    "took_ms": "*", "created_at": "*", "finished_at": "*"
                  }],
                  "meta": {"current_page": 1, "has_more": false}
                }
                """.formatted(request.header("webhook-id")));
        assertThat(log.string("payload.0.response_body"))
                .startsWith("thank you")
                .hasSize(1024);
        Answer whole = world.ada
                .get(path(hook) + "/deliveries/" + log.number("payload.0.id"))
                .is(200)
                .shows("url", receiver.url())
                .shows("status", "delivered");
        assertThat(whole.at("payload")).isEqualTo(request.json());
        world.ada.get(path(hook) + "/deliveries?status=failed").hasSize("payload", 0);
        world.ada.get(path(hook) + "/deliveries?event=contact_created").hasSize("payload", 1);
        world.ada.get(path(hook) + "/deliveries?event=contact_updated").hasSize("payload", 0);
        world.ada.get(path(hook) + "/deliveries?page=2").hasSize("payload", 0);
    }

    @Test
    void bad_questions_to_the_log_are_explained() {
        String path = path(hook(receiver));

        world.ada
                .get(path + "/deliveries?status=lost&event=nothing")
                .is(422)
                .blames("status", "inclusion")
                .blames("event", "inclusion");
        world.ada.get(path + "/deliveries?page=0").is(400);
        world.ada.get(path + "/deliveries/1").is(404);
        world.ada.post(path + "/deliveries/1/redeliver").is(404);
        world.ada
                .post(path + "/redeliver", Map.of("status", "pending"))
                .is(422)
                .blames("since", "blank")
                .blames("status", "inclusion");
        world.ada
                .post(path + "/redeliver", Map.of("since", 1_700_000_000, "until", 1_600_000_000))
                .is(422)
                .blames("until", "invalid");
    }

    @Test
    void what_failed_is_tried_again_under_the_same_id() {
        Answer hook = hook(receiver.answers(500, "out of paper"));
        contact();
        settled(hook, "pending")
                .shows("payload.0.attempts", 1)
                .shows("payload.0.response_status", 500)
                .shows("payload.0.response_body", "out of paper")
                .shows("payload.0.error", "answered with status 500");
        assertThat(show(hook).string("payload.webhook.failing_since")).isNotEmpty();

        receiver.answers(200);
        world.server.clock().advance(Duration.ofSeconds(6));

        settled(hook, "delivered").shows("payload.0.attempts", 2);
        assertThat(receiver.requests()).hasSize(2);
        assertThat(receiver.requests().getFirst().header("webhook-id"))
                .isEqualTo(receiver.requests().getLast().header("webhook-id"));
        eventually(() -> show(hook).at("payload.webhook.failing_since").isNull());
    }

    @Test
    void the_tenth_failure_is_the_last() {
        Answer hook = hook(receiver.answers(503));
        contact();

        for (int attempts = 1; attempts < 10; attempts++) {
            int made = attempts;
            eventually(() -> lines(hook).number("payload.0.attempts") == made);
            Instant next = Instant.parse(lines(hook).string("payload.0.next_attempt_at"));
            world.server.clock().advance(Duration.between(world.server.clock().instant(), next.plusMillis(1)));
        }

        settled(hook, "failed").shows("payload.0.attempts", 10).shows("payload.0.next_attempt_at", null);
        assertThat(receiver.requests()).hasSize(10);
    }

    @Test
    void a_receiver_says_when_it_wants_to_be_called_again() {
        Answer hook = hook(receiver.answers(429).sends("Retry-After", "3600"));
        contact();

        Answer log = settled(hook, "pending");

        assertThat(Instant.parse(log.string("payload.0.next_attempt_at")))
                .isEqualTo(world.server.clock().instant().plusSeconds(3600));
    }

    @Test
    void a_receiver_that_is_gone_is_disabled_at_once() {
        world.ada.patch("", Map.of("locale", "fr")).is(200);
        Answer hook = hook(receiver.answers(410));
        contact();

        eventually(() -> show(hook).string("payload.webhook.status").equals("disabled"));

        show(hook).shows("payload.webhook.disabled_reason", "the receiver answered 410 Gone");
        settled(hook, "failed").shows("payload.0.attempts", 1);
        assertThat(mails()).isEqualTo(1);
        assertThat(world.ada.get("/mails").string("payload.0.body"))
                .startsWith("Bonjour,\n\nLe webhook " + receiver.url() + " a été désactivé, car son destinataire")
                .contains("/redeliver {");
        world.ada.post("/contacts", Map.of("name", "Unheard")).is(201);
        world.ada.post(path(hook) + "/redeliver", Map.of("since", 0)).is(422).blames("status", "disabled");
    }

    @Test
    void a_receiver_that_fails_for_five_days_is_disabled_and_what_waits_is_cancelled() {
        Answer hook = hook(receiver.answers(500));
        contact();
        settled(hook, "pending").shows("payload.0.attempts", 1);

        world.server.clock().advance(Duration.ofDays(5).plusMinutes(1));

        eventually(() -> show(hook).string("payload.webhook.status").equals("disabled"));
        show(hook).shows("payload.webhook.disabled_reason", "every delivery failed for 5 days");
        settled(hook, "cancelled").shows("payload.0.error", "the webhook was disabled");
        assertThat(mails()).isEqualTo(1);
        assertThat(world.ada.get("/mails").string("payload.0.body"))
                .startsWith("Hello,\n\nThe webhook " + receiver.url()
                        + " was disabled, because every delivery failed for 5 days.");

        world.ada.patch(path(hook), Map.of("status", "active")).is(200).shows("payload.webhook.failing_since", null);
        receiver.answers(200);
        world.ada
                .post(path(hook) + "/redeliver", Map.of("since", 0, "status", "cancelled"))
                .is(200)
                .isJson("{\"count\": 1}");
        settled(hook, "delivered");
    }

    @Test
    void one_delivery_is_sent_again_by_hand() {
        Answer hook = hook(receiver);
        contact();
        long id = settled(hook, "delivered").number("payload.0.id");

        world.ada
                .post(path(hook) + "/deliveries/" + id + "/redeliver")
                .is(200)
                .shows("status", "pending")
                .shows("attempts", 0);

        eventually(() -> receiver.requests().size() == 2);
        settled(hook, "delivered").shows("payload.0.attempts", 1);
    }

    @Test
    void a_test_delivery_answers_what_came_of_it() {
        Answer hook = hook(receiver.answers(418, "teapot"));
        world.ada.patch(path(hook), Map.of("status", "disabled")).is(200);

        world.ada.post(path(hook) + "/test").is(200).isJson("""
                {
                  "id": "*", "message_id": "*", "event": "webhook_test", "status": "failed", "attempts": 1,
                  "next_attempt_at": null, "response_status": 418, "response_body": "teapot",
                  "error": "answered with status 418", "took_ms": "*", "created_at": "*", "finished_at": "*"
                }
                """);

        Receiver.Request request = receiver.first("webhook_test");
        assertThat(request.header("webhook-signature"))
                .isEqualTo(Verifying.standard(request, hook.string("payload.webhook.secret")));
        lines(hook).hasSize("payload", 1);
    }

    @Test
    void a_hanging_receiver_delays_nobody_else() {
        try (var hanging = new Receiver()) {
            hook(hanging.hangs());
            for (int i = 0; i < 60; i++) {
                world.ada.post("/contacts", Map.of("name", "C" + i)).is(201);
            }
            eventually(() -> hanging.requests().size() >= 16);

            hook(receiver);
            long start = System.nanoTime();
            contact();

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
            assertThat(hanging.requests()).hasSize(16);
        }
    }

    @Test
    void a_receiver_that_is_not_there_is_a_failed_attempt() {
        Answer hook = hook(receiver);
        receiver.close();
        world.ada.post("/contacts", Map.of("name", "Carla")).is(201);

        settled(hook, "pending")
                .shows("payload.0.attempts", 1)
                .shows("payload.0.error", "could not connect to 127.0.0.1");
    }

    @Test
    void what_a_dead_node_held_is_sent_when_its_time_is_over() {
        Answer hook = hook(receiver);
        Receiver.Request first = contact();
        settled(hook, "delivered");
        world.server
                .sql()
                .sql("""
                        update webhook_deliveries set status = 'pending', attempts = 0, finished_at = null,
                          next_attempt_at = ?::timestamptz
                        where account_id = ?
                        """)
                .param(world.server.clock().instant().plus(Deliveries.HELD).toString())
                .param(world.acme.value())
                .update();
        world.server.bean(Delivering.class).deliverDue();
        assertThat(receiver.requests()).hasSize(1);

        world.server.clock().advance(Deliveries.HELD);

        eventually(() -> receiver.requests().size() == 2);
        assertThat(receiver.requests().getLast().header("webhook-id")).isEqualTo(first.header("webhook-id"));
        assertThat(receiver.requests().getLast().body()).isEqualTo(first.body());
    }

    @Test
    void an_event_that_is_read_again_is_not_told_again() {
        Answer hook = hook(receiver);
        contact();
        settled(hook, "delivered");
        var events = world.server
                .sql()
                .sql("select max(id) from events where account_id = ?")
                .param(world.acme.value())
                .query(Long.class)
                .single();
        world.server
                .sql()
                .sql("update event_consumers set position = ? where name = 'webhooks'")
                .param(events - 1)
                .update();

        world.ada.patch("/contacts/" + world.ada.get("/contacts").number("payload.0.id"), Map.of("name", "Carlota"));

        receiver.first("contact_updated");
        assertThat(receiver.requests("contact_created")).hasSize(1);
    }

    @Test
    void deleting_a_webhook_takes_its_deliveries_along() {
        Answer hook = hook(receiver.answers(500));
        contact();
        settled(hook, "pending");

        world.ada.delete(path(hook)).is(200);

        eventually(() -> world.server
                        .sql()
                        .sql("select count(*) from webhook_deliveries where account_id = ?")
                        .param(world.acme.value())
                        .query(Long.class)
                        .single()
                == 0);
    }

    @Test
    void old_deliveries_are_forgotten() {
        Answer hook = hook(receiver);
        contact();
        settled(hook, "delivered");
        var sql = world.server.sql();
        ForgettingDeliveries.forgetBefore(sql, world.server.clock());
        lines(hook).hasSize("payload", 1);

        world.server.clock().advance(Duration.ofDays(31));
        ForgettingDeliveries.forgetBefore(sql, world.server.clock());

        lines(hook).hasSize("payload", 0);
    }

    @Test
    void a_message_that_an_api_inbox_was_not_given_becomes_failed() {
        receiver.answers(410);
        var channel = Map.of("type", "api", "webhook_url", receiver.url());
        long inbox = world.ada
                .post("/inboxes", Map.of("name", "App", "channel", channel))
                .number("id");
        long eve = world.ada.post("/contacts", Map.of("name", "Eve")).number("payload.contact.id");
        String conversation = "/conversations/"
                + world.ada
                        .post("/conversations", Map.of("inbox_id", inbox, "contact_id", eve))
                        .number("id");

        world.ada
                .post(conversation + "/messages", Map.of("content", "Hello Eve"))
                .is(201);

        eventually(() -> {
            Answer message = world.ada.get(conversation + "/messages");
            return message.string("payload.0.status").equals("failed")
                    && message.string("payload.0.content_attributes.external_error")
                            .equals("answered with status 410");
        });
    }

    @Test
    void private_networks_are_out_of_bounds_unless_allowed() {
        try (var server = TestServer.with(Map.of("SUPPORTLY_ALLOW_PRIVATE_NETWORKS", "false"))) {
            var guarded = new World(server);
            Answer hook =
                    guarded.ada.post("/webhooks", Map.of("url", receiver.url())).is(201);

            guarded.ada
                    .post(path(hook) + "/test")
                    .is(200)
                    .shows("status", "failed")
                    .shows("error", "not called: 127.0.0.1 has a loopback address");
            guarded.ada.post("/contacts", Map.of("name", "Carla")).is(201);

            eventually(() -> guarded.ada
                    .get(path(hook) + "/deliveries?status=pending")
                    .text()
                    .contains("\"attempts\":1"));
            assertThat(receiver.requests()).isEmpty();
        }
    }

    @Test
    void a_redirect_is_not_followed() {
        try (var inside = new Receiver()) {
            Answer hook = hook(receiver.answers(302).sends("Location", inside.url()));
            contact();

            settled(hook, "pending")
                    .shows("payload.0.response_status", 302)
                    .shows("payload.0.error", "answered with a redirect (302), which is not followed");
            assertThat(inside.requests()).isEmpty();
        }
    }

    private Answer hook(Receiver to) {
        return world.ada
                .post(
                        "/webhooks",
                        Map.of("url", to.url(), "subscriptions", List.of("contact_created", "contact_updated")))
                .is(201);
    }

    private static String path(Answer hook) {
        return "/webhooks/" + hook.number("payload.webhook.id");
    }

    private Answer show(Answer hook) {
        return world.ada.get(path(hook)).is(200);
    }

    private Answer lines(Answer hook) {
        return world.ada.get(path(hook) + "/deliveries").is(200);
    }

    /// The log, once its newest delivery was tried and stands so.
    private Answer settled(Answer hook, String status) {
        eventually(() -> {
            Answer log = lines(hook);
            return log.at("payload").size() > 0
                    && log.string("payload.0.status").equals(status)
                    && log.number("payload.0.attempts") > 0;
        });
        return lines(hook);
    }

    /// Makes something happen; answers the call that told of it.
    private Receiver.Request contact() {
        int before = receiver.requests("contact_created").size();
        world.ada.post("/contacts", Map.of("name", "Carla")).is(201);
        eventually(() -> receiver.requests("contact_created").size() > before);
        return receiver.requests("contact_created").get(before);
    }

    private long mails() {
        return world.server
                .sql()
                .sql("select count(*) from mails where account_id = ? and kind = 'webhook_disabled'")
                .param(world.acme.value())
                .query(Long.class)
                .single();
    }
}
