package io.supportly.kernel.operation;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.supportly.kernel.events.EventReaders;
import io.supportly.kernel.sql.Rows;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/// What waits in the database, counted when somebody asks. The same on every node.
@Component
final class Backlogs {
    private static final Logger log = LoggerFactory.getLogger(Backlogs.class);
    /// Counting further would cost more than the difference is worth.
    private static final int MOST = 100_000;

    private final EventReaders readers;
    private final JdbcClient sql;
    private final Clock clock;
    private final MultiGauge lags;
    private final MultiGauge waiting;
    private final MultiGauge databaseUp;

    private record Waiting(String work, long count) {}

    Backlogs(EventReaders readers, JdbcClient sql, Clock clock, MeterRegistry meters) {
        this.readers = readers;
        this.sql = sql;
        this.clock = clock;
        this.lags = gauge(meters, "event_consumer_lag", "Events that a consumer has not read yet");
        this.waiting = gauge(meters, "work_waiting", "Rows that wait for work, at most " + MOST);
        this.databaseUp = gauge(meters, "database_up", "1 when the last question reached the database");
    }

    private static MultiGauge gauge(MeterRegistry meters, String name, String description) {
        return MultiGauge.builder(name).description(description).register(meters);
    }

    void measure() {
        Map<String, Long> lag = Map.of();
        List<Waiting> rows = List.of();
        boolean up = true;
        try {
            lag = readers.lag();
            rows = count();
        } catch (DataAccessException | TransactionException e) {
            log.warn("Nothing measured in the database: {}", e.getMessage());
            up = false;
        }
        lags.register(
                lag.entrySet().stream()
                        .map(each -> MultiGauge.Row.of(Tags.of("consumer", each.getKey()), each.getValue()))
                        .toList(),
                true);
        waiting.register(
                rows.stream()
                        .map(each -> MultiGauge.Row.of(Tags.of("work", each.work()), each.count()))
                        .toList(),
                true);
        databaseUp.register(
                Stream.of(up ? 1 : 0)
                        .map(each -> MultiGauge.Row.of(Tags.empty(), each))
                        .toList(),
                true);
    }

    private List<Waiting> count() {
        return sql.sql("""
                        select 'jobs_due' as work, count(*) as count from (
                          select 1 from scheduled_tasks where execution_time <= :now and not picked limit :most) due
                        union all
                        select 'jobs_failed', count(*) from (
                          select 1 from scheduled_tasks where consecutive_failures > 0 limit :most) failed
                        union all
                        select 'deliveries_pending', count(*) from (
                          select 1 from webhook_deliveries where status = 'pending' limit :most) pending
                        union all
                        select 'mails_queued', count(*) from (
                          select 1 from mails where status = 'queued' limit :most) queued
                        """)
                .param("now", Rows.time(clock.instant()))
                .param("most", MOST)
                .query((row, _) -> new Waiting(row.getString("work"), row.getLong("count")))
                .list();
    }
}
