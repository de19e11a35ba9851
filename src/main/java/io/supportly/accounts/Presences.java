package io.supportly.accounts;

import io.supportly.kernel.AccountId;
import io.supportly.kernel.sql.Rows;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The heartbeats of members. Whoever never sent one, as a user that only a program uses, has no row here and is what
/// he is set to be.
@Component
final class Presences {
    /// How long a member is there after a heartbeat.
    static final Duration LAPSE = Duration.ofSeconds(60);

    private final JdbcClient sql;

    Presences(JdbcClient sql) {
        this.sql = sql;
    }

    /// Somebody whose heartbeats stay out.
    record Lapsed(AccountId account, long user) {}

    /// True when he was away until now.
    boolean beat(AccountId account, long user, Instant now) {
        return sql.sql("""
                        insert into presences as p (account_id, user_id, seen_at)
                        values (:account, :user, :now)
                        on conflict (account_id, user_id) do update set seen_at = excluded.seen_at, away = false
                        returning coalesce(
                          (select b.away from presences b where b.account_id = :account and b.user_id = :user), false)
                        """)
                .param("account", account.value())
                .param("user", user)
                .param("now", Rows.time(now))
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    /// A sign of life from who sends heartbeats.
    void seen(AccountId account, long user, Instant now) {
        sql.sql("""
                        update presences set seen_at = :now, away = false
                        where account_id = :account and user_id = :user
                        """)
                .param("now", Rows.time(now))
                .param("account", account.value())
                .param("user", user)
                .update();
    }

    /// From now on they are away, until the next heartbeat.
    List<Lapsed> lapse(Instant seenBefore, int most) {
        return sql.sql("""
                        update presences p
                        set away = true
                        from (
                          select account_id, user_id from presences
                          where not away and seen_at < :before
                          order by seen_at
                          limit :most
                          for update skip locked
                        ) due
                        where p.account_id = due.account_id and p.user_id = due.user_id
                        returning p.account_id, p.user_id
                        """)
                .param("before", Rows.time(seenBefore))
                .param("most", most)
                .query((row, _) -> new Lapsed(new AccountId(row.getLong("account_id")), row.getLong("user_id")))
                .list();
    }
}
