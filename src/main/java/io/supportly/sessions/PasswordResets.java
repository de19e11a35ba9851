package io.supportly.sessions;

import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import io.supportly.accounts.Accounts;
import io.supportly.accounts.Credentials;
import io.supportly.accounts.PasswordReplaced;
import io.supportly.accounts.Secrets;
import io.supportly.kernel.Settings;
import io.supportly.kernel.jobs.Jobs;
import io.supportly.kernel.mail.Letter;
import io.supportly.kernel.mail.Mails;
import io.supportly.kernel.sql.Rows;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Every link by which somebody who forgot his password may choose another one: the hash of what stands in the mail.
/// Asking for one does the same work for everybody; whether there is such a user is found out in a job.
@Component
final class PasswordResets {
    private static final Logger log = LoggerFactory.getLogger(PasswordResets.class);
    private static final String KIND = "password_reset";
    private static final Duration GOOD_FOR = Duration.ofHours(2);
    private static final Throttles.Limit OF_ADDRESS = new Throttles.Limit("reset:address", 5, Duration.ofMinutes(30));
    private static final Throttles.Limit OF_EMAIL = new Throttles.Limit("reset:email", 5, Duration.ofHours(1));

    private final JdbcClient sql;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final Throttles throttles;
    private final Credentials credentials;
    private final Accounts accounts;
    private final Sessions sessions;
    private final Mails mails;
    private final Jobs jobs;
    private final CustomTask<Void> mailPasswordReset;
    private final Settings settings;

    PasswordResets(
            JdbcClient sql,
            TransactionTemplate transactions,
            Clock clock,
            Throttles throttles,
            Credentials credentials,
            Accounts accounts,
            Sessions sessions,
            Mails mails,
            Jobs jobs,
            CustomTask<Void> mailPasswordReset,
            Settings settings) {
        this.sql = sql;
        this.transactions = transactions;
        this.clock = clock;
        this.throttles = throttles;
        this.credentials = credentials;
        this.accounts = accounts;
        this.sessions = sessions;
        this.mails = mails;
        this.jobs = jobs;
        this.mailPasswordReset = mailPasswordReset;
        this.settings = settings;
    }

    /// Answers nothing, and takes the same time, whoever is meant.
    void ask(String email, String address) {
        String known = email.toLowerCase(Locale.ROOT);
        throttles.take(OF_ADDRESS, address);
        throttles.take(OF_EMAIL, known);
        jobs.schedule(mailPasswordReset, UUID.randomUUID() + " " + known, null);
    }

    /// The mail would open all of the user's accounts, so administrators see it only where it can not be sent,
    /// and he is in no account but theirs.
    void write(String email) {
        Credentials.Holder holder = credentials.find(email).orElse(null);
        if (holder == null) {
            return;
        }
        boolean isSent = settings.smtp() != null;
        if (!isSent && holder.isElsewhere()) {
            log.warn("User {} gets no link to a new password: there is no SMTP server to send it", holder.user());
            return;
        }
        transactions.executeWithoutResult(_ -> {
            Letter letter = letter(holder);
            if (isSent) {
                mails.sendHidden(holder.account(), KIND, holder.email(), letter);
            } else {
                mails.send(holder.account(), KIND, holder.email(), letter);
            }
        });
    }

    private Letter letter(Credentials.Holder holder) {
        return accounts.get(holder.account())
                .letter()
                .subject("password_reset.subject")
                .says("password_reset.asked", holder.email())
                .says("password_reset.once", GOOD_FOR.toHours())
                .link("password_reset.link", settings.baseUrl() + "/password/edit?token=" + token(holder.user()));
    }

    private String token(long user) {
        String token = Secrets.random();
        Instant now = clock.instant();
        sql.sql("""
                        insert into password_resets (hash, user_id, created_at, expires_at)
                        values (:hash, :user, :now, :until)
                        """)
                .param("hash", Secrets.hash(token))
                .param("user", user)
                .param("now", Rows.time(now))
                .param("until", Rows.time(now.plus(GOOD_FOR)))
                .update();
        return token;
    }

    /// Whose the link is; empty when it was used, is too old, or never was.
    Optional<Credentials.Holder> find(String token) {
        return sql.sql("select user_id from password_resets where hash = :hash and expires_at > :now")
                .param("hash", Secrets.hash(token))
                .param("now", Rows.time(clock.instant()))
                .query((row, _) -> row.getLong(1))
                .optional()
                .flatMap(credentials::find);
    }

    /// With this password from now on, signed in nowhere; empty when somebody else was faster with the same link.
    Optional<Long> use(String token, String password) {
        return Objects.requireNonNull(transactions.execute(_ -> {
            Optional<Long> used = sql.sql("""
                            delete from password_resets where hash = :hash and expires_at > :now returning user_id
                            """)
                    .param("hash", Secrets.hash(token))
                    .param("now", Rows.time(clock.instant()))
                    .query((row, _) -> row.getLong(1))
                    .optional();
            used.ifPresent(user -> {
                forget(user);
                credentials.replace(user, password);
                sessions.endAll(user, null);
            });
            return used;
        }));
    }

    @EventListener
    void forget(PasswordReplaced replaced) {
        forget(replaced.user());
    }

    /// The links that the user was sent no longer work.
    void forget(long user) {
        sql.sql("delete from password_resets where user_id = :user")
                .param("user", user)
                .update();
    }
}
