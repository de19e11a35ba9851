package io.supportly.webhooks;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.supportly.inboxes.Inbox;
import io.supportly.kernel.AccountId;
import io.supportly.kernel.events.Event;
import io.supportly.kernel.json.Times;
import io.supportly.kernel.net.Call;
import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.sql.Rows;
import io.supportly.kernel.web.Given;
import io.supportly.kernel.web.Required;
import io.supportly.kernel.web.Wrapped;
import java.net.URI;
import java.net.URISyntaxException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An address that is told of events.
///
/// @param previousSecret signs as well until `previousSecretUntil`
/// @param inboxId only events of this inbox are told
/// @param failingSince when the first of an unbroken row of failures was
record Webhook(
        AccountId account,
        long id,
        @Nullable String name,
        String url,
        List<String> subscriptions,
        String secret,
        @Nullable String previousSecret,
        @Nullable Instant previousSecretUntil,
        @Nullable Long inboxId,
        @Nullable Instant failingSince,
        @Nullable Instant disabledAt,
        @Nullable String disabledReason) {

    static final List<String> USUAL = List.of(
            "conversation_created",
            "conversation_status_changed",
            "conversation_updated",
            "message_created",
            "message_updated",
            "contact_created",
            "contact_updated",
            "webwidget_triggered");
    static final List<String> EVENTS = List.of(
            "conversation_created",
            "conversation_status_changed",
            "conversation_updated",
            "message_created",
            "message_updated",
            "contact_created",
            "contact_updated",
            "webwidget_triggered",
            "inbox_created",
            "inbox_updated",
            "conversation_typing_on",
            "conversation_typing_off");
    static final String ACTIVE = "active";
    static final String DISABLED = "disabled";

    static final String COLUMNS = """
            account_id, id, name, url, subscriptions, secret, previous_secret, previous_secret_until, inbox_id,
            failing_since, disabled_at, disabled_reason
            """;

    static Webhook of(ResultSet row) throws SQLException {
        return new Webhook(
                new AccountId(row.getLong("account_id")),
                row.getLong("id"),
                row.getString("name"),
                row.getString("url"),
                Rows.texts(row, "subscriptions"),
                row.getString("secret"),
                row.getString("previous_secret"),
                Rows.instantOrNull(row, "previous_secret_until"),
                Rows.longOrNull(row, "inbox_id"),
                Rows.instantOrNull(row, "failing_since"),
                Rows.instantOrNull(row, "disabled_at"),
                row.getString("disabled_reason"));
    }

    Endpoint endpoint() {
        return Endpoint.ofWebhook(account, id);
    }

    boolean isDisabled() {
        return disabledAt != null;
    }

    boolean wants(Event event) {
        return !isDisabled()
                && subscriptions.contains(event.type())
                && (inboxId == null || Objects.equals(inboxId, event.inboxId()));
    }

    /// The shape of the API (wire contract 15), with what an operator needs to know.
    record Rest(
            long id,
            @Nullable String name,
            String url,
            long accountId,
            List<String> subscriptions,
            String secret,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            OfInbox inbox,

            String status,
            @Nullable String disabledReason,
            @Nullable String failingSince) {}

    record OfInbox(long id, String name) {}

    Rest rest(Optional<Inbox> inbox) {
        return new Rest(
                id,
                name,
                url,
                account.value(),
                subscriptions,
                secret,
                inbox.map(found -> new OfInbox(found.id(), found.name())).orElse(null),
                isDisabled() ? DISABLED : ACTIVE,
                disabledReason,
                Times.isoOrNull(failingSince));
    }

    /// What a client may send. `status` counts in an update only.
    @Wrapped("webhook")
    record Draft(
            @Required(whenUpdating = false) @Nullable String url,
            @Nullable List<String> subscriptions,
            Given<String> name,
            Given<Long> inboxId,
            @Nullable String status) {

        Draft checked(boolean isNew) {
            Faults faults = new Faults()
                    .check("url", !isNew || url != null, "can't be blank", "blank")
                    .url("url", url)
                    .atMost("name", name.value(), 255)
                    .oneOf("status", status, List.of(ACTIVE, DISABLED))
                    .check(
                            "subscriptions",
                            subscriptions == null || (!subscriptions.isEmpty() && EVENTS.containsAll(subscriptions)),
                            "must be some of: " + String.join(", ", EVENTS),
                            "inclusion");
            if (!faults.any() && url != null) {
                refusal(url).ifPresent(why -> faults.add("url", "can't be called: " + why, "invalid"));
            }
            faults.orThrow();
            List<String> distinct = subscriptions == null
                    ? null
                    : subscriptions.stream().distinct().toList();
            return new Draft(url, distinct, name, inboxId, status);
        }

        /// What would be refused at each delivery is better refused now; where its host leads is asked only then.
        private static Optional<String> refusal(String url) {
            try {
                return Call.of("POST", new URI(url)).refusal();
            } catch (URISyntaxException e) {
                return Optional.of("it is no address");
            }
        }
    }
}
