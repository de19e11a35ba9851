package io.supportly.campaigns;

import static io.supportly.testing.Filters.filter;
import static io.supportly.testing.Filters.ids;
import static io.supportly.testing.Filters.when;
import static io.supportly.testing.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.supportly.testing.Answer;
import io.supportly.testing.Desk;
import io.supportly.testing.Receiver;
import io.supportly.testing.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Campaigns through API and e-mail inboxes.
class WritingConversationsTest {
    private final World world = new World();
    private final Desk desk = new Desk(world);
    private final Crowd crowd = new Crowd(world);

    private Map<String, Object> fromBruno(String message) {
        Map<String, Object> draft = crowd.draft(desk.inbox, message);
        draft.put("sender_id", world.brunoId);
        return draft;
    }

    private Answer conversationOf(String campaign) {
        return world.ada
                .get("/conversations/" + crowd.messages(campaign).getFirst().get("number"))
                .is(200);
    }

    private void answers(Answer conversation, String text) {
        world.ada
                .post(
                        "/conversations/" + conversation.number("id") + "/messages",
                        Map.of("content", text, "message_type", "incoming"))
                .is(201);
    }

    @Test
    void each_of_the_audience_gets_a_conversation_of_his_own() {
        long eva = crowd.joins("Eva Smith", Map.of("email", "eva@example.com"));
        long tom = crowd.joins("Tom", Map.of("custom_attributes", Map.of("plan", "gold")));
        long bad = crowd.joins("Bad", Map.of());
        world.ada.patch("/contacts/" + bad, Map.of("blocked", true)).is(200);

        String campaign = crowd.begin(
                fromBruno(
                        "Hello {{contact.first_name}} ({{contact.custom_attribute.plan}}), {{agent.name}} of {{account.name}}"));

        crowd.until(campaign, "completed")
                .shows("progress", Map.of("total", 3, "pending", 0, "sent", 2, "failed", 0, "skipped", 1));
        assertThat(crowd.messages(campaign))
                .extracting(row -> row.get("contact_id"), row -> row.get("content"), row -> row.get("sender_id"))
                .containsExactly(
                        tuple(eva, "Hello Eva (), Bruno of Acme", world.brunoId),
                        tuple(tom, "Hello Tom (gold), Bruno of Acme", world.brunoId));
        Answer recipients = world.ada.get(campaign + "/recipients").is(200);
        recipients.isJson("""
                {"meta": {"count": 3, "current_page": 1}, "payload": [
                  {"contact_id": %d, "contact_name": "Eva Smith", "status": "sent", "reason": null,
                   "conversation_id": %d, "settled_at": "*"},
                  {"contact_id": %d, "contact_name": "Tom", "status": "sent", "reason": null,
                   "conversation_id": %d, "settled_at": "*"},
                  {"contact_id": %d, "contact_name": "Bad", "status": "skipped", "reason": "The contact is blocked",
                   "settled_at": "*"}]}
                """.formatted(
                        eva,
                        crowd.messages(campaign).getFirst().get("number"),
                        tom,
                        crowd.messages(campaign).getLast().get("number"),
                        bad));
        world.ada
                .get(campaign + "/recipients?status=skipped")
                .shows("meta.count", 1)
                .hasSize("payload", 1);
        world.ada
                .get(campaign + "/recipients?page=2")
                .is(200)
                .shows("meta.count", 3)
                .hasSize("payload", 0);
        world.ada.get(campaign + "/recipients?status=gone").is(422).blames("status", "inclusion");
        world.ada.get(campaign + "/recipients?page=0").is(400);
        world.bruno.get(campaign + "/recipients").is(403);
        world.gina.get(campaign + "/recipients").is(404);
    }

    @Test
    void nobody_waits_there_and_no_answer_is_counted() {
        crowd.joins("Eva", Map.of());

        String campaign = crowd.begin(fromBruno("Hello"));

        crowd.until(campaign, "completed");
        Answer conversation = conversationOf(campaign)
                .shows("status", "open")
                .shows("waiting_since", 0)
                .shows("first_reply_created_at", 0)
                .lacks("meta.assignee");
        assertThat(ids(world.ada.post(
                        "/conversations/filter", filter(when("campaign_id", "equal_to", List.of(1), null)))))
                .containsExactly(conversation.number("id"));
        assertThat(ids(world.ada.post(
                        "/conversations/filter", filter(when("campaign_id", "is_not_present", null, null)))))
                .containsExactly(desk.printerJam);
    }

    /// What was written before may be told there, too.
    private static JsonNode heard(Receiver receiver, String content) {
        eventually(() -> told(receiver, content).findAny().isPresent());
        return told(receiver, content).findFirst().orElseThrow();
    }

    private static Stream<JsonNode> told(Receiver receiver, String content) {
        return receiver.requests("message_created").stream()
                .map(Receiver.Request::json)
                .filter(body -> body.path("content").asString().equals(content));
    }

    @Test
    void it_goes_to_the_addresses_that_hear_of_messages() {
        crowd.joins("Eva", Map.of());
        try (var receiver = new Receiver()) {
            world.ada
                    .patch("/inboxes/" + desk.inbox, Map.of("channel", Map.of("webhook_url", receiver.url())))
                    .is(200);

            crowd.begin(fromBruno("Hello {{contact.name}}"));

            JsonNode heard = heard(receiver, "Hello Eva");
            assertThat(heard.path("message_type").asString()).isEqualTo("outgoing");
            assertThat(heard.path("sender").path("id").asLong()).isEqualTo(world.brunoId);
            assertThat(heard.path("additional_attributes").path("campaign_id").asLong())
                    .isEqualTo(1);
            assertThat(heard.at("/conversation/messages/0/additional_attributes/campaign_id")
                            .asLong())
                    .isEqualTo(1);
        }
    }

    @Test
    void who_answers_is_given_to_an_agent_without_a_greeting() {
        world.ada
                .patch(
                        "/inboxes/" + desk.inbox,
                        Map.of(
                                "enable_auto_assignment",
                                true,
                                "greeting_enabled",
                                true,
                                "greeting_message",
                                "Welcome",
                                "working_hours_enabled",
                                true,
                                "out_of_office_message",
                                "Closed",
                                "working_hours",
                                IntStream.range(0, 7)
                                        .mapToObj(day -> Map.of("day_of_week", day, "closed_all_day", true))
                                        .toList()))
                .is(200);
        crowd.joins("Eva", Map.of());
        String campaign = crowd.begin(fromBruno("Hello"));
        crowd.until(campaign, "completed");
        Answer conversation = conversationOf(campaign).lacks("meta.assignee");

        answers(conversation, "Tell me more");

        conversationOf(campaign)
                .shows("meta.assignee.id", world.brunoId)
                .shows("waiting_since", world.server.clock().instant().getEpochSecond());
        assertThat(world.ada
                        .get("/conversations/" + conversation.number("id") + "/messages")
                        .at("payload")
                        .valueStream()
                        .filter(message -> message.path("message_type").asInt() != 2)
                        .map(message -> message.path("content").asString()))
                .containsExactly("Hello", "Tell me more");
    }

    @Test
    void the_first_response_is_measured_from_the_answer_of_the_contact() {
        crowd.joins("Eva", Map.of());
        String campaign = crowd.begin(fromBruno("Hello"));
        crowd.until(campaign, "completed");
        Answer conversation = conversationOf(campaign);
        world.server.clock().advance(Duration.ofHours(20));
        answers(conversation, "Tell me more");
        world.server.clock().advance(Duration.ofMinutes(2));

        world.bruno
                .post("/conversations/" + conversation.number("id") + "/messages", Map.of("content", "Gladly"))
                .is(201);

        eventually(() ->
                millisOfFirstResponse(conversation) == Duration.ofMinutes(2).toMillis());
    }

    private long millisOfFirstResponse(Answer conversation) {
        return world.server
                .sql()
                .sql("""
                        select coalesce(max(millis), 0) from reporting_events
                        where account_id = :account and conversation_id = :conversation and name = 0
                        """)
                .param("account", world.acme.value())
                .param("conversation", conversation.number("id"))
                .query(Long.class)
                .single();
    }

    @Test
    void he_is_written_to_where_he_is_known() {
        long eva = crowd.joins("Eva", Map.of());
        world.ada
                .post("/contacts/" + eva + "/contact_inboxes", Map.of("inbox_id", desk.inbox, "source_id", "eva-7"))
                .is(201);

        String campaign = crowd.begin(fromBruno("Hello"));

        crowd.until(campaign, "completed");
        conversationOf(campaign).shows("messages.0.conversation.contact_inbox.source_id", "eva-7");
    }

    @Test
    void it_waits_for_its_time() {
        crowd.joins("Eva", Map.of());
        Instant time = world.server.clock().instant().plus(Duration.ofHours(2));
        Map<String, Object> draft = fromBruno("Hello");
        draft.put("scheduled_at", time.toString());
        String campaign = crowd.begin(draft);
        world.ada.get(campaign).shows("campaign_status", "active").shows("progress.total", 0);

        world.server.clock().advance(Duration.ofHours(2));

        crowd.until(campaign, "completed").shows("progress.sent", 1);
    }

    @Test
    void one_without_an_audience_waits_for_one() {
        crowd.joins("Eva", Map.of());
        Map<String, Object> draft = fromBruno("Hello");
        draft.remove("audience");
        String campaign = crowd.begin(draft);
        world.ada.get(campaign).shows("campaign_status", "active");

        world.ada.patch(campaign, Map.of("audience", List.of(Map.of("type", "Label", "id", crowd.vip))));

        crowd.until(campaign, "completed").shows("progress.sent", 1);
        world.ada.patch(campaign, Map.of("title", "Late")).is(422).shows("errors.0.code", "over");
    }

    @Test
    void without_a_sender_a_bot_goes_first() {
        long bot = world.ada.post("/agent_bots", Map.of("name", "Robo")).is(201).number("id");
        world.ada
                .post("/inboxes/" + desk.inbox + "/set_agent_bot", Map.of("agent_bot", bot))
                .is(200);
        crowd.joins("Eva", Map.of());

        String byNobody = crowd.begin(desk.inbox, "Hello");
        String byBruno = crowd.begin(fromBruno("Hello"));

        crowd.until(byNobody, "completed");
        conversationOf(byNobody).shows("status", "pending").lacks("messages.0.sender");
        crowd.until(byBruno, "completed");
        conversationOf(byBruno).shows("status", "open").shows("messages.0.sender.id", world.brunoId);
    }

    @Test
    void through_an_email_inbox_it_goes_out_as_a_mail() {
        long support = world.ada
                .post(
                        "/inboxes",
                        Map.of(
                                "name",
                                "Support",
                                "channel",
                                Map.of("type", "email", "email", "support@" + world.acme + ".example.com")))
                .is(201)
                .number("id");
        crowd.joins("Eva", Map.of("email", "eva@example.com"));
        crowd.joins("Tom", Map.of());

        String campaign = crowd.begin(support, "Hello {{contact.name}}");

        crowd.until(campaign, "completed")
                .shows("progress", Map.of("total", 2, "pending", 0, "sent", 1, "failed", 0, "skipped", 1));
        world.ada
                .get(campaign + "/recipients?status=skipped")
                .shows("payload.0.reason", "The contact has no e-mail address");
        assertThat(crowd.messages(campaign)).hasSize(1);
        eventually(() -> world.ada.get("/mails").number("meta.count") == 1);
        world.ada
                .get("/mails")
                .shows("payload.0.kind", "reply")
                .shows("payload.0.recipient", "eva@example.com")
                .shows("payload.0.subject", "Spring")
                .shows("payload.0.body", "Hello Eva\n");
    }

    @Test
    void nobody_is_written_to_twice_by_however_many_at_once() {
        crowd.join(60);
        Map<String, Object> draft = fromBruno("Hello {{contact.name}}");
        draft.put("enabled", false);
        String campaign = crowd.begin(draft);
        Advancing advancing = world.server.bean(Advancing.class);
        world.ada.patch(campaign, Map.of("enabled", true)).is(200);

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 4; i++) {
                threads.submit(() -> {
                    while (advancing.advance(world.acme, 1)) {
                        Thread.yield();
                    }
                });
            }
        }

        crowd.until(campaign, "completed").shows("progress.sent", 60);
        assertThat(crowd.messages(campaign))
                .hasSize(60)
                .extracting(row -> row.get("contact_id"))
                .doesNotHaveDuplicates();
    }
}
