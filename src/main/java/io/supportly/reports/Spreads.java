package io.supportly.reports;

import io.supportly.kernel.AccountId;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Reads how durations are spread, from buckets that each reach 5% further than the one before. A percentile is taken
/// for the middle of its bucket, so it is off by 2.5% of itself and 25 ms at most.
@Component
final class Spreads {
    private static final double WIDTH = 1.05;

    private final JdbcClient sql;

    Spreads(JdbcClient sql) {
        this.sql = sql;
    }

    /// How many there were in each bucket.
    record Spread(TreeMap<Integer, Long> buckets) {
        /// In seconds: the one below or at which the share of `percent` lies; null where there is none.
        @Nullable
        BigDecimal percentile(int percent) {
            long all = buckets.values().stream().mapToLong(Long::longValue).sum();
            long rank = (all * percent + 99) / 100;
            long passed = 0;
            for (Map.Entry<Integer, Long> bucket : buckets.entrySet()) {
                passed += bucket.getValue();
                if (passed >= rank && passed > 0) {
                    return middle(bucket.getKey());
                }
            }
            return null;
        }

        /// Bucket 0 is what took no time.
        private static BigDecimal middle(int bucket) {
            double seconds = bucket == 0 ? 0 : Math.pow(WIDTH, bucket - 0.5) - 1;
            return Figures.seconds(Math.round(seconds * 1000));
        }
    }

    Map<Measure, Spread> of(AccountId account, Scope scope, String key, boolean inBusiness, Period period) {
        var spreads = new EnumMap<Measure, Spread>(Measure.class);
        sql.sql("""
                        select f.measure, f.bucket, f.total
                        from unnest(:grains::smallint[], :froms::timestamptz[], :untils::timestamptz[])
                          s (grain, since, until)
                        cross join lateral (
                          select r.measure, r.bucket, sum(r.total) as total
                          from report_spreads r
                          where r.account_id = :account and r.scope = :scope and r.scope_key = :key
                            and r.measure in (0, 1, 2) and r.business = :business and r.grain = s.grain
                            and r.at >= s.since and r.at < s.until
                          group by r.measure, r.bucket
                        ) f
                        """)
                .params(Rollups.binds(period.slices()))
                .param("account", account.value())
                .param("scope", scope.ordinal())
                .param("key", key)
                .param("business", inBusiness)
                .query((row, _) -> spreads.computeIfAbsent(
                                Measure.of(row.getInt("measure")), _ -> new Spread(new TreeMap<>()))
                        .buckets()
                        .merge(row.getInt("bucket"), row.getLong("total"), Long::sum))
                .list();
        return spreads;
    }
}
