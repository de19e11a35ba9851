package io.supportly.kernel.mail;

import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import io.supportly.kernel.AccountId;
import io.supportly.kernel.Settings;
import io.supportly.kernel.jobs.Jobs;
import io.supportly.kernel.sql.Rows;
import io.supportly.kernel.web.Paging;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Every mail in the database.
@Component
public final class Mails {
    private final JdbcClient sql;
    private final Jobs jobs;
    private final CustomTask<Void> sendMail;
    private final Clock clock;
    private final boolean sends;

    Mails(JdbcClient sql, Jobs jobs, CustomTask<Void> sendMail, Settings settings, Clock clock) {
        this.sql = sql;
        this.jobs = jobs;
        this.sendMail = sendMail;
        this.clock = clock;
        sends = settings.smtp() != null;
    }

    /// Writes a mail in plain text, in the caller's transaction. It goes out when an SMTP server is configured; without
    /// one it is kept, for an administrator to hand over.
    ///
    /// @param kind a word for why, as `invitation`
    public void send(AccountId account, String kind, String recipient, String subject, String body) {
        long id = sql.sql("""
                        insert into mails (account_id, kind, recipient, subject, body, status, created_at)
                        values (:account, :kind, :recipient, :subject, :body, :status, :now)
                        returning id
                        """)
                .param("account", account.value())
                .param("kind", kind)
                .param("recipient", oneLine(recipient))
                .param("subject", oneLine(subject))
                .param("body", body)
                .param("status", (sends ? Mail.Status.QUEUED : Mail.Status.KEPT).word())
                .param("now", Rows.time(clock.instant()))
                .query((row, _) -> row.getLong(1))
                .single();
        if (sends) {
            jobs.schedule(sendMail, MailSending.instance(account, id), null, clock.instant());
        }
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

    /// A line break in what becomes a header would begin a header of the writer's own.
    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ").strip();
    }

    /// Those in one of the statuses, the newest first.
    List<Mail> of(AccountId account, List<String> statuses, Paging paging) {
        return sql.sql("select " + Mail.COLUMNS + """
                         from mails
                        where account_id = :account and status = any(:statuses::text[])
                        order by id desc
                        limit :size offset :offset
                        """)
                .param("account", account.value())
                .param("statuses", statuses.toArray(String[]::new))
                .param("size", paging.size())
                .param("offset", paging.offset())
                .query((row, _) -> Mail.of(row))
                .list();
    }

    long count(AccountId account, List<String> statuses) {
        return sql.sql("select count(*) from mails where account_id = :account and status = any(:statuses::text[])")
                .param("account", account.value())
                .param("statuses", statuses.toArray(String[]::new))
                .query((row, _) -> row.getLong(1))
                .single();
    }
}
