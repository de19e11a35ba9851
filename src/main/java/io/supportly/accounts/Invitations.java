package io.supportly.accounts;

import io.supportly.kernel.AccountId;
import io.supportly.kernel.Caller;
import io.supportly.kernel.Settings;
import io.supportly.kernel.json.Times;
import io.supportly.kernel.mail.Letter;
import io.supportly.kernel.mail.Mails;
import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.sql.Rows;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Every invitation that was not accepted yet: the hash of what stands in the mail's link.
@Component
public final class Invitations {
    private static final Duration GOOD_FOR = Duration.ofDays(7);

    private final JdbcClient sql;
    private final TransactionTemplate transactions;
    private final Accounts accounts;
    private final Users users;
    private final Members members;
    private final Tokens tokens;
    private final Mails mails;
    private final Settings settings;
    private final Clock clock;

    Invitations(
            JdbcClient sql,
            TransactionTemplate transactions,
            Accounts accounts,
            Users users,
            Members members,
            Tokens tokens,
            Mails mails,
            Settings settings,
            Clock clock) {
        this.sql = sql;
        this.transactions = transactions;
        this.accounts = accounts;
        this.users = users;
        this.members = members;
        this.tokens = tokens;
        this.mails = mails;
        this.settings = settings;
        this.clock = clock;
    }

    /// What whoever holds the link may know before he accepts.
    public record Open(String accountName, String name, String email, String expiresAt) {}

    /// Told once.
    public record Accepted(long id, String name, String email, long accountId, String accessToken) {}

    /// Tells the user by mail that he is a member now, and lets him choose a password if he has none. Only the first
    /// account does the latter: the link opens everything that the user may see, and an administrator may read it.
    void send(Caller caller, long user, String email) {
        AccountId account = caller.account();
        Account joined = accounts.get(account);
        boolean first =
                !users.isConfirmed(user) && members.accountsOf(user).stream().allMatch(account::equals);
        Letter letter = joined.letter()
                .subject("invitation.subject", caller.name(), joined.name())
                .says("invitation.added", caller.name(), joined.name());
        mails.send(
                account,
                "invitation",
                email,
                first
                        ? letter.says("invitation.choose", GOOD_FOR.toDays()).link("invitation.choose.link", link(user))
                        : letter.says("invitation.sign_in").link("invitation.sign_in.link", settings.baseUrl()));
    }

    private String link(long user) {
        String token = Secrets.random();
        Instant now = clock.instant();
        forget(user);
        sql.sql("""
                        insert into invitations (hash, user_id, created_at, expires_at)
                        values (:hash, :user, :now, :until)
                        """)
                .param("hash", Secrets.hash(token))
                .param("user", user)
                .param("now", Rows.time(now))
                .param("until", Rows.time(now.plus(GOOD_FOR)))
                .update();
        return settings.baseUrl() + "/invitations/" + token;
    }

    /// The links that the user was sent no longer work.
    private void forget(long user) {
        sql.sql("delete from invitations where user_id = :user")
                .param("user", user)
                .update();
    }

    public Open get(String token) {
        return sql.sql("""
                        select a.name as account_name, u.name, u.email, i.expires_at
                        from invitations i
                        join users u on u.id = i.user_id
                        join members m on m.user_id = u.id
                        join accounts a on a.id = m.account_id
                        where i.hash = :hash and i.expires_at > :now
                        order by m.created_at, m.account_id
                        limit 1
                        """)
                .param("hash", Secrets.hash(token))
                .param("now", Rows.time(clock.instant()))
                .query((row, _) -> new Open(
                        row.getString("account_name"),
                        row.getString("name"),
                        row.getString("email"),
                        Times.iso(Rows.instant(row, "expires_at"))))
                .optional()
                .orElseThrow(Problem::notFound);
    }

    /// Takes it up: with this password, and under this name where there is one.
    public Accepted accept(String token, @Nullable String name, String password) {
        return Objects.requireNonNull(transactions.execute(_ -> {
            Open invitation = get(token);
            long user = take(token);
            if (name != null) {
                users.rename(user, name);
            }
            users.confirm(user, password);
            members.changedEverywhere(user);
            return new Accepted(
                    user,
                    name == null ? invitation.name() : name,
                    invitation.email(),
                    members.accountsOf(user).getFirst().value(),
                    tokens.rotateForUser(user));
        }));
    }

    /// Of two who accept at once, one finds it gone.
    private long take(String token) {
        return sql.sql("delete from invitations where hash = :hash returning user_id")
                .param("hash", Secrets.hash(token))
                .query((row, _) -> row.getLong(1))
                .optional()
                .orElseThrow(Problem::notFound);
    }
}
