package io.supportly.kernel.mail;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.supportly.kernel.AccountId;
import io.supportly.kernel.Settings;
import io.supportly.kernel.files.FileStore;
import io.supportly.kernel.sql.Rows;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// Sends a queued mail, and tries again for a while when the server does not take it; a refusal that will not change is
/// the end at once. Only two at a time: a slow server must not hold up the other jobs of a node.
@Configuration(proxyBeanMethods = false)
class MailSending {
    private static final Logger log = LoggerFactory.getLogger(MailSending.class);
    private static final int MOST_ATTEMPTS = 5;
    private static final int AT_ONCE = 2;
    private static final long PATIENCE_MILLIS = 100;
    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
    private static final Duration BUSY = Duration.ofSeconds(1);
    private static final int LONGEST_ERROR = 500;

    private final Semaphore places = new Semaphore(AT_ONCE);
    private final JdbcClient sql;
    private final JsonMapper json;
    private final TransactionTemplate transactions;
    private final ApplicationEventPublisher settled;
    private final Clock clock;
    private final @Nullable MailServer server;

    MailSending(
            JdbcClient sql,
            JsonMapper json,
            TransactionTemplate transactions,
            ApplicationEventPublisher settled,
            FileStore files,
            Settings settings,
            Clock clock) {
        this.sql = sql;
        this.json = json;
        this.transactions = transactions;
        this.settled = settled;
        this.clock = clock;
        server = settings.smtp() == null ? null : new MailServer(settings.smtp(), files);
    }

    static String instance(AccountId account, long mail) {
        return account + ":" + mail;
    }

    @Bean
    CustomTask<Void> sendMail() {
        return Tasks.custom("send-mail", Void.class).execute((instance, _) -> {
            if (!gotPlace()) {
                Instant later = clock.instant().plus(BUSY);
                return (completed, job) -> job.reschedule(completed, later);
            }
            try {
                String[] ids = instance.getId().split(":");
                Optional<Instant> again = attempt(new AccountId(Long.parseLong(ids[0])), Long.parseLong(ids[1]));
                return again.<CompletionHandler<Void>>map(time -> (completed, job) -> job.reschedule(completed, time))
                        .orElseGet(CompletionHandler.OnCompleteRemove::new);
            } finally {
                places.release();
            }
        });
    }

    private boolean gotPlace() {
        try {
            return places.tryAcquire(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// When to try again, if so. The mail may arrive twice, under one Message-ID, if this is cut off between sending it
    /// and noting so.
    Optional<Instant> attempt(AccountId account, long id) {
        Mail mail = find(account, id).orElse(null);
        if (mail == null || mail.status() != Mail.Status.QUEUED || server == null) {
            return Optional.empty();
        }
        Optional<MailServer.Refusal> refusal = server.send(mail);
        return transactions.execute(_ -> refusal.map(why -> refused(mail, why)).orElseGet(() -> sent(mail)));
    }

    private Optional<Mail> find(AccountId account, long id) {
        return sql.sql("select " + Mail.COLUMNS + " from mails where account_id = :account and id = :id")
                .param("account", account.value())
                .param("id", id)
                .query((row, _) -> Mail.of(row, json))
                .optional();
    }

    private Optional<Instant> sent(Mail mail) {
        note(mail, null);
        sql.sql("""
                        update mails
                        set status = 'sent', body = '', html = '', attempts = attempts + 1, error = null, sent_at = :now
                        where account_id = :account and id = :id
                        """)
                .param("now", Rows.time(clock.instant()))
                .param("account", mail.account().value())
                .param("id", mail.id())
                .update();
        settled.publishEvent(new MailSettled(mail.account(), mail.id(), mail.kind(), null));
        return Optional.empty();
    }

    private Optional<Instant> refused(Mail mail, MailServer.Refusal refusal) {
        int attempts = mail.attempts() + 1;
        boolean last = attempts >= MOST_ATTEMPTS || refusal.isFinal();
        String error =
                refusal.why().substring(0, Math.min(LONGEST_ERROR, refusal.why().length()));
        log.warn("Mail {} of account {} was not sent (attempt {})", mail.id(), mail.account(), attempts);
        note(mail, error);
        sql.sql("""
                        update mails set status = :status, attempts = :attempts, error = :error
                        where account_id = :account and id = :id
                        """)
                .param("status", (last ? Mail.Status.FAILED : Mail.Status.QUEUED).word())
                .param("attempts", attempts)
                .param("error", error)
                .param("account", mail.account().value())
                .param("id", mail.id())
                .update();
        if (last) {
            settled.publishEvent(new MailSettled(mail.account(), mail.id(), mail.kind(), error));
            return Optional.empty();
        }
        return Optional.of(clock.instant().plus(pause(attempts)));
    }

    /// Nothing when the mail was withdrawn meanwhile.
    private void note(Mail mail, @Nullable String error) {
        sql.sql("""
                        insert into mail_attempts (account_id, mail_id, at, error)
                        select account_id, id, :now, :error from mails where account_id = :account and id = :mail
                        """)
                .param("now", Rows.time(clock.instant()))
                .param("error", error)
                .param("account", mail.account().value())
                .param("mail", mail.id())
                .update();
    }

    /// One minute, four, sixteen, an hour.
    private static Duration pause(int attempts) {
        return FIRST_PAUSE.multipliedBy(1L << 2 * (attempts - 1));
    }
}
