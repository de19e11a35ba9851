package io.supportly.kernel.events;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// How far the log may be read: every event up to here is committed or never will be.
///
/// Ids are drawn before the commit, so a smaller id can become visible after a larger one. As long as the ids follow
/// each other without a gap nothing can be missing. At a gap a barrier is set: a transaction number drawn after the
/// gap was seen. Whoever drew the missing id had his transaction number before, so once no transaction older than the
/// barrier runs, what is still missing was rolled back, and the horizon passes over it.
@Component
public final class Horizon {
    private static final int BATCH = 5_000;

    private final JdbcClient sql;
    private long decided = -1;
    private @Nullable Barrier barrier;

    private record Barrier(long transaction, long upTo) {}

    Horizon(JdbcClient sql) {
        this.sql = sql;
    }

    public synchronized long advance() {
        if (decided < 0) {
            decided = sql.sql("select coalesce(min(position), 0) from event_consumers")
                    .query((row, _) -> row.getLong(1))
                    .single();
        }
        boolean further = true;
        while (further) {
            further = step();
        }
        return decided;
    }

    /// What is decided already, if that is further than `known`; the log is looked at only when it is not.
    synchronized long beyond(long known) {
        return decided > known ? decided : advance();
    }

    private boolean step() {
        if (barrier != null && decided < barrier.upTo()) {
            if (!passed(barrier)) {
                return false;
            }
            decided = barrier.upTo();
        }
        barrier = null;
        List<Long> ids = sql.sql("select id from logged_events where id > :decided order by id limit :batch")
                .param("decided", decided)
                .param("batch", BATCH)
                .query((row, _) -> row.getLong(1))
                .list();
        for (long id : ids) {
            if (id != decided + 1) {
                barrier = new Barrier(drawTransaction(), ids.getLast());
                return passed(barrier);
            }
            decided = id;
        }
        return ids.size() == BATCH;
    }

    private long drawTransaction() {
        return sql.sql("select pg_current_xact_id()::text::bigint")
                .query((row, _) -> row.getLong(1))
                .single();
    }

    /// Once nothing as old runs at all, or nothing in this database: what runs in others of the server has
    /// drawn none of our ids, and may go on for hours. A transaction holds the lock on its own number from
    /// before it draws an id until it can be seen; one without a process is prepared, by whom is not known.
    private boolean passed(Barrier barrier) {
        return sql.sql("""
                        select pg_snapshot_xmin(pg_current_snapshot())::text::bigint > :transaction
                          or not exists (
                            select from pg_locks l left join pg_stat_activity a on a.pid = l.pid
                            where l.locktype = 'transactionid' and l.mode = 'ExclusiveLock' and l.granted
                              and age(l.transactionid) > age((:transaction % 4294967296)::text::xid)
                              and (a.pid is null
                                or a.datid = (select oid from pg_database where datname = current_database())))
                        """)
                .param("transaction", barrier.transaction())
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    /// Whether events wait behind a gap, for who wants to look again soon.
    synchronized boolean isWaiting() {
        return barrier != null && decided < barrier.upTo();
    }
}
