package io.supportly.campaigns;

import static io.supportly.testing.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.campaigns.FakeGateway.Reply;
import io.supportly.kernel.sql.Rows;
import io.supportly.testing.Answer;
import io.supportly.testing.World;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Campaigns by text message, through gateways that answer as the vendors document it.
class CallingGatewaysTest {
    private final World world = new World();
    private final Crowd crowd = new Crowd(world);
    private final FakeGateway gateway = FakeGateway.twilio();

    @AfterEach
    void stop() {
        gateway.close();
    }

    private long inbox(Map<String, ?> channel) {
        var settings = new HashMap<String, Object>(channel);
        settings.put("api_base_url", gateway.address() + "/");
        return world.ada
                .post("/inboxes", Map.of("name", "Phone", "channel", settings))
                .is(201)
                .number("id");
    }

    private long twilio() {
        return inbox(Map.of(
                "type",
                "twilio_sms",
                "account_sid",
                "AC1",
                "auth_token",
                "secret-token",
                "phone_number",
                "+15550009999",
                "medium",
                "sms"));
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    private Answer recipient(String campaign) {
        return world.ada.get(campaign + "/recipients").is(200).hasSize("payload", 1);
    }

    @Test
    void twilio_is_sent_a_form_for_each_contact() {
        long eva = crowd.joins("Eva", Map.of("phone_number", "+15550001"));
        crowd.joins("Tom", Map.of());

        String campaign = crowd.begin(twilio(), "Hello {{contact.name}} & friends");

        crowd.until(campaign, "completed")
                .shows("progress", Map.of("total", 2, "pending", 0, "sent", 1, "failed", 0, "skipped", 1));
        assertThat(gateway.requests()).hasSize(1);
        FakeGateway.Request request = gateway.requests().getFirst();
        assertThat(request.path()).isEqualTo("/2010-04-01/Accounts/AC1/Messages.json");
        assertThat(request.authorization()).isEqualTo(basic("AC1", "secret-token"));
        assertThat(request.contentType()).isEqualTo("application/x-www-form-urlencoded");
        assertThat(request.form())
                .isEqualTo(Map.of("To", "+15550001", "From", "+15550009999", "Body", "Hello Eva & friends"));
        world.ada
                .get(campaign + "/recipients?status=sent")
                .shows("payload.0.contact_id", eva)
                .shows("payload.0.provider_id", "SM+15550001")
                .lacks("payload.0.conversation_id");
        world.ada
                .get(campaign + "/recipients?status=skipped")
                .shows("payload.0.reason", "The contact has no phone number");
        assertThat(crowd.messages(campaign)).isEmpty();
        assertThat(world.ada.get(campaign).text()).doesNotContain("secret-token", "auth_token");
    }

    @Test
    void a_messaging_service_chooses_the_number_by_itself() {
        crowd.joins("Eva", Map.of("phone_number", "+15550001"));
        long inbox = inbox(Map.of(
                "type",
                "twilio_sms",
                "account_sid",
                "AC1",
                "api_key_sid",
                "SK2",
                "auth_token",
                "secret-token",
                "messaging_service_sid",
                "MG3"));

        crowd.until(crowd.begin(inbox, "Hello"), "completed");

        FakeGateway.Request request = gateway.requests().getFirst();
        assertThat(request.authorization()).isEqualTo(basic("SK2", "secret-token"));
        assertThat(request.form()).isEqualTo(Map.of("To", "+15550001", "MessagingServiceSid", "MG3", "Body", "Hello"));
    }

    @Test
    void bandwidth_is_sent_json() {
        crowd.joins("Eva", Map.of("phone_number", "+15550001"));
        gateway.answers(_ -> Reply.of(202, "{\"id\": \"1589\", \"direction\": \"out\"}"));
        long inbox = inbox(Map.of(
                "type",
                "sms",
                "phone_number",
                "+15550009999",
                "provider_config",
                Map.of("account_id", "77", "application_id", "app-1", "api_key", "key", "api_secret", "hidden-one")));

        String campaign = crowd.begin(inbox, "Hello \"{{contact.name}}\"");

        crowd.until(campaign, "completed");
        FakeGateway.Request request = gateway.requests().getFirst();
        assertThat(request.path()).isEqualTo("/api/v2/users/77/messages");
        assertThat(request.authorization()).isEqualTo(basic("key", "hidden-one"));
        assertThat(request.contentType()).isEqualTo("application/json");
        assertThat(request.json().toString()).contains("\"to\":[\"+15550001\"]");
        assertThat(request.json().path("from").asString()).isEqualTo("+15550009999");
        assertThat(request.json().path("text").asString()).isEqualTo("Hello \"Eva\"");
        assertThat(request.json().path("applicationId").asString()).isEqualTo("app-1");
        recipient(campaign).shows("payload.0.provider_id", "1589");
        assertThat(world.ada.get("/campaigns").text()).doesNotContain("hidden-one", "provider_config");
    }

    @Test
    void what_bandwidth_refuses_is_told_in_its_words() {
        crowd.joins("Eva", Map.of("phone_number", "+15550001"));
        gateway.answers(_ -> Reply.of(400, """
                {"type": "request-validation", "description": "Your request could not be accepted",
                 "fieldErrors": [{"fieldName": "to", "description": "'+15550001' must be an E164 telephone number"}]}
                """));
        long inbox = inbox(Map.of(
                "type",
                "sms",
                "phone_number",
                "+15550009999",
                "provider_config",
                Map.of("account_id", "77", "application_id", "app-1", "api_key", "key", "api_secret", "hidden-one")));

        String campaign = crowd.begin(inbox, "Hello");

        crowd.until(campaign, "completed").shows("progress.failed", 1);
        recipient(campaign)
                .shows(
                        "payload.0.reason",
                        "Your request could not be accepted (to '+15550001' must be an E164 telephone number)");
    }

    @Test
    void a_number_that_is_refused_fails_alone() {
        crowd.joins("Eva", Map.of("phone_number", "+15550001"));
        crowd.joins("Tom", Map.of("phone_number", "+15550002"));
        gateway.answers(request -> request.form().get("To").equals("+15550002")
                ? Reply.of(
                        400,
                        "{\"code\": 21610, \"message\": \"Attempt to send to unsubscribed recipient\", \"status\": 400}")
                : FakeGateway.taken(request));

        String campaign = crowd.begin(twilio(), "Hello");

        crowd.until(campaign, "completed").shows("progress.sent", 1).shows("progress.failed", 1);
        world.ada
                .get(campaign + "/recipients?status=failed")
                .shows("payload.0.reason", "21610: Attempt to send to unsubscribed recipient");
        assertThat(gateway.requests()).hasSize(2);
    }

    @Test
    void a_gateway_that_asks_to_wait_is_called_again_after_that() {
        crowd.joins("Eva", Map.of("phone_number", "+15550001"));
        gateway.answers(_ ->
                new Reply(429, Map.of("Retry-After", "90"), "{\"code\": 20429, \"message\": \"Too Many Requests\"}"));
        String campaign = crowd.begin(twilio(), "Hello");
        eventually(() -> gateway.requests().size() == 1);
        recipientIs(campaign, "pending");
        gateway.answers(FakeGateway::taken);
        world.server.clock().advance(Duration.ofSeconds(80));
        assertThat(world.ada.get(campaign).string("campaign_status")).isEqualTo("processing");
        assertThat(gateway.requests()).hasSize(1);

        world.server.clock().advance(Duration.ofSeconds(10));

        crowd.until(campaign, "completed").shows("progress.sent", 1);
        assertThat(gateway.requests()).hasSize(2);
    }

    private void recipientIs(String campaign, String status) {
        eventually(() -> recipient(campaign).string("payload.0.status").equals(status));
    }

    @Test
    void wrong_credentials_pause_the_campaign_and_cost_nobody_his_message() {
        crowd.join(20);
        gateway.answers(_ -> Reply.of(401, "{\"code\": 20003, \"message\": \"Authenticate\", \"status\": 401}"));

        String campaign = crowd.begin(twilio(), "Hello");

        crowd.until(campaign, "paused")
                .shows("paused_because", "20003: Authenticate")
                .shows("progress.pending", 20)
                .shows("progress.failed", 0);
        gateway.answers(FakeGateway::taken);
        world.ada.post(campaign + "/resume").is(200).lacks("paused_because");
        crowd.until(campaign, "completed").shows("progress.sent", 20);
    }

    @Test
    void a_gateway_that_is_out_of_order_is_left_alone_for_a_while() {
        crowd.join(10);
        gateway.answers(_ -> Reply.of(502, "<html>Bad gateway</html>"));

        String campaign = crowd.begin(twilio(), "Hello");

        eventually(() -> world.ada.get(campaign).number("progress.failed") == 8);
        world.ada
                .get(campaign + "/recipients?status=failed")
                .shows("payload.0.reason", "The gateway answered with 502");
        world.ada.get(campaign).shows("campaign_status", "processing").shows("progress.pending", 2);
        gateway.answers(FakeGateway::taken);
        world.server.clock().advance(CallingGateways.LOST);
        crowd.until(campaign, "completed").shows("progress.sent", 2);
        assertThat(gateway.requests()).hasSize(10);
    }

    @Test
    void who_was_being_sent_to_when_the_server_stopped_is_not_sent_to_again() {
        crowd.joins("Eva", Map.of("phone_number", "+15550001"));
        crowd.joins("Tom", Map.of("phone_number", "+15550002"));
        String campaign = crowd.begin(twilio(), "Hello");
        crowd.until(campaign, "completed");
        world.server.sql().sql("""
                        update campaign_recipients set status = 'sending', provider_id = null, settled_at = null
                        where account_id = :account and contact_id = (select min(contact_id) from campaign_recipients
                          where account_id = :account);
                        update campaigns set status = 'processing', due_at = '2000-01-01' where account_id = :account
                        """).param("account", world.acme.value()).update();
        // Looked at, and left alone until then.
        eventually(() -> world.server
                .sql()
                .sql("select due_at = :lost from campaigns where account_id = :account")
                .param("lost", Rows.time(world.server.clock().instant().plus(CallingGateways.LOST)))
                .param("account", world.acme.value())
                .query(Boolean.class)
                .single());
        world.ada.get(campaign).shows("campaign_status", "processing").shows("progress.pending", 1);

        world.server.clock().advance(CallingGateways.LOST.plusSeconds(1));

        crowd.until(campaign, "completed").shows("progress.sent", 1).shows("progress.failed", 1);
        assertThat(world.ada.get(campaign + "/recipients?status=failed").string("payload.0.reason"))
                .startsWith("Unknown: ");
        assertThat(gateway.requests()).hasSize(2);
    }

    @Test
    void an_inbox_that_can_not_send_is_refused() {
        long noSecret = inbox(Map.of("type", "sms", "phone_number", "+15550009999"));
        long noNumber = inbox(Map.of("type", "twilio_sms", "account_sid", "AC1", "auth_token", "x"));

        for (long inbox : new long[] {noSecret, noNumber}) {
            world.ada
                    .post("/campaigns", crowd.draft(inbox, "Hello"))
                    .is(422)
                    .hasSize("errors", 1)
                    .blames("inbox_id", "unusable");
        }
        world.ada
                .post("/campaigns", crowd.draft(twilio(), "x".repeat(1601)))
                .is(422)
                .blames("message", "too_long");
        world.ada
                .post(
                        "/inboxes",
                        Map.of(
                                "name",
                                "Phone",
                                "channel",
                                Map.of("type", "sms", "phone_number", "+15550009999", "api_base_url", "gateway")))
                .is(422)
                .blames("channel.api_base_url", "invalid");
    }
}
