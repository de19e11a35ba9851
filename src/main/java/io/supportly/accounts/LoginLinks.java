package io.supportly.accounts;

import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.sql.Rows;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Every link by which an operator's program leads a user into a session: the hash of what stands in it. It is good
/// once, and for minutes, as it passes through browsers' histories.
@Component
public final class LoginLinks {
    private static final Duration GOOD_FOR = Duration.ofMinutes(5);
    private static final String OPEN = """
            hash = :hash and expires_at > :now and user_id = (select id from users where email = :email)
            """;

    private final JdbcClient sql;
    private final Credentials credentials;
    private final Clock clock;

    LoginLinks(JdbcClient sql, Credentials credentials, Clock clock) {
        this.sql = sql;
        this.credentials = credentials;
        this.clock = clock;
    }

    /// The path and query of the link, as clients of the platform API know it. Who is in no account would see nothing.
    public String make(long user) {
        Credentials.Holder holder = credentials
                .find(user)
                .filter(it -> credentials.mayEnter(user))
                .orElseThrow(() -> Problem.invalid("id", "is a user of no active account"));
        String token = Secrets.random();
        sql.sql("insert into login_links (hash, user_id, expires_at) values (:hash, :user, :until)")
                .param("hash", Secrets.hash(token))
                .param("user", user)
                .param("until", Rows.time(clock.instant().plus(GOOD_FOR)))
                .update();
        return "/app/login?email=" + URLEncoder.encode(holder.email(), StandardCharsets.UTF_8) + "&sso_auth_token="
                + token;
    }

    /// Whether it would sign that user in.
    public boolean isGood(String email, String token) {
        return find("select user_id from login_links where " + OPEN, email, token)
                .isPresent();
    }

    /// Who is to be signed in; a second time nobody.
    public Optional<Long> use(String email, String token) {
        return find("delete from login_links where " + OPEN + " returning user_id", email, token);
    }

    private Optional<Long> find(String statement, String email, String token) {
        return sql.sql(statement)
                .param("hash", Secrets.hash(token))
                .param("email", email.toLowerCase(Locale.ROOT))
                .param("now", Rows.time(clock.instant()))
                .query((row, _) -> row.getLong(1))
                .optional()
                .filter(credentials::mayEnter);
    }

    @EventListener
    void forget(PasswordReplaced replaced) {
        sql.sql("delete from login_links where user_id = :user")
                .param("user", replaced.user())
                .update();
    }
}
