package io.supportly.reports;

import io.supportly.kernel.problems.Faults;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a report of rows is asked for: when, and whether only working hours count.
record RowsQuery(
        @Nullable String since,
        @Nullable String until,
        @Nullable String timezoneOffset,
        @Nullable String timezone,
        @Nullable Boolean businessHours) {

    Period checked(Instant now) {
        var faults = new Faults();
        Period period = new Span(since, until, timezoneOffset, timezone).checked(faults, now);
        faults.orThrow();
        return period;
    }

    boolean inBusiness() {
        return Boolean.TRUE.equals(businessHours);
    }
}
