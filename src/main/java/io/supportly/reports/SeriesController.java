package io.supportly.reports;

import io.supportly.kernel.Caller;
import io.supportly.kernel.Role;
import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.web.Allow;
import io.supportly.kernel.web.FromQuery;
import io.supportly.kernel.web.Required;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Reports", description = SummaryReportsController.ABOUT)
final class SeriesController {
    private static final int MOST = 10_000;

    private final Subjects subjects;
    private final Rollups rollups;
    private final TimeSeries timeSeries;
    private final Clock clock;

    SeriesController(Subjects subjects, Rollups rollups, TimeSeries timeSeries, Clock clock) {
        this.subjects = subjects;
        this.rollups = rollups;
        this.timeSeries = timeSeries;
        this.clock = clock;
    }

    /// What, of whom, when, and how cut.
    record Query(
            @Required @Nullable String metric,
            @Nullable String type,
            @Nullable Long id,
            @Nullable String groupBy,
            @Nullable String since,
            @Nullable String until,
            @Nullable String timezoneOffset,
            @Nullable String timezone,
            @Nullable Boolean businessHours) {

        Period checked(Instant now) {
            var faults = new Faults()
                    .present("metric", metric)
                    .oneOf("metric", metric, Metric.WORDS)
                    .oneOf("group_by", groupBy, GroupBy.WORDS);
            ReportsController.checkSubject(faults, type, id);
            Period period = new Span(since, until, timezoneOffset, timezone).checked(faults, now);
            faults.orThrow();
            return period;
        }

        GroupBy group() {
            return groupBy == null ? GroupBy.DAY : GroupBy.of(groupBy);
        }
    }

    @GetMapping("/api/v2/accounts/{account}/reports")
    @Allow(role = Role.ADMINISTRATOR, scope = "reports.read")
    @Operation(
            summary = "Show a metric over time",
            description = "One entry for each hour, day, week, month or year of the time zone, also where nothing"
                    + " happened; `timestamp` is when it begins. An average says of how many (`count`).")
    List<Point> list(Caller caller, @FromQuery Query query) {
        Period period = query.checked(clock.instant());
        Scope scope = ReportsController.scope(query.type());
        var subject = subjects.get(caller.account(), scope, query.id() == null ? 0 : query.id());
        Instant first =
                period.since() == null ? rollups.beginning(caller.account()).orElse(clock.instant()) : period.first();
        if (query.group().count(first, period.end()) > MOST) {
            throw Problem.invalid("group_by", "makes more than " + MOST + " groups of that time");
        }
        List<Instant> starts = query.group().starts(period, first);
        Metric metric = Metric.of(Objects.requireNonNull(query.metric()));
        TimeSeries.Asked asked =
                metric.of(caller.account(), scope, subject.key(), Boolean.TRUE.equals(query.businessHours()));
        List<TimeSeries.Sum> series = timeSeries.of(asked, starts, slices(starts, first, period.end()));
        return IntStream.range(0, starts.size())
                .mapToObj(i -> metric.point(starts.get(i).getEpochSecond(), series.get(i)))
                .toList();
    }

    private static List<Slice> slices(List<Instant> starts, Instant first, Instant end) {
        var bounds = new ArrayList<Instant>();
        bounds.add(first);
        starts.stream().filter(first::isBefore).forEach(bounds::add);
        bounds.add(end);
        return Slice.between(bounds);
    }
}
