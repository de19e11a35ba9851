package io.supportly.kernel.mail;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.supportly.kernel.AccountId;
import io.supportly.kernel.Settings;
import io.supportly.kernel.sql.Rows;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Sends a queued mail, and tries again for a while when the server does not take it.
@Configuration(proxyBeanMethods = false)
class MailSending {
    private static final Logger log = LoggerFactory.getLogger(MailSending.class);
    private static final int MOST_ATTEMPTS = 5;
    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
    private static final int LONGEST_ERROR = 500;

    private final JdbcClient sql;
    private final Clock clock;
    private final @Nullable MailServer server;

    MailSending(JdbcClient sql, Clock clock, Settings settings) {
        this.sql = sql;
        this.clock = clock;
        server = settings.smtp() == null ? null : new MailServer(settings.smtp());
    }

    static String instance(AccountId account, long mail) {
        return account + ":" + mail;
    }

    @Bean
    CustomTask<Void> sendMail() {
        return Tasks.custom("send-mail", Void.class).execute((instance, _) -> {
            String[] ids = instance.getId().split(":");
            Optional<Instant> again = attempt(new AccountId(Long.parseLong(ids[0])), Long.parseLong(ids[1]));
            return again.<CompletionHandler<Void>>map(time -> (completed, job) -> job.reschedule(completed, time))
                    .orElseGet(CompletionHandler.OnCompleteRemove::new);
        });
    }

    /// When to try again, if so. The mail may arrive twice if this is cut off between sending and noting it.
    Optional<Instant> attempt(AccountId account, long id) {
        Mail mail = find(account, id).orElse(null);
        if (mail == null || mail.status() != Mail.Status.QUEUED || server == null) {
            return Optional.empty();
        }
        try {
            server.send(mail);
            sent(mail);
            return Optional.empty();
        } catch (MessagingException e) {
            return refused(mail, e);
        }
    }

    private Optional<Mail> find(AccountId account, long id) {
        return sql.sql("select " + Mail.COLUMNS + " from mails where account_id = :account and id = :id")
                .param("account", account.value())
                .param("id", id)
                .query((row, _) -> Mail.of(row))
                .optional();
    }

    private void sent(Mail mail) {
        sql.sql("""
                        update mails
                        set status = 'sent', body = '', attempts = attempts + 1, error = null, sent_at = :now
                        where account_id = :account and id = :id
                        """)
                .param("now", Rows.time(clock.instant()))
                .param("account", mail.account().value())
                .param("id", mail.id())
                .update();
    }

    private Optional<Instant> refused(Mail mail, MessagingException why) {
        int attempts = mail.attempts() + 1;
        boolean last = attempts >= MOST_ATTEMPTS || why instanceof AddressException;
        String error = String.valueOf(why.getMessage()).strip();
        log.warn("Mail {} of account {} was not sent (attempt {})", mail.id(), mail.account(), attempts);
        sql.sql("""
                        update mails set status = :status, attempts = :attempts, error = :error
                        where account_id = :account and id = :id
                        """)
                .param("status", (last ? Mail.Status.FAILED : Mail.Status.QUEUED).word())
                .param("attempts", attempts)
                .param("error", error.length() > LONGEST_ERROR ? error.substring(0, LONGEST_ERROR) : error)
                .param("account", mail.account().value())
                .param("id", mail.id())
                .update();
        return last ? Optional.empty() : Optional.of(clock.instant().plus(pause(attempts)));
    }

    /// One minute, four, sixteen, an hour.
    private static Duration pause(int attempts) {
        return FIRST_PAUSE.multipliedBy(1L << 2 * (attempts - 1));
    }
}
