package io.supportly.sessions;

import io.supportly.accounts.Secrets;
import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.sql.Rows;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/// How often something was tried lately, on whichever node. What was tried counts also when the request around it is
/// rolled back: an idempotency key on each attempt would otherwise be a way around.
@Component
final class Throttles {
    private final JdbcClient sql;
    private final TransactionTemplate transactions;
    private final Clock clock;

    Throttles(JdbcClient sql, TransactionTemplate transactions, Clock clock) {
        this.sql = sql;
        this.clock = clock;
        this.transactions = new TransactionTemplate(Objects.requireNonNull(transactions.getTransactionManager()));
        this.transactions.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /// Never more than `most` in any time of that length.
    record Limit(String name, int most, Duration within) {}

    record Place(Limit limit, byte[] key, Instant at) {}

    /// Takes a place, or refuses with when the next is free.
    Place take(Limit limit, String of) {
        byte[] key = Secrets.hash(limit.name() + ":" + of);
        // As PostgreSQL keeps it.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        boolean taken = Objects.requireNonNull(transactions.execute(_ -> isTaken(limit, key, now)));
        if (!taken) {
            throw Problem.tooMany(Duration.between(now, oldest(limit, key, now).plus(limit.within())));
        }
        return new Place(limit, key, now);
    }

    private boolean isTaken(Limit limit, byte[] key, Instant now) {
        return sql.sql("""
                        insert into throttles as t (key, times, until)
                        values (:key, array[:now::timestamptz], :until)
                        on conflict (key) do update
                        set times = array(select tried from unnest(t.times) as tried where tried > :since)
                            || :now::timestamptz,
                          until = excluded.until
                        where (select count(*) from unnest(t.times) as tried where tried > :since) < :most
                        """)
                        .param("key", key)
                        .param("now", Rows.time(now))
                        .param("until", Rows.time(now.plus(limit.within())))
                        .param("since", Rows.time(now.minus(limit.within())))
                        .param("most", limit.most())
                        .update()
                == 1;
    }

    private Instant oldest(Limit limit, byte[] key, Instant now) {
        return sql.sql("""
                        select coalesce(min(tried), :now::timestamptz) as oldest
                        from throttles t cross join unnest(t.times) as tried
                        where t.key = :key and tried > :since
                        """)
                .param("now", Rows.time(now))
                .param("key", key)
                .param("since", Rows.time(now.minus(limit.within())))
                .query((row, _) -> Rows.instant(row, "oldest"))
                .single();
    }

    /// What went well does not count.
    void giveBack(Place place) {
        transactions.executeWithoutResult(_ -> sql.sql("""
                        update throttles
                        set times = array(
                          select tried.tried_at from unnest(times) with ordinality as tried (tried_at, place)
                          where tried.place <> array_position(throttles.times, :at::timestamptz)
                          order by tried.place
                        )
                        where key = :key and :at::timestamptz = any(times)
                        """)
                .param("at", Rows.time(place.at()))
                .param("key", place.key())
                .update());
    }
}
