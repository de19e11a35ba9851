package io.supportly.reports;

import io.supportly.kernel.AccountId;
import io.supportly.kernel.sql.Rows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Reads the roll-ups.
@Component
final class Rollups {
    /// The inner query is grouped so that it stays one walk of the index for each slice.
    private static final String READ = """
            select f.scope_key, f.place,
            """ + Figures.COLUMNS + """
            from unnest(:grains::smallint[], :froms::timestamptz[], :untils::timestamptz[]) s (grain, since, until)
            cross join lateral (
              select r.scope_key, width_bucket(r.at, :starts::timestamptz[]) as place,
            """ + Figures.SUMS + """
              from report_rollups r
              where r.account_id = :account and r.scope = :scope and r.scope_key = any(:keys::text[])
                and r.grain = s.grain and r.at >= s.since and r.at < s.until
              group by r.scope_key, place
            ) f
            """;

    private final JdbcClient sql;

    Rollups(JdbcClient sql) {
        this.sql = sql;
    }

    private record Row(String key, int place, Figures figures) {}

    /// By key; who did nothing is missing.
    Map<String, Figures> of(AccountId account, Scope scope, Collection<String> keys, Period period) {
        var sums = new HashMap<String, Figures>();
        for (Row row : read(account, scope, keys, List.of(period.first()), period.slices())) {
            sums.merge(row.key(), row.figures(), Figures::plus);
        }
        return sums;
    }

    Figures of(AccountId account, Scope scope, String key, Period period) {
        return of(account, scope, List.of(key), period).getOrDefault(key, Figures.NONE);
    }

    /// One for each of `starts`.
    List<Figures> series(AccountId account, Scope scope, String key, List<Instant> starts, List<Slice> slices) {
        var series = new ArrayList<>(Collections.nCopies(starts.size(), Figures.NONE));
        for (Row row : read(account, scope, List.of(key), starts, slices)) {
            int place = row.place() - 1;
            series.set(place, series.get(place).plus(row.figures()));
        }
        return series;
    }

    private List<Row> read(
            AccountId account, Scope scope, Collection<String> keys, List<Instant> starts, List<Slice> slices) {
        return sql.sql(READ)
                .params(binds(slices))
                .param("starts", starts.stream().map(Instant::toString).toArray(String[]::new))
                .param("account", account.value())
                .param("scope", scope.ordinal())
                .param("keys", keys.toArray(String[]::new))
                .query((row, _) -> new Row(row.getString("scope_key"), row.getInt("place"), Figures.of(row)))
                .list();
    }

    static Map<String, Object> binds(List<Slice> slices) {
        return Map.of(
                "grains",
                slices.stream().map(slice -> slice.grain().ordinal()).toArray(Integer[]::new),
                "froms",
                slices.stream().map(slice -> slice.from().toString()).toArray(String[]::new),
                "untils",
                slices.stream().map(slice -> slice.until().toString()).toArray(String[]::new));
    }

    /// When the account's first day was.
    Optional<Instant> beginning(AccountId account) {
        return sql.sql("""
                        select at from report_rollups
                        where account_id = :account and scope = 0 and scope_key = '' and grain = 0
                        order by at
                        limit 1
                        """)
                .param("account", account.value())
                .query((row, _) -> Rows.instant(row, "at"))
                .optional();
    }
}
