package io.supportly.webhooks;

import static io.supportly.testing.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.kernel.json.Times;
import io.supportly.testing.Answer;
import io.supportly.testing.Api;
import io.supportly.testing.Desk;
import io.supportly.testing.Receiver;
import io.supportly.testing.World;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Robo is the bot of bruno's inbox.
class BotDeliveriesTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final World world = new World();
    private final Receiver receiver = new Receiver();
    private final Desk desk = new Desk(world);
    private Answer robo;

    @BeforeEach
    void robo_has_the_inbox_from_now_on() {
        world.untilRead("webhooks");
        robo = bot("Robo", receiver);
        world.ada
                .post("/inboxes/" + desk.inbox + "/set_agent_bot", Map.of("agent_bot", robo.number("id")))
                .is(200);
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void a_bot_is_told_of_a_message_signed_with_its_secret() {
        String conversation = ask("Where is my parcel?");

        Receiver.Request request = receiver.first("message_created");

        JsonNode body = request.json();
        assertThat(body.path("content").asString()).isEqualTo("Where is my parcel?");
        assertThat(body.path("message_type").asString()).isEqualTo("incoming");
        assertThat(body.at("/conversation/status").asString()).isEqualTo("pending");
        assertThat(conversation).endsWith("/" + body.at("/conversation/id").asLong());
        assertThat(body.at("/sender/name").asString()).isEqualTo("Carla Diaz");
        String secret = robo.string("secret");
        assertThat(request.header("webhook-signature"))
                .isEqualTo(Verifying.standard(request, secret.getBytes(StandardCharsets.UTF_8)));
        assertThat(request.header("x-chatwoot-signature")).isEqualTo(Verifying.older(request, secret));
        assertThat(request.header("x-chatwoot-delivery")).isEqualTo(request.header("webhook-id"));
    }

    @Test
    void a_bot_is_told_of_what_it_says_and_of_every_status_in_its_words() {
        String conversation = ask("Hello?");
        robo().post(conversation + "/messages", Map.of("content", "Beep")).is(201);
        robo().post(conversation + "/toggle_status", Map.of("status", "open")).is(200);
        world.bruno
                .post(conversation + "/toggle_status", Map.of("status", "resolved"))
                .is(200);

        JsonNode opened = receiver.first("conversation_opened").json();
        receiver.first("conversation_resolved");
        eventually(() -> receiver.requests("conversation_status_changed").size() == 2
                && receiver.requests("message_created").size() == 2);

        assertThat(opened.path("status").asString()).isNotEmpty();
        assertThat(opened.has("changed_attributes")).isFalse();
        assertThat(receiver.requests("conversation_status_changed"))
                .extracting(request -> request.json().at("/changed_attributes/0/status"))
                .containsExactlyInAnyOrder(
                        JSON.readTree("{\"previous_value\": \"pending\", \"current_value\": \"open\"}"),
                        JSON.readTree("{\"previous_value\": \"open\", \"current_value\": \"resolved\"}"));
        assertThat(receiver.requests("message_created"))
                .extracting(request -> request.json().at("/sender/type").asString())
                .contains("agent_bot");
        assertThat(receiver.requests("conversation_updated")).isNotEmpty();
        assertThat(receiver.requests("conversation_created")).isEmpty();
    }

    @Test
    void the_bot_that_has_the_conversation_and_that_of_the_inbox_are_told_once_each() {
        try (var other = new Receiver()) {
            Answer second = bot("Second", other);
            String first = ask("To Robo");
            assign(first, robo);
            String conversation = ask("To both");
            assign(conversation, second);

            write(first, "Again to Robo");
            write(conversation, "Again to both");

            eventually(() -> told(other).contains("Again to both"));
            eventually(() -> told(receiver).contains("Again to both"));
            assertThat(told(other)).containsOnlyOnce("Again to both").doesNotContain("Again to Robo");
            assertThat(told(receiver)).containsOnlyOnce("Again to both").containsOnlyOnce("Again to Robo");
        }
    }

    @Test
    void after_three_attempts_three_seconds_apart_people_take_over() {
        receiver.answers(500);
        String conversation = ask("Anybody there?");
        attempted(1);
        status(conversation, "pending");

        world.server.clock().advance(Duration.ofSeconds(3));
        attempted(2);
        status(conversation, "pending");
        world.server.clock().advance(Duration.ofSeconds(3));

        eventually(() -> statusOf(conversation).equals("open"));
        assertThat(receiver.requests("message_created"))
                .hasSize(3)
                .allSatisfy(request -> assertThat(request.header("webhook-id"))
                        .isEqualTo(
                                receiver.requests("message_created").getFirst().header("webhook-id")));
        assertThat(lines(conversation))
                .containsExactly("Robo could not be reached", "The system reopened the conversation");
        log("message_created").shows("payload.0.status", "failed").shows("payload.0.attempts", 3);
        eventually(() -> events().contains("conversation_bot_handoff"));
        assertThat(world.bruno.get(bot()).is(200).string("failing_since")).isNotEmpty();
    }

    @Test
    void what_an_error_of_its_own_refuses_is_not_tried_again() {
        receiver.answers(404);

        String conversation = ask("Anybody there?");

        eventually(() -> statusOf(conversation).equals("open"));
        assertThat(receiver.requests("message_created")).hasSize(1);
    }

    @Test
    void who_is_there_gets_what_a_bot_could_not_be_told() {
        world.ada
                .patch("/inboxes/" + desk.inbox, Map.of("enable_auto_assignment", true))
                .is(200);
        receiver.answers(404);

        String conversation = ask("Anybody there?");

        eventually(() -> world.ada.get(conversation).at("meta.assignee.id").asLong() == world.brunoId);
    }

    @Test
    void a_bot_that_keeps_failing_keeps_no_customer_waiting_until_it_is_well() {
        receiver.answers(403);
        String first = ask("One");
        String second = ask("Two");
        eventually(() -> statusOf(first).equals("open") && statusOf(second).equals("open"));

        receiver.answers(200);
        String third = ask("Three");

        eventually(() -> world.ada.get(bot()).at("failing_since").isNull());
        status(third, "pending");
    }

    @Test
    void a_bot_says_when_it_wants_to_be_called_again_but_not_too_late() {
        receiver.answers(429).sends("Retry-After", "3600");
        ask("Anybody there?");
        attempted(1);

        log("message_created")
                .shows(
                        "payload.0.next_attempt_at",
                        Times.iso(world.server.clock().instant().plusSeconds(20)));
    }

    @Test
    void an_account_may_want_its_customers_to_wait_for_the_bot() {
        world.ada
                .patch("", Map.of("keep_pending_on_bot_failure", "true"))
                .is(200)
                .shows("settings.keep_pending_on_bot_failure", true);
        receiver.answers(404);
        String conversation = ask("Anybody there?");

        eventually(() -> !world.ada.get(bot()).at("failing_since").isNull());

        status(conversation, "pending");
        assertThat(lines(conversation)).isEmpty();
    }

    @Test
    void a_failure_in_a_conversation_that_people_have_changes_nothing() {
        receiver.answers(404);
        write(desk.path(), "Still jammed");

        eventually(() -> !world.ada.get(bot()).at("failing_since").isNull());

        assertThat(lines(desk.path())).isEmpty();
        assertThat(events()).doesNotContain("conversation_bot_handoff");
    }

    @Test
    void a_failure_leaves_alone_what_another_bot_has() {
        try (var other = new Receiver()) {
            String conversation = ask("Anybody there?");
            eventually(() -> told(receiver).contains("Anybody there?"));
            assign(conversation, bot("Second", other));
            receiver.answers(404);

            write(conversation, "Hello?");

            eventually(() -> !world.ada.get(bot()).at("failing_since").isNull());
            eventually(() -> told(other).contains("Hello?"));
            status(conversation, "pending");
        }
    }

    @Test
    void nobody_waits_longer_than_a_minute_for_a_bot_that_hangs() {
        receiver.hangs();
        String conversation = ask("Anybody there?");
        eventually(() -> !receiver.requests("message_created").isEmpty());

        world.server.clock().advance(Duration.ofSeconds(61));

        eventually(() -> statusOf(conversation).equals("open"));
        log("message_created")
                .shows("payload.0.status", "failed")
                .shows("payload.0.error", "it could not be delivered in time");
    }

    @Test
    void a_hanging_bot_delays_nobody_else() {
        try (var well = new Receiver()) {
            receiver.hangs();
            for (int i = 0; i < 20; i++) {
                write(desk.path(), "Message " + i);
            }
            eventually(() -> receiver.requests().size() >= 16);
            world.ada
                    .post("/webhooks", Map.of("url", well.url(), "subscriptions", List.of("message_created")))
                    .is(201);
            long start = System.nanoTime();

            write(desk.path(), "And you?");

            eventually(() -> told(well).contains("And you?"));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
        }
    }

    @Test
    void what_a_node_held_that_died_between_attempts_goes_on_where_it_was() {
        receiver.answers(503);
        String conversation = ask("Anybody there?");
        attempted(1);
        world.server
                .sql()
                .sql("""
                        update webhook_deliveries set next_attempt_at = ?::timestamptz, attempts = 2
                        where account_id = ? and event = 'message_created'
                        """)
                .param(world.server.clock().instant().plus(Deliveries.HELD).toString())
                .param(world.acme.value())
                .update();
        world.server.bean(Delivering.class).deliverDue();
        assertThat(receiver.requests("message_created")).hasSize(1);

        world.server.clock().advance(Deliveries.HELD);

        eventually(() -> statusOf(conversation).equals("open"));
        assertThat(receiver.requests("message_created")).hasSize(2);
    }

    @Test
    void an_outcome_that_is_written_twice_hands_over_once() {
        receiver.answers(404);
        String conversation = ask("Anybody there?");
        eventually(() -> statusOf(conversation).equals("open"));
        world.bruno
                .post(conversation + "/toggle_status", Map.of("status", "pending"))
                .is(200);
        long id = log("message_created").number("payload.0.id");
        var delivery = new Delivery(
                Endpoint.ofBot(world.acme, robo.number("id")),
                id,
                UUID.randomUUID(),
                "message_created",
                world.ada.get(bot() + "/deliveries/" + id).at("payload").toString(),
                1,
                world.server.clock().instant());
        var answer = new Attempt.Answer(receiver.url(), true, 404, "", "answered with status 404", 1, null);

        world.server
                .bean(Settling.class)
                .settle(List.of(new Attempt(delivery, DeliveryStatus.FAILED, null, answer, false)));

        status(conversation, "pending");
    }

    @Test
    void a_bot_that_is_deleted_leaves_its_customers_to_people_and_no_deliveries() {
        receiver.answers(500);
        String conversation = ask("Anybody there?");
        attempted(1);

        world.ada.delete(bot()).is(200);

        eventually(() -> statusOf(conversation).equals("open"));
        assertThat(lines(conversation)).contains("The bot could not be reached");
        eventually(() -> world.server
                        .sql()
                        .sql("select count(*) from webhook_deliveries where account_id = ?")
                        .param(world.acme.value())
                        .query(Long.class)
                        .single()
                == 0);
    }

    @Test
    void the_log_of_a_bot_is_that_of_a_webhook() {
        ask("Hello?");
        Receiver.Request request = receiver.first("message_created");
        settled("message_created", "delivered");

        log("message_created").isJson("""
                {
                  "payload": [{
                    "id": "*", "message_id": "%s", "event": "message_created", "status": "delivered", "attempts": 1,
                    "next_attempt_at": null, "response_status": 200, "response_body": "ok", "error": null,
                    "took_ms": "*", "created_at": "*", "finished_at": "*"
                  }],
                  "meta": {"current_page": 1, "has_more": false}
                }
                """.formatted(request.header("webhook-id")));
        Answer whole = world.ada
                .get(bot() + "/deliveries/" + log("message_created").number("payload.0.id"))
                .is(200)
                .shows("url", receiver.url());
        assertThat(whole.at("payload")).isEqualTo(request.json());
    }

    @Test
    void deliveries_to_a_bot_are_sent_again_by_hand() {
        receiver.answers(404);
        ask("Hello?");
        settled("message_created", "failed");
        long id = log("message_created").number("payload.0.id");
        receiver.answers(200);

        world.ada
                .post(bot() + "/deliveries/" + id + "/redeliver")
                .is(200)
                .shows("status", "pending")
                .shows("attempts", 0);
        settled("message_created", "delivered");
        int before = receiver.requests("message_created").size();
        world.server.clock().advance(Duration.ofSeconds(1));
        Answer again = world.ada
                .post(bot() + "/redeliver", Map.of("since", 0, "status", "delivered"))
                .is(200);

        assertThat(again.number("count")).isPositive();
        eventually(() -> receiver.requests("message_created").size() == before + 1);
    }

    @Test
    void a_test_delivery_to_a_bot_answers_what_came_of_it() {
        receiver.answers(418, "teapot");

        world.ada.post(bot() + "/test").is(200).isJson("""
                {
                  "id": "*", "message_id": "*", "event": "webhook_test", "status": "failed", "attempts": 1,
                  "next_attempt_at": null, "response_status": 418, "response_body": "teapot",
                  "error": "answered with status 418", "took_ms": "*", "created_at": "*", "finished_at": "*"
                }
                """);

        JsonNode body = receiver.first("webhook_test").json();
        assertThat(body.path("name").asString()).isEqualTo("Robo");
        assertThat(body.propertyNames()).containsExactlyInAnyOrder("id", "name", "outgoing_url", "account", "event");
    }

    @Test
    void only_administrators_of_the_account_see_what_a_bot_is_told() {
        Api ginaAtHome = world.as(world.ginaId, world.globex);
        for (String path : List.of("/deliveries", "/deliveries/1")) {
            world.bruno.get(bot() + path).is(403);
            ginaAtHome.get(bot() + path).is(404);
        }
        for (String path : List.of("/deliveries/1/redeliver", "/redeliver", "/test")) {
            world.bruno.post(bot() + path, Map.of("since", 0)).is(403);
            ginaAtHome.post(bot() + path, Map.of("since", 0)).is(404);
        }
    }

    @Test
    void bad_questions_about_a_bots_deliveries_are_explained() {
        world.ada
                .get(bot() + "/deliveries?status=lost&event=contact_created")
                .is(422)
                .blames("status", "inclusion")
                .blames("event", "inclusion");
        world.ada.get(bot() + "/deliveries/1").is(404);
        world.ada.post(bot() + "/deliveries/1/redeliver").is(404);
        world.ada
                .post(bot() + "/redeliver", Map.of("status", "pending"))
                .is(422)
                .blames("since", "blank")
                .blames("status", "inclusion");
        world.ada.patch(bot(), Collections.singletonMap("outgoing_url", null)).is(200);
        world.ada.post(bot() + "/test").is(422).blames("outgoing_url", "blank");
        world.ada.post(bot() + "/redeliver", Map.of("since", 0)).is(422).blames("outgoing_url", "blank");
    }

    private Answer bot(String name, Receiver at) {
        return world.ada
                .post("/agent_bots", Map.of("name", name, "outgoing_url", at.url()))
                .is(201);
    }

    private String bot() {
        return "/agent_bots/" + robo.number("id");
    }

    private Api robo() {
        return world.stranger.with("api_access_token", robo.string("access_token"));
    }

    /// A new conversation, which is the bot's.
    private String ask(String text) {
        var message = Map.of("content", text, "message_type", "incoming");
        return "/conversations/"
                + world.ada
                        .post(
                                "/conversations",
                                Map.of("inbox_id", desk.inbox, "contact_id", desk.carla, "message", message))
                        .is(201)
                        .number("id");
    }

    private void write(String conversation, String text) {
        world.ada
                .post(conversation + "/messages", Map.of("content", text, "message_type", "incoming"))
                .is(201);
    }

    private void assign(String conversation, Answer to) {
        world.ada
                .post(
                        conversation + "/assignments",
                        Map.of("assignee_id", to.number("id"), "assignee_type", "AgentBot"))
                .is(200);
    }

    private String statusOf(String conversation) {
        return world.ada.get(conversation).string("status");
    }

    private void status(String conversation, String expected) {
        assertThat(statusOf(conversation)).isEqualTo(expected);
    }

    private static List<String> told(Receiver by) {
        return by.requests("message_created").stream()
                .map(request -> request.json().path("content").asString())
                .toList();
    }

    private List<String> lines(String conversation) {
        return world.ada
                .get(conversation + "/messages")
                .at("payload")
                .valueStream()
                .filter(message -> message.path("message_type").asInt() == 2)
                .map(message -> message.path("content").asString())
                .toList();
    }

    private Answer log(String event) {
        return world.ada.get(bot() + "/deliveries?event=" + event).is(200);
    }

    private void attempted(int times) {
        eventually(() -> log("message_created").at("payload").size() > 0
                && log("message_created").number("payload.0.attempts") == times);
    }

    private void settled(String event, String status) {
        eventually(() -> log(event).at("payload").size() > 0
                && log(event).string("payload.0.status").equals(status)
                && log(event).number("payload.0.attempts") > 0);
    }

    private List<String> events() {
        return world.ada
                .get("/events")
                .at("payload")
                .valueStream()
                .map(event -> event.path("event").asString())
                .toList();
    }
}
