package io.supportly.accounts;

import io.supportly.kernel.AccountId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// What people prove with who they are: an e-mail and a password.
@Component
public final class Credentials {
    private final JdbcClient sql;
    private final Users users;
    private final Members members;
    private final TransactionTemplate transactions;

    Credentials(JdbcClient sql, Users users, Members members, TransactionTemplate transactions) {
        this.sql = sql;
        this.users = users;
        this.members = members;
        this.transactions = transactions;
    }

    private record Known(long user, @Nullable String hash) {}

    /// Somebody who has forgotten his password.
    ///
    /// @param account the one that he joined first
    /// @param isElsewhere whether he is in others too
    public record Holder(long user, String email, AccountId account, boolean isElsewhere) {}

    /// Whose they are, if he is in any account. Who asks can not tell from the time that it takes whether there is
    /// such a user.
    public Optional<Long> check(String email, String password) {
        Known known = sql.sql("""
                        select u.id, u.password_hash from users u
                        where u.email = :email and exists (
                          select 1 from members m
                          join accounts a on a.id = m.account_id
                          where m.user_id = u.id and a.status = 'active'
                        )
                        """)
                .param("email", email.toLowerCase(Locale.ROOT))
                .query((row, _) -> new Known(row.getLong("id"), row.getString("password_hash")))
                .optional()
                .orElse(null);
        if (known == null || known.hash() == null) {
            Passwords.matchNothing(password);
            return Optional.empty();
        }
        return Passwords.matches(password, known.hash()) ? Optional.of(known.user()) : Optional.empty();
    }

    /// Empty for who is in no account, as he sees nothing.
    public Optional<Holder> find(String email) {
        return users.find(email).flatMap(this::find);
    }

    public Optional<Holder> find(long user) {
        List<AccountId> accounts = members.accountsOf(user);
        if (accounts.isEmpty()) {
            return Optional.empty();
        }
        return sql.sql("select email from users where id = :user")
                .param("user", user)
                .query((row, _) -> new Holder(user, row.getString(1), accounts.getFirst(), accounts.size() > 1))
                .optional();
    }

    /// Whether he is in an account that is active; anybody else would see nothing.
    boolean mayEnter(long user) {
        return sql.sql("""
                        select exists (
                          select 1 from members m
                          join accounts a on a.id = m.account_id
                          where m.user_id = :user and a.status = 'active'
                        )
                        """).param("user", user).query(Boolean.class).single();
    }

    /// With this password from now on. What he was invited by no longer works.
    public void replace(long user, String password) {
        transactions.executeWithoutResult(_ -> {
            users.confirm(user, password);
            members.changedEverywhere(user);
        });
    }
}
