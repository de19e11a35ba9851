package io.supportly.accounts;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.supportly.kernel.AccountId;
import io.supportly.kernel.files.Avatars;
import io.supportly.kernel.json.Times;
import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.web.Given;
import io.supportly.kernel.web.Required;
import io.supportly.kernel.web.Upload;
import io.supportly.kernel.web.Wrapped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A program that answers customers beside the agents, with a token of its own.
///
/// @param outgoingUrl where it wants to be told of events
/// @param secret the key with which those deliveries are signed
/// @param avatarUrl an address, or empty
/// @param failingSince when the first of an unbroken row of failed deliveries was
public record AgentBot(
        AccountId account,
        long id,
        String name,
        @Nullable String description,
        @Nullable String outgoingUrl,
        Map<String, Object> config,
        String secret,
        String avatarUrl,
        @Nullable Instant failingSince) {
    private static final String TYPE = "webhook";

    /// What a client may send.
    @Wrapped("agent_bot")
    public record Draft(
            @Required(whenUpdating = false) @Nullable String name,
            Given<String> description,
            Given<String> outgoingUrl,
            @Nullable String botType,
            @Nullable Map<String, Object> botConfig,
            List<Upload> avatar) {
        public Draft checked(boolean isNew, Avatars avatars) {
            var faults = new Faults();
            check(faults, isNew, avatars);
            faults.orThrow();
            return this;
        }

        public void check(Faults faults, boolean isNew, Avatars avatars) {
            avatars.check(faults, avatar);
            faults.check("name", name == null ? !isNew : !name.isBlank(), "can't be blank", "blank")
                    .atMost("name", name, 255)
                    .atMost("description", description.value(), 20_000)
                    .url("outgoing_url", outgoingUrl.value())
                    .oneOf("bot_type", botType, List.of(TYPE));
        }
    }

    /// The shape of the API (wire contract: AgentBot).
    ///
    /// @param accessToken only where it was just made
    /// @param secret for administrators
    public record Rest(
            long id,
            String name,
            @Nullable String description,
            String thumbnail,
            @Nullable String outgoingUrl,
            String botType,
            Map<String, Object> botConfig,
            long accountId,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String accessToken,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String secret,

            boolean systemBot,
            @Nullable String failingSince) {}

    /// As an assignee.
    public record Slim(
            long id,
            String name,
            @Nullable String description,
            String thumbnail,
            @Nullable String outgoingUrl,
            String botType) {}

    /// As the sender of a message.
    public record Push(long id, String name, String avatarUrl, String type) {}

    /// The same in webhooks.
    public record InWebhook(long id, String name, String type) {}

    public Rest rest(boolean forAdministrator, @Nullable String accessToken) {
        return new Rest(
                id,
                name,
                description,
                avatarUrl,
                outgoingUrl,
                TYPE,
                config,
                account.value(),
                accessToken,
                forAdministrator ? secret : null,
                false,
                Times.isoOrNull(failingSince));
    }

    public Slim slim() {
        return new Slim(id, name, description, avatarUrl, outgoingUrl, TYPE);
    }

    public Push push() {
        return new Push(id, name, avatarUrl, "agent_bot");
    }

    public InWebhook inWebhook() {
        return new InWebhook(id, name, "agent_bot");
    }
}
