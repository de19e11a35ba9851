package io.supportly.reports;

import io.supportly.kernel.AccountId;
import io.supportly.kernel.sql.Rows;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Reads the roll-ups.
@Component
final class Rollups {
    static final String SLICES = """
            from unnest(:grains::smallint[], :froms::timestamptz[], :untils::timestamptz[]) s (grain, since, until)
            """;

    /// The inner query is grouped so that it stays one walk of the index for each slice.
    private static final String READ = """
            select f.*
            """ + SLICES + """
            cross join lateral (
              select r.scope_key,
            """ + Figures.SUMS + """
              from report_rollups r
              where r.account_id = :account and r.scope = :scope and r.scope_key = any(:keys::text[])
                and r.grain = s.grain and r.at >= s.since and r.at < s.until
              group by r.scope_key
            ) f
            """;

    private final JdbcClient sql;

    Rollups(JdbcClient sql) {
        this.sql = sql;
    }

    /// By key; who did nothing is missing.
    Map<String, Figures> of(AccountId account, Scope scope, Collection<String> keys, Period period) {
        var sums = new HashMap<String, Figures>();
        sql.sql(READ)
                .params(binds(period.slices()))
                .param("account", account.value())
                .param("scope", scope.ordinal())
                .param("keys", keys.toArray(String[]::new))
                .query((row, _) -> sums.merge(row.getString("scope_key"), Figures.of(row), Figures::plus))
                .list();
        return sums;
    }

    Figures of(AccountId account, Scope scope, String key, Period period) {
        return of(account, scope, List.of(key), period).getOrDefault(key, Figures.NONE);
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
