package io.supportly.kernel.events;

import io.supportly.kernel.Background;
import io.supportly.kernel.Settings;
import io.supportly.kernel.sql.Rows;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Runs every [EventConsumer] behind the log, a thread for each on every node, of which one reads at a time.
@Component
public final class EventReaders implements Background {
    private static final Logger log = LoggerFactory.getLogger(EventReaders.class);
    private static final int BATCH = 500;
    private static final int FEW = 100;
    private static final int MOST_FAILURES = 5;
    private static final long IDLE_MILLIS = 200;
    private static final long GAP_MILLIS = 3;
    private static final int MANY = 10;
    private static final long FAILED_MILLIS = 1_000;
    private static final Duration STOP = Duration.ofSeconds(10);
    private static final int DELETE_BATCH = 10_000;

    private final List<EventConsumer> consumers;
    private final EventLog events;
    private final Horizon horizon;
    private final Wakeups wakeups;
    private final JdbcClient sql;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final Duration retention;
    private final List<Thread> threads = new ArrayList<>();
    /// Up to where nothing is left to read for a consumer, so that a look into the log need not ask the database.
    private final Map<String, Long> read = new ConcurrentHashMap<>();
    private volatile boolean running;

    EventReaders(
            List<EventConsumer> consumers,
            EventLog events,
            Horizon horizon,
            Wakeups wakeups,
            JdbcClient sql,
            TransactionTemplate transactions,
            Clock clock,
            Settings settings) {
        this.consumers = consumers;
        this.events = events;
        this.horizon = horizon;
        this.wakeups = wakeups;
        this.sql = sql;
        this.transactions = transactions;
        this.clock = clock;
        this.retention = Duration.ofDays(settings.eventRetentionDays());
    }

    @Override
    public void start() {
        running = true;
        for (EventConsumer consumer : consumers) {
            register(consumer);
            threads.add(Thread.ofVirtual().name("events-" + consumer.name()).start(() -> follow(consumer)));
        }
    }

    /// A new consumer starts with the next event.
    private void register(EventConsumer consumer) {
        sql.sql("""
                        insert into event_consumers (name, position, updated_at)
                        select :name, coalesce(max(id), 0), :now from events
                        on conflict (name) do nothing
                        """)
                .param("name", consumer.name())
                .param("now", Rows.time(clock.instant()))
                .update();
    }

    private void follow(EventConsumer consumer) {
        int failures = 0;
        while (running) {
            try {
                long seen = wakeups.seen();
                int read = readBatch(consumer, failures == 0 ? BATCH : 1);
                failures = 0;
                if (read == 0) {
                    wakeups.await(seen, horizon.isWaiting() ? GAP_MILLIS : IDLE_MILLIS);
                } else if (read < FEW) {
                    // Each batch is a commit, which waits for the disk as the writers do: a few more go together.
                    Thread.sleep(read < MANY ? EventConsumer.SHORTLY : consumer.gathering());
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                failures = failed(consumer, failures + 1, e);
            }
        }
    }

    private int failed(EventConsumer consumer, int failures, RuntimeException e) {
        if (!running) {
            return failures;
        }
        log.error("Events for {} failed, try {}", consumer.name(), failures, e);
        try {
            if (failures >= MOST_FAILURES && skipOne(consumer)) {
                return 0;
            }
            Thread.sleep(FAILED_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException again) {
            log.error("Events for {} can not be skipped either", consumer.name(), again);
        }
        return failures;
    }

    /// One event that can not be read must not hold up all that come after it. It stays in the log, and in ours.
    private boolean skipOne(EventConsumer consumer) {
        return Boolean.TRUE.equals(transactions.execute(_ -> {
            Optional<Long> position = lock(consumer);
            List<Event> next = position.map(from -> events.after(from, horizon.advance(), 1))
                    .orElse(List.of());
            next.forEach(event -> {
                log.error("Event {} ({}) is skipped for {}", event.id(), event.type(), consumer.name());
                move(consumer, event.id());
            });
            return !next.isEmpty();
        }));
    }

    /// How many there were.
    private int readBatch(EventConsumer consumer, int most) {
        long known = read.getOrDefault(consumer.name(), -1L);
        long limit = horizon.beyond(known);
        if (limit <= known) {
            return 0;
        }
        Optional<List<Event>> batch = Objects.requireNonNull(transactions.execute(_ -> {
            Optional<List<Event>> found = lock(consumer).map(from -> events.after(from, limit, most));
            found.filter(some -> !some.isEmpty()).ifPresent(some -> {
                consumer.read(some);
                move(consumer, some.getLast().id());
            });
            return found;
        }));
        batch.ifPresent(some -> read.put(
                consumer.name(), some.isEmpty() ? limit : some.getLast().id()));
        int size = batch.map(List::size).orElse(0);
        if (size > 0) {
            consumer.committed();
        }
        return size;
    }

    /// Empty when another node is reading. No row is locked: that would give the transaction a number, for which the
    /// [Horizon] would wait as long as a consumer works in transactions of its own.
    private Optional<Long> lock(EventConsumer consumer) {
        boolean mine = sql.sql("select pg_try_advisory_xact_lock(hashtextextended('events:' || :name, 0))")
                .param("name", consumer.name())
                .query((row, _) -> row.getBoolean(1))
                .single();
        return mine
                ? sql.sql("select position from event_consumers where name = :name")
                        .param("name", consumer.name())
                        .query((row, _) -> row.getLong(1))
                        .optional()
                : Optional.empty();
    }

    /// A batch that led to nothing need not wait for the disk: were its place lost, it would be read again for nothing.
    private void move(EventConsumer consumer, long position) {
        sql.sql("""
                        update event_consumers set position = :position, updated_at = :now
                        where name = :name and (
                          select case when pg_current_xact_id_if_assigned() is null
                            then set_config('synchronous_commit', 'off', true) = 'off' else true end
                        )
                        """)
                .param("position", position)
                .param("now", Rows.time(clock.instant()))
                .param("name", consumer.name())
                .update();
    }

    /// How many events each consumer has not read yet.
    public Map<String, Long> lag() {
        long limit = horizon.advance();
        var lag = new LinkedHashMap<String, Long>();
        sql.sql("select name, position from event_consumers order by name")
                .query((row, _) -> lag.put(row.getString("name"), Math.max(0, limit - row.getLong("position"))))
                .list();
        return lag;
    }

    /// Deletes what is older than the retention and read by everybody; returns how many.
    public int forgetOld() {
        int total = 0;
        int deleted;
        do {
            deleted = sql.sql("""
                            delete from events where id in (
                              select id from events
                              where id <= (select coalesce(min(position), 0) from event_consumers)
                                and created_at < :before
                              order by id
                              limit :batch
                            )
                            """)
                    .param("before", Rows.time(clock.instant().minus(retention)))
                    .param("batch", DELETE_BATCH)
                    .update();
            total += deleted;
        } while (deleted == DELETE_BATCH);
        return total;
    }

    @Override
    public void stop() {
        running = false;
        wakeups.wake();
        for (Thread thread : threads) {
            try {
                // An interrupt would break a statement off; it is for who does not hear.
                if (!thread.join(STOP)) {
                    thread.interrupt();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        threads.clear();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
