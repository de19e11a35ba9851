package io.supportly.accounts;

import io.supportly.kernel.sql.Rows;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Every user of the installation. A user belongs to accounts through [Members]; his e-mail is kept in lower case.
@Component
public final class Users {
    private final JdbcClient sql;
    private final Clock clock;

    Users(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    public Optional<Long> find(String email) {
        return sql.sql("select id from users where email = :email")
                .param("email", email.toLowerCase(Locale.ROOT))
                .query((row, _) -> row.getLong(1))
                .optional();
    }

    /// A user who can sign in already when `password` is given, else one who has been invited.
    public long add(String name, String email, @Nullable String password) {
        var now = Rows.time(clock.instant());
        return sql.sql("""
                        insert into users (name, email, password_hash, confirmed_at, created_at, updated_at)
                        values (:name, :email, :password, :confirmed, :now, :now)
                        returning id
                        """)
                .param("name", name)
                .param("email", email.toLowerCase(Locale.ROOT))
                .param("password", password == null ? null : Passwords.hash(password))
                .param("confirmed", password == null ? null : now)
                .param("now", now)
                .query((row, _) -> row.getLong(1))
                .single();
    }

    /// The user with that e-mail, who has to accept an invitation when he is new.
    long findOrAdd(String name, String email) {
        var now = Rows.time(clock.instant());
        return sql.sql("""
                        insert into users (name, email, created_at, updated_at) values (:name, :email, :now, :now)
                        on conflict (email) do nothing
                        returning id
                        """)
                .param("name", name)
                .param("email", email.toLowerCase(Locale.ROOT))
                .param("now", now)
                .query((row, _) -> row.getLong(1))
                .optional()
                .or(() -> find(email))
                .orElseThrow();
    }

    boolean isConfirmed(long user) {
        return sql.sql("select confirmed_at is not null from users where id = :user")
                .param("user", user)
                .query((row, _) -> row.getBoolean(1))
                .optional()
                .orElse(false);
    }

    /// With this password from now on; the links of his invitations no longer work.
    void confirm(long user, String password) {
        sql.sql("delete from invitations where user_id = :user")
                .param("user", user)
                .update();
        var now = Rows.time(clock.instant());
        sql.sql("""
                        update users set password_hash = :password, confirmed_at = coalesce(confirmed_at, :now),
                          updated_at = :now
                        where id = :user
                        """)
                .param("password", Passwords.hash(password))
                .param("now", now)
                .param("user", user)
                .update();
    }

    void rename(long user, String name) {
        sql.sql("update users set name = :name, updated_at = :now where id = :user")
                .param("name", name)
                .param("now", Rows.time(clock.instant()))
                .param("user", user)
                .update();
    }

    /// A user whom no account knows any more is nobody, unless an operator's program manages him. The lock waits for
    /// an account that is just taking him in.
    void deleteIfNowhere(long user) {
        sql.sql("select id from users where id = :user for update")
                .param("user", user)
                .query((row, _) -> row.getLong(1))
                .list();
        sql.sql("""
                        delete from users
                        where id = :user and not managed and not exists (select 1 from members where user_id = :user)
                        """).param("user", user).update();
    }
}
