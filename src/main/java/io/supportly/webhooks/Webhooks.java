package io.supportly.webhooks;

import io.supportly.inboxes.Inboxes;
import io.supportly.kernel.AccountId;
import io.supportly.kernel.cache.Memory;
import io.supportly.kernel.cache.Remembered;
import io.supportly.kernel.net.StandardWebhooks;
import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.sql.Rows;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Every webhook in the database; those of an account are remembered together, so that an account without any costs
/// nothing.
@Component
final class Webhooks {
    private static final int MOST_REMEMBERED = 100_000;
    private static final Duration OLD_SECRET_LIFE = Duration.ofHours(24);
    static final String BY_HAND = "disabled by an administrator";

    private final JdbcClient sql;
    private final TransactionTemplate transactions;
    private final Inboxes inboxes;
    private final RemovedEndpoints removedEndpoints;
    private final Clock clock;
    private final Remembered<AccountId, List<Webhook>> known;

    Webhooks(
            JdbcClient sql,
            TransactionTemplate transactions,
            Inboxes inboxes,
            RemovedEndpoints removedEndpoints,
            Clock clock,
            Memory memory) {
        this.sql = sql;
        this.transactions = transactions;
        this.inboxes = inboxes;
        this.removedEndpoints = removedEndpoints;
        this.clock = clock;
        known = memory.remember("webhooks", MOST_REMEMBERED, text -> new AccountId(Long.parseLong(text)), this::of);
    }

    /// From memory; how long one has been failing may be out of date there.
    List<Webhook> known(AccountId account) {
        return known.get(account);
    }

    Optional<Webhook> known(AccountId account, long id) {
        return known(account).stream().filter(webhook -> webhook.id() == id).findFirst();
    }

    List<Webhook> of(AccountId account) {
        return sql.sql("select " + Webhook.COLUMNS + " from webhooks where account_id = :account order by id")
                .param("account", account.value())
                .query((row, _) -> Webhook.of(row))
                .list();
    }

    Webhook get(AccountId account, long id) {
        return sql.sql("select " + Webhook.COLUMNS + " from webhooks where account_id = :account and id = :id")
                .param("account", account.value())
                .param("id", id)
                .query((row, _) -> Webhook.of(row))
                .optional()
                .orElseThrow(Problem::notFound);
    }

    /// One that can be told something.
    Webhook getActive(AccountId account, long id) {
        Webhook webhook = get(account, id);
        if (webhook.isDisabled()) {
            throw Problem.invalid("status", "is disabled: enable the webhook first", "disabled");
        }
        return webhook;
    }

    Webhook.Rest rest(Webhook webhook) {
        return webhook.rest(
                webhook.inboxId() == null ? Optional.empty() : inboxes.find(webhook.account(), webhook.inboxId()));
    }

    Webhook add(AccountId account, Webhook.Draft draft) {
        checkInbox(account, draft);
        return changed(
                account,
                () -> sql.sql("""
                        insert into webhooks (account_id, name, url, subscriptions, secret, inbox_id, created_at,
                          updated_at)
                        values (:account, :name, :url, :subscriptions, :secret, :inbox, :now, :now)
                        returning\s""" + Webhook.COLUMNS)
                        .param("account", account.value())
                        .param("name", draft.name().value())
                        .param("url", draft.url())
                        .param(
                                "subscriptions",
                                words(draft.subscriptions() == null ? Webhook.USUAL : draft.subscriptions()))
                        .param("secret", StandardWebhooks.secret())
                        .param("inbox", draft.inboxId().value())
                        .param("now", Rows.time(clock.instant()))
                        .query((row, _) -> Webhook.of(row))
                        .single());
    }

    Webhook update(AccountId account, long id, Webhook.Draft draft) {
        checkInbox(account, draft);
        Webhook before = get(account, id);
        return changed(account, () -> {
            sql.sql("""
                            update webhooks
                            set name = :name, url = coalesce(:url, url),
                              subscriptions = coalesce(:subscriptions::text[], subscriptions), inbox_id = :inbox,
                              updated_at = :now
                            where account_id = :account and id = :id
                            """)
                    .param("name", draft.name().or(before.name()))
                    .param("url", draft.url())
                    .param("subscriptions", draft.subscriptions() == null ? null : words(draft.subscriptions()))
                    .param("inbox", draft.inboxId().or(before.inboxId()))
                    .param("now", Rows.time(clock.instant()))
                    .param("account", account.value())
                    .param("id", id)
                    .update();
            if (Webhook.DISABLED.equals(draft.status())) {
                disable(account, id, BY_HAND);
            }
            if (Webhook.ACTIVE.equals(draft.status())) {
                enable(account, id);
            }
            return get(account, id);
        });
    }

    private static String[] words(List<String> subscriptions) {
        return subscriptions.toArray(String[]::new);
    }

    private void checkInbox(AccountId account, Webhook.Draft draft) {
        Long inbox = draft.inboxId().value();
        if (inbox != null && inboxes.find(account, inbox).isEmpty()) {
            throw Problem.invalid("inbox_id", "must exist", "not_found");
        }
    }

    /// The old secret signs as well for a day, so that a receiver can change over without losing a call.
    Webhook rotateSecret(AccountId account, long id) {
        Instant now = clock.instant();
        return changed(
                account,
                () -> sql.sql("""
                        update webhooks
                        set previous_secret = secret, previous_secret_until = :until, secret = :secret,
                          updated_at = :now
                        where account_id = :account and id = :id
                        returning\s""" + Webhook.COLUMNS)
                        .param("until", Rows.time(now.plus(OLD_SECRET_LIFE)))
                        .param("secret", StandardWebhooks.secret())
                        .param("now", Rows.time(now))
                        .param("account", account.value())
                        .param("id", id)
                        .query((row, _) -> Webhook.of(row))
                        .optional()
                        .orElseThrow(Problem::notFound));
    }

    private void enable(AccountId account, long id) {
        sql.sql("""
                        update webhooks set disabled_at = null, disabled_reason = null, failing_since = null
                        where account_id = :account and id = :id and disabled_at is not null
                        """).param("account", account.value()).param("id", id).update();
    }

    /// To be called in a transaction. What waits for it is cancelled. False if it was disabled already, or is gone.
    boolean disable(AccountId account, long id, String reason) {
        Instant now = clock.instant();
        int disabled = sql.sql("""
                        update webhooks set disabled_at = :now, disabled_reason = :reason, updated_at = :now
                        where account_id = :account and id = :id and disabled_at is null
                        """)
                .param("now", Rows.time(now))
                .param("reason", reason)
                .param("account", account.value())
                .param("id", id)
                .update();
        if (disabled == 0) {
            return false;
        }
        known.forget(account);
        sql.sql("""
                        update webhook_deliveries
                        set status = 'cancelled', next_attempt_at = null, finished_at = :now,
                          error = 'the webhook was disabled'
                        where account_id = :account and endpoint = :id and status = 'pending'
                        """)
                .param("now", Rows.time(now))
                .param("account", account.value())
                .param("id", id)
                .update();
        return true;
    }

    void remove(AccountId account, long id) {
        changed(account, () -> {
            int removed = sql.sql("delete from webhooks where account_id = :account and id = :id")
                    .param("account", account.value())
                    .param("id", id)
                    .update();
            if (removed == 0) {
                throw Problem.notFound();
            }
            removedEndpoints.forget(Endpoint.ofWebhook(account, id));
            return removed;
        });
    }

    /// A webhook of an inbox goes with it.
    void removeOfInbox(AccountId account, long inbox) {
        List<Long> removed = sql.sql(
                        "delete from webhooks where account_id = :account and inbox_id = :inbox returning id")
                .param("account", account.value())
                .param("inbox", inbox)
                .query((row, _) -> row.getLong(1))
                .list();
        if (!removed.isEmpty()) {
            known.forget(account);
            removed.forEach(id -> removedEndpoints.forget(Endpoint.ofWebhook(account, id)));
        }
    }

    private <T> T changed(AccountId account, Supplier<T> change) {
        return Objects.requireNonNull(transactions.execute(_ -> {
            known.forget(account);
            return change.get();
        }));
    }
}
