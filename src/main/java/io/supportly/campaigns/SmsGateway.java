package io.supportly.campaigns;

import io.supportly.inboxes.Channel;
import io.supportly.inboxes.Inbox;
import io.supportly.kernel.net.Call;
import io.supportly.kernel.net.Outcome;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/// Who carries text messages to phones, over HTTP, with the credentials of an inbox.
sealed interface SmsGateway permits TwilioGateway, BandwidthGateway {
    Duration DEADLINE = Duration.ofSeconds(10);
    int KEPT_OF_THE_ANSWER = 8 * 1024;
    int LONGEST_REASON = 500;

    /// How a call ended.
    sealed interface Receipt {
        record Accepted(@Nullable String id) implements Receipt {}

        /// Not to this number.
        record Rejected(String why) implements Receipt {}

        /// Not now: nothing was sent.
        record Busy(Duration retryAfter) implements Receipt {}

        /// Not with this inbox: nothing was sent, and nothing will be until somebody mends it.
        record Unusable(String why) implements Receipt {}

        /// Nobody knows whether it was sent.
        record Unknown(String why) implements Receipt {}
    }

    static boolean carries(Channel channel) {
        return channel == Channel.SMS || channel == Channel.TWILIO_SMS;
    }

    /// The one of an inbox; empty when its settings do not suffice.
    static Optional<SmsGateway> of(Inbox inbox) {
        return switch (inbox.channel()) {
            case SMS -> BandwidthGateway.of(inbox);
            case TWILIO_SMS -> TwilioGateway.of(inbox);
            default -> Optional.empty();
        };
    }

    Call message(JsonMapper json, String to, String text);

    /// What a refusal says in words.
    String words(JsonNode answer);

    /// Under which name the gateway knows what it took.
    String id(JsonNode answer);

    /// Whether a refusal is about the sender and not about the recipient.
    boolean blamesSender(JsonNode answer);

    /// Whether a refusal only says "later", whatever its status.
    boolean asksToWait(JsonNode answer);

    default Receipt receipt(JsonMapper json, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Refused(String why) -> new Receipt.Unusable("The gateway can't be called: " + why);
            case Outcome.Failed(String why) -> new Receipt.Unknown("No answer of the gateway: " + why);
            case Outcome.Answered answered -> receipt(answered, read(json, answered.body()));
        };
    }

    private Receipt receipt(Outcome.Answered answered, JsonNode body) {
        int status = answered.status();
        if (answered.succeeded()) {
            return new Receipt.Accepted(id(body).isEmpty() ? null : id(body));
        }
        if (status == 429 || status == 503 || asksToWait(body)) {
            return new Receipt.Busy(RetryAfter.of(answered));
        }
        String words = words(body).isBlank() ? "The gateway answered with " + status : words(body);
        String why = words.substring(0, Math.min(words.length(), LONGEST_REASON));
        if (status == 401 || status == 403 || blamesSender(body)) {
            return new Receipt.Unusable(why);
        }
        return status >= 400 && status < 500 ? new Receipt.Rejected(why) : new Receipt.Unknown(why);
    }

    private static JsonNode read(JsonMapper json, byte[] body) {
        try {
            return json.readTree(body);
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }

    static Call post(String base, String path, String user, String password, String type, byte[] body) {
        String token = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        return Call.post(URI.create(base.replaceFirst("/+$", "") + path), body)
                .headers(Map.of("Authorization", "Basic " + token, "Content-Type", type, "Accept", "application/json"))
                .within(DEADLINE)
                .keeping(KEPT_OF_THE_ANSWER);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    static @Nullable String setting(Map<?, ?> settings, String name) {
        Object value = settings.get(name);
        String text = value == null ? "" : value.toString().strip();
        return text.isEmpty() ? null : text;
    }
}
