package io.supportly.webhooks;

import io.supportly.accounts.Accounts;
import io.supportly.accounts.AgentBots;
import io.supportly.accounts.Members;
import io.supportly.kernel.AccountId;
import io.supportly.kernel.Role;
import io.supportly.kernel.Settings;
import io.supportly.kernel.mail.Letter;
import io.supportly.kernel.mail.Mails;
import io.supportly.kernel.sql.Rows;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Since when webhooks and bots have been failing, and the end of it: a webhook that failed for five days without a
/// single success, or said that it is gone, is disabled, and the administrators are told. A bot is never: people answer
/// meanwhile.
@Component
final class EndpointHealth {
    private static final Duration LONGEST_FAILURE = Duration.ofDays(5);
    private static final String FAILED_TOO_LONG = "every delivery failed for 5 days";
    private static final String GONE = "the receiver answered 410 Gone";

    private final JdbcClient sql;
    private final Webhooks webhooks;
    private final AgentBots bots;
    private final Accounts accounts;
    private final Members members;
    private final Mails mails;
    private final Settings settings;
    private final Clock clock;

    EndpointHealth(
            JdbcClient sql,
            Webhooks webhooks,
            AgentBots bots,
            Accounts accounts,
            Members members,
            Mails mails,
            Settings settings,
            Clock clock) {
        this.sql = sql;
        this.webhooks = webhooks;
        this.bots = bots;
        this.accounts = accounts;
        this.members = members;
        this.mails = mails;
        this.settings = settings;
        this.clock = clock;
    }

    private record Id(long account, long endpoint) implements Comparable<Id> {
        static Id of(Attempt attempt) {
            Endpoint endpoint = attempt.delivery().endpoint();
            return new Id(endpoint.account().value(), endpoint.id());
        }

        @Override
        public int compareTo(Id other) {
            return account == other.account
                    ? Long.compare(endpoint, other.endpoint)
                    : Long.compare(account, other.account);
        }
    }

    /// To be called in the transaction that writes the attempts down.
    void note(List<Attempt> attempts) {
        succeeded(attempts, Endpoint.Kind.BOT)
                .forEach((id, ok) -> bots.heard(new AccountId(id.account()), id.endpoint(), ok));
        SortedMap<Id, Boolean> succeeded = succeeded(attempts, Endpoint.Kind.WEBHOOK);
        if (succeeded.isEmpty()) {
            return;
        }
        remember(succeeded);
        attempts.stream()
                .filter(attempt -> attempt.isGone() && isOf(attempt, Endpoint.Kind.WEBHOOK))
                .map(Id::of)
                .distinct()
                .forEach(id -> disable(id, GONE));
        if (succeeded.containsValue(false)) {
            failedTooLong(succeeded.entrySet().stream()
                            .filter(entry -> !entry.getValue())
                            .map(Map.Entry::getKey)
                            .toList())
                    .forEach(id -> disable(id, FAILED_TOO_LONG));
        }
    }

    /// In an order, so that nobody waits for each other. Who was not called is not among them.
    private static SortedMap<Id, Boolean> succeeded(List<Attempt> attempts, Endpoint.Kind kind) {
        var succeeded = new TreeMap<Id, Boolean>();
        attempts.stream()
                .filter(attempt -> attempt.answer() != null && isOf(attempt, kind))
                .forEach(attempt -> succeeded.merge(Id.of(attempt), attempt.succeeded(), Boolean::logicalOr));
        return succeeded;
    }

    private static boolean isOf(Attempt attempt, Endpoint.Kind kind) {
        return attempt.delivery().endpoint().kind() == kind;
    }

    /// Writes only where something changes, so that a busy and healthy webhook's row is left alone.
    private void remember(Map<Id, Boolean> succeeded) {
        sql.sql("""
                        update webhooks w
                        set failing_since = case when s.ok then null else :now::timestamptz end
                        from unnest(:accounts::bigint[], :webhooks::bigint[], :ok::boolean[]) as s (account, webhook, ok)
                        where w.account_id = s.account and w.id = s.webhook and s.ok = (w.failing_since is not null)
                        """)
                .param("now", Rows.time(clock.instant()))
                .param("accounts", accounts(succeeded.keySet()))
                .param("webhooks", ids(succeeded.keySet()))
                .param("ok", succeeded.values().toArray(Boolean[]::new))
                .update();
    }

    private List<Id> failedTooLong(List<Id> failed) {
        Instant before = clock.instant().minus(LONGEST_FAILURE);
        return sql.sql("""
                        select w.account_id, w.id
                        from unnest(:accounts::bigint[], :webhooks::bigint[]) as f (account, webhook)
                        join webhooks w on w.account_id = f.account and w.id = f.webhook
                        where w.failing_since <= :before and w.disabled_at is null
                        """)
                .param("accounts", accounts(failed))
                .param("webhooks", ids(failed))
                .param("before", Rows.time(before))
                .query((row, _) -> new Id(row.getLong("account_id"), row.getLong("id")))
                .list();
    }

    private static Long[] accounts(Collection<Id> ids) {
        return ids.stream().map(Id::account).toArray(Long[]::new);
    }

    private static Long[] ids(Collection<Id> ids) {
        return ids.stream().map(Id::endpoint).toArray(Long[]::new);
    }

    private void disable(Id id, String reason) {
        var account = new AccountId(id.account());
        if (webhooks.disable(account, id.endpoint(), reason)) {
            Letter letter = notice(account, webhooks.get(account, id.endpoint()), reason);
            members.of(account).stream()
                    .filter(agent -> agent.role() == Role.ADMINISTRATOR)
                    .forEach(agent -> mails.send(account, "webhook_disabled", agent.email(), letter));
        }
    }

    private Letter notice(AccountId account, Webhook webhook, String reason) {
        Letter letter = accounts.get(account).letter().subject("webhook_disabled.subject");
        String path = settings.baseUrl() + "/api/v1/accounts/" + account + "/webhooks/" + webhook.id();
        return (reason.equals(GONE)
                        ? letter.says("webhook_disabled.gone", webhook.url())
                        : letter.says("webhook_disabled.failed", webhook.url(), LONGEST_FAILURE.toDays()))
                .says("webhook_disabled.cancelled")
                .text("PATCH " + path + " {\"status\": \"active\"}\nPOST " + path
                        + "/redeliver {\"since\": \"...\", \"status\": \"cancelled\"}");
    }
}
