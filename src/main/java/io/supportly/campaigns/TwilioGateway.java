package io.supportly.campaigns;

import io.supportly.inboxes.Inbox;
import io.supportly.kernel.net.Call;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Twilio's Messages resource: a form, answered with 201 and a `sid`, or with a `code` and a `message`.
///
/// @param user the account's id, or that of an API key
/// @param from a number; null: the messaging service chooses
record TwilioGateway(
        String base,
        String accountSid,
        String user,
        String password,
        @Nullable String from,
        @Nullable String service) implements SmsGateway {
    private static final String BASE = "https://api.twilio.com";
    private static final int TOO_MANY = 20_429;
    /// No such account, wrong credentials, or a `From` that is none of the account's.
    private static final Set<Integer> OF_THE_SENDER = Set.of(20_003, 20_404, 21_212, 21_603, 21_606, 21_659);

    static Optional<SmsGateway> of(Inbox inbox) {
        Map<String, Object> settings = inbox.channelSettings();
        String sid = SmsGateway.setting(settings, "account_sid");
        String password = SmsGateway.setting(settings, "auth_token");
        String key = SmsGateway.setting(settings, "api_key_sid");
        String from = SmsGateway.setting(settings, "phone_number");
        String service = SmsGateway.setting(settings, "messaging_service_sid");
        String base = SmsGateway.setting(settings, "api_base_url");
        boolean isSms = !"whatsapp".equals(SmsGateway.setting(settings, "medium"));
        if (sid == null || password == null || (from == null && service == null) || !isSms) {
            return Optional.empty();
        }
        return Optional.of(
                new TwilioGateway(base == null ? BASE : base, sid, key == null ? sid : key, password, from, service));
    }

    @Override
    public Call message(JsonMapper json, String to, String text) {
        String sender = service == null
                ? "From=" + SmsGateway.encoded(from == null ? "" : from)
                : "MessagingServiceSid=" + SmsGateway.encoded(service);
        String form = "To=" + SmsGateway.encoded(to) + "&" + sender + "&Body=" + SmsGateway.encoded(text);
        return SmsGateway.post(
                base,
                "/2010-04-01/Accounts/" + SmsGateway.encoded(accountSid) + "/Messages.json",
                user,
                password,
                "application/x-www-form-urlencoded",
                form.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String words(JsonNode answer) {
        String message = answer.path("message").asString("");
        return message.isEmpty() ? "" : answer.path("code").asString("") + ": " + message;
    }

    @Override
    public String id(JsonNode answer) {
        return answer.path("sid").asString("");
    }

    @Override
    public boolean blamesSender(JsonNode answer) {
        return OF_THE_SENDER.contains(answer.path("code").asInt(0));
    }

    @Override
    public boolean asksToWait(JsonNode answer) {
        return answer.path("code").asInt(0) == TOO_MANY;
    }
}
