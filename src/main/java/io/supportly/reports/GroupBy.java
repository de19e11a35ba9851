package io.supportly.reports;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// How a time series is cut, in the time zone that is asked for; weeks begin on Monday.
enum GroupBy {
    HOUR(ChronoUnit.HOURS),
    DAY(ChronoUnit.DAYS),
    WEEK(ChronoUnit.WEEKS),
    MONTH(ChronoUnit.MONTHS),
    YEAR(ChronoUnit.YEARS);

    static final List<String> WORDS = Arrays.stream(values())
            .map(group -> group.name().toLowerCase(Locale.ROOT))
            .toList();

    private final ChronoUnit unit;

    GroupBy(ChronoUnit unit) {
        this.unit = unit;
    }

    static GroupBy of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /// Roughly how many groups the time has.
    long count(Instant first, Instant end) {
        return (end.getEpochSecond() - first.getEpochSecond())
                / unit.getDuration().toSeconds();
    }

    /// When each group begins, the first perhaps before `first`.
    List<Instant> starts(Period period, Instant first) {
        ZonedDateTime begin = begin(first.atZone(period.zone()));
        Instant end = period.end();
        var starts = new ArrayList<Instant>();
        Instant next = begin.toInstant();
        for (int i = 1; next.isBefore(end); i++) {
            starts.add(next);
            next = begin.plus(i, unit).toInstant();
        }
        return starts;
    }

    private ZonedDateTime begin(ZonedDateTime time) {
        if (this == HOUR) {
            return time.truncatedTo(ChronoUnit.HOURS);
        }
        ZonedDateTime day = time.toLocalDate().atStartOfDay(time.getZone());
        return switch (this) {
            case HOUR, DAY -> day;
            case WEEK ->
                time.toLocalDate()
                        .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                        .atStartOfDay(time.getZone());
            case MONTH -> time.toLocalDate().withDayOfMonth(1).atStartOfDay(time.getZone());
            case YEAR -> time.toLocalDate().withDayOfYear(1).atStartOfDay(time.getZone());
        };
    }
}
