package io.supportly.reports;

import io.supportly.kernel.Caller;
import io.supportly.kernel.Role;
import io.supportly.kernel.web.Allow;
import io.supportly.kernel.web.FromQuery;
import io.supportly.reports.Spreads.Spread;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Reports", description = SummaryReportsController.ABOUT)
final class PercentilesController {
    private static final Spread NONE = new Spread(new TreeMap<>());

    private final Subjects subjects;
    private final Rollups rollups;
    private final Spreads spreads;
    private final Clock clock;

    PercentilesController(Subjects subjects, Rollups rollups, Spreads spreads, Clock clock) {
        this.subjects = subjects;
        this.rollups = rollups;
        this.spreads = spreads;
        this.clock = clock;
    }

    /// In seconds, null where there was none.
    record Percentiles(
            long count,
            @Nullable BigDecimal average,
            @Nullable BigDecimal median,
            @Nullable BigDecimal p90,
            @Nullable BigDecimal p95) {

        static Percentiles of(Figures.Taken taken, Spread spread, boolean inBusiness) {
            return new Percentiles(
                    taken.count(),
                    taken.average(inBusiness),
                    spread.percentile(50),
                    spread.percentile(90),
                    spread.percentile(95));
        }
    }

    record Answer(Percentiles firstResponseTime, Percentiles replyTime, Percentiles resolutionTime) {}

    @GetMapping("/api/v2/accounts/{account}/reports/percentiles")
    @Allow(role = Role.ADMINISTRATOR, scope = "reports.read")
    @Operation(
            summary = "Show how times are spread",
            description = "The average, which is exact, and the times within which a half, 90% and 95% were answered or"
                    + " resolved, which are off by 2.5% and 25 ms at most.")
    Answer show(Caller caller, @FromQuery ReportsController.Query query) {
        Period period = query.checked(clock.instant());
        Scope scope = ReportsController.scope(query.type());
        String key = subjects.get(caller.account(), scope, query.id() == null ? 0 : query.id())
                .key();
        boolean inBusiness = query.inBusiness();
        Figures figures = rollups.of(caller.account(), scope, key, period);
        Map<Measure, Spread> all = spreads.of(caller.account(), scope, key, inBusiness, period);
        return new Answer(
                Percentiles.of(figures.firstResponse(), all.getOrDefault(Measure.FIRST_RESPONSE, NONE), inBusiness),
                Percentiles.of(figures.reply(), all.getOrDefault(Measure.REPLY_TIME, NONE), inBusiness),
                Percentiles.of(
                        figures.resolution(), all.getOrDefault(Measure.CONVERSATION_RESOLVED, NONE), inBusiness));
    }
}
