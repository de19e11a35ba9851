package io.supportly.kernel.mail;

import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import io.supportly.kernel.AccountId;
import io.supportly.kernel.Settings;
import io.supportly.kernel.jobs.Jobs;
import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.sql.Rows;
import io.supportly.kernel.sql.Transactions;
import io.supportly.kernel.web.Paging;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// Every mail in the database.
@Component
public final class Mails {
    private final JdbcClient sql;
    private final JsonMapper json;
    private final Jobs jobs;
    private final CustomTask<Void> sendMail;
    private final Settings settings;
    private final TransactionTemplate transactions;
    private final Clock clock;

    Mails(
            JdbcClient sql,
            JsonMapper json,
            Jobs jobs,
            CustomTask<Void> sendMail,
            Settings settings,
            TransactionTemplate transactions,
            Clock clock) {
        this.sql = sql;
        this.json = json;
        this.jobs = jobs;
        this.sendMail = sendMail;
        this.settings = settings;
        this.transactions = transactions;
        this.clock = clock;
    }

    /// Writes a letter of the server's, in the caller's transaction. It goes out when an SMTP server is configured;
    /// without one it is kept, for an administrator to hand over.
    ///
    /// @param kind a word for why, as `invitation`
    public void send(AccountId account, String kind, String recipient, Letter letter) {
        String messageId = "<" + UUID.randomUUID() + "@" + settings.mailDomain() + ">";
        send(account, new MailDraft(kind, List.of(recipient), letter, Envelope.notice(messageId, letter.from())));
    }

    /// The same, but nobody but the recipient gets to see it; so it has to be sent.
    public void sendHidden(AccountId account, String kind, String recipient, Letter letter) {
        String messageId = "<" + UUID.randomUUID() + "@" + settings.mailDomain() + ">";
        var envelope = Envelope.notice(messageId, letter.from());
        send(account, new MailDraft(kind, List.of(recipient), letter, envelope, true));
    }

    /// The same with an envelope of its own; answers the mail's id.
    public long send(AccountId account, MailDraft draft) {
        boolean sends = settings.smtp() != null;
        long id = sql.sql("""
                        insert into mails (account_id, kind, recipient, subject, body, html, envelope, status, hidden,
                          created_at)
                        values (:account, :kind, :recipient, :subject, :body, :html, :envelope::jsonb, :status, :hidden,
                          :now)
                        returning id
                        """)
                .param("account", account.value())
                .param("kind", draft.kind())
                .param("recipient", oneLine(String.join(", ", draft.to())))
                .param("subject", oneLine(draft.letter().subject()))
                .param("body", draft.letter().asText())
                .param("html", draft.letter().asHtml())
                .param("envelope", json.writeValueAsString(draft.envelope()))
                .param("status", (sends ? Mail.Status.QUEUED : Mail.Status.KEPT).word())
                .param("hidden", draft.isHidden())
                .param("now", Rows.time(clock.instant()))
                .query((row, _) -> row.getLong(1))
                .single();
        if (sends) {
            jobs.schedule(sendMail, MailSending.instance(account, id), null, clock.instant());
            Transactions.afterCommit(jobs::wake);
        }
        return id;
    }

    /// A line break in what becomes a header would begin a header of the writer's own.
    static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ").strip();
    }

    /// How many of a kind were written since then.
    public long countSince(AccountId account, String kind, Instant since) {
        return sql.sql("""
                        select count(*) from mails
                        where account_id = :account and kind = :kind and created_at > :since
                        """)
                .param("account", account.value())
                .param("kind", kind)
                .param("since", Rows.time(since))
                .query((row, _) -> row.getLong(1))
                .single();
    }

    /// How many of them to one address.
    public long countTo(AccountId account, String kind, String recipient, Instant since) {
        return sql.sql("""
                        select count(*) from mails
                        where account_id = :account and kind = :kind and recipient = :recipient and created_at > :since
                        """)
                .param("account", account.value())
                .param("kind", kind)
                .param("recipient", oneLine(recipient))
                .param("since", Rows.time(since))
                .query((row, _) -> row.getLong(1))
                .single();
    }

    /// Those in one of the statuses, the newest first.
    List<Mail> of(AccountId account, List<String> statuses, Paging paging) {
        return sql.sql("select " + Mail.COLUMNS + """
                         from mails
                        where account_id = :account and status = any(:statuses::text[]) and not hidden
                        order by id desc
                        limit :size offset :offset
                        """)
                .param("account", account.value())
                .param("statuses", statuses.toArray(String[]::new))
                .param("size", paging.size())
                .param("offset", paging.offset())
                .query((row, _) -> Mail.of(row, json))
                .list();
    }

    long count(AccountId account, List<String> statuses) {
        return sql.sql("""
                        select count(*) from mails
                        where account_id = :account and status = any(:statuses::text[]) and not hidden
                        """)
                .param("account", account.value())
                .param("statuses", statuses.toArray(String[]::new))
                .query((row, _) -> row.getLong(1))
                .single();
    }

    /// For the account's administrators.
    Optional<Mail> findShown(AccountId account, long id) {
        return sql.sql("select " + Mail.COLUMNS + " from mails where account_id = :account and id = :id and not hidden")
                .param("account", account.value())
                .param("id", id)
                .query((row, _) -> Mail.of(row, json))
                .optional();
    }

    Optional<Mail> find(AccountId account, long id) {
        return sql.sql("select " + Mail.COLUMNS + " from mails where account_id = :account and id = :id")
                .param("account", account.value())
                .param("id", id)
                .query((row, _) -> Mail.of(row, json))
                .optional();
    }

    Mail.Whole get(AccountId account, long id) {
        List<Mail.Attempt> log = sql.sql("""
                        select at, error from mail_attempts where account_id = :account and mail_id = :id order by id
                        """)
                .param("account", account.value())
                .param("id", id)
                .query((row, _) -> new Mail.Attempt(Rows.instant(row, "at").getEpochSecond(), row.getString("error")))
                .list();
        return findShown(account, id).orElseThrow(Problem::notFound).whole(log);
    }

    /// Queues what was kept or has failed, with all of its attempts before it; false when it is neither, or there is no
    /// server. The job gets a name of its own, as the last one may be about to end.
    boolean retry(AccountId account, long id) {
        if (settings.smtp() == null) {
            return false;
        }
        Instant now = clock.instant();
        return Objects.requireNonNull(transactions.execute(_ -> {
            int queued = sql.sql("""
                            update mails set status = 'queued', attempts = 0, error = null
                            where account_id = :account and id = :id and status in ('kept', 'failed')
                            """)
                    .param("account", account.value())
                    .param("id", id)
                    .update();
            if (queued == 1) {
                String name = MailSending.instance(account, id) + ":" + UUID.randomUUID();
                jobs.schedule(sendMail, name, null, now);
                Transactions.afterCommit(jobs::wake);
            }
            return queued == 1;
        }));
    }

    /// Takes back what was not sent yet, as it is not to be said any more.
    public void withdraw(AccountId account, List<Long> ids) {
        delete(account, ids, List.of(Mail.Status.KEPT.word(), Mail.Status.QUEUED.word(), Mail.Status.FAILED.word()));
    }

    /// Takes them away with their log.
    public void forget(AccountId account, List<Long> ids) {
        delete(account, ids, Mail.Status.WORDS);
    }

    private void delete(AccountId account, List<Long> ids, List<String> statuses) {
        if (ids.isEmpty()) {
            return;
        }
        sql.sql("""
                        delete from mails
                        where account_id = :account and id = any(:ids::bigint[]) and status = any(:statuses::text[])
                        """)
                .param("account", account.value())
                .param("ids", ids.toArray(Long[]::new))
                .param("statuses", statuses.toArray(String[]::new))
                .update();
    }
}
