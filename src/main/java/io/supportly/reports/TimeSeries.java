package io.supportly.reports;

import io.supportly.kernel.AccountId;
import io.supportly.kernel.sql.Rows;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;

/// Reads the roll-ups of one subject as they follow each other.
@Component
final class TimeSeries {
    private static final String OF_SLICE = """
            r.account_id = :account and r.scope = :scope and r.scope_key = :key
              and r.grain = s.grain and r.at >= s.since and r.at < s.until
            """;

    /// So few that summing them here costs less than there.
    private static final String DAYS = """
            select r.at, %s as count, %s as millis
            """ + Rollups.SLICES + """
            join report_rollups r on
            """ + OF_SLICE;

    /// A month has thousands. The inner query is grouped so that it stays one walk of the index for each slice, and the
    /// starts are read once: as a parameter they would be read again for each row.
    private static final String QUARTERS = """
            with bounds as materialized (select :starts::timestamptz[] as starts)
            select f.at, f.count, f.millis
            """ + Rollups.SLICES + """
            cross join bounds b
            cross join lateral (
              select min(r.at) as at, sum(%s)::bigint as count, sum(%s)::bigint as millis
              from report_rollups r
              where
            """ + OF_SLICE + """
              group by width_bucket(r.at, b.starts)
            ) f
            """;

    private final JdbcClient sql;

    TimeSeries(JdbcClient sql) {
        this.sql = sql;
    }

    /// How often, and how long together.
    record Sum(long count, long millis) {
        static final Sum NONE = new Sum(0, 0);

        Sum plus(Sum other) {
            return new Sum(count + other.count, millis + other.millis);
        }

        /// In seconds; null where there was none.
        @Nullable
        BigDecimal average() {
            return count == 0 ? null : Figures.seconds(Math.round((double) millis / count));
        }
    }

    /// What is read of whom.
    ///
    /// @param count the column that counts
    /// @param millis the column of how long that took
    record Asked(AccountId account, Scope scope, String key, String count, String millis) {
        private String in(String statement) {
            return statement.formatted(count, millis);
        }
    }

    /// One for each of `starts`.
    List<Sum> of(Asked asked, List<Instant> starts, List<Slice> slices) {
        var series = new ArrayList<>(Collections.nCopies(starts.size(), Sum.NONE));
        List<Slice> days = Slice.of(Slice.Grain.DAY, slices);
        if (!days.isEmpty()) {
            add(series, starts, statement(asked.in(DAYS), asked, days));
        }
        List<Slice> quarters = Slice.of(Slice.Grain.QUARTER, slices);
        if (!quarters.isEmpty()) {
            String[] bounds = starts.stream().map(Instant::toString).toArray(String[]::new);
            add(series, starts, statement(asked.in(QUARTERS), asked, quarters).param("starts", bounds));
        }
        return series;
    }

    private StatementSpec statement(String statement, Asked asked, List<Slice> slices) {
        return sql.sql(statement)
                .params(Rollups.binds(slices))
                .param("account", asked.account().value())
                .param("scope", asked.scope().ordinal())
                .param("key", asked.key());
    }

    private record Row(Instant at, Sum sum) {}

    private static void add(List<Sum> series, List<Instant> starts, StatementSpec statement) {
        statement
                .query((row, _) ->
                        new Row(Rows.instant(row, "at"), new Sum(row.getLong("count"), row.getLong("millis"))))
                .list()
                .forEach(row -> {
                    int found = Collections.binarySearch(starts, row.at());
                    int place = found < 0 ? -found - 2 : found;
                    series.set(place, series.get(place).plus(row.sum()));
                });
    }
}
