package io.supportly.campaigns;

import io.supportly.inboxes.Inbox;
import io.supportly.kernel.net.Call;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Bandwidth's messages resource: JSON, answered with 202 and an `id`, or with a `description` and what is wrong with
/// which field.
record BandwidthGateway(String base, String account, String application, String user, String password, String from)
        implements SmsGateway {
    private static final String BASE = "https://messaging.bandwidth.com";

    static Optional<SmsGateway> of(Inbox inbox) {
        Map<?, ?> config = inbox.channelSettings().get("provider_config") instanceof Map<?, ?> map ? map : Map.of();
        String account = SmsGateway.setting(config, "account_id");
        String application = SmsGateway.setting(config, "application_id");
        String user = SmsGateway.setting(config, "api_key");
        String password = SmsGateway.setting(config, "api_secret");
        String from = SmsGateway.setting(inbox.channelSettings(), "phone_number");
        String base = SmsGateway.setting(inbox.channelSettings(), "api_base_url");
        if (account == null || application == null || user == null || password == null || from == null) {
            return Optional.empty();
        }
        return Optional.of(
                new BandwidthGateway(base == null ? BASE : base, account, application, user, password, from));
    }

    @Override
    public Call message(JsonMapper json, String to, String text) {
        var body = Map.of("from", from, "to", List.of(to), "text", text, "applicationId", application);
        return SmsGateway.post(
                base,
                "/api/v2/users/" + SmsGateway.encoded(account) + "/messages",
                user,
                password,
                "application/json",
                json.writeValueAsBytes(body));
    }

    @Override
    public String words(JsonNode answer) {
        String fields = answer.path("fieldErrors")
                .valueStream()
                .map(fault -> fault.path("fieldName").asString("") + " "
                        + fault.path("description").asString(""))
                .collect(Collectors.joining(", "));
        String description = answer.path("description").asString("");
        return fields.isEmpty() ? description : description + " (" + fields + ")";
    }

    @Override
    public String id(JsonNode answer) {
        return answer.path("id").asString("");
    }

    /// The number or the application that is not the account's is a fault of the field that names it.
    @Override
    public boolean blamesSender(JsonNode answer) {
        return answer.path("fieldErrors")
                .valueStream()
                .map(fault -> fault.path("fieldName").asString(""))
                .anyMatch(field -> field.equals("from") || field.equals("applicationId"));
    }

    @Override
    public boolean asksToWait(JsonNode answer) {
        return false;
    }
}
