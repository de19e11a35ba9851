package io.supportly.reports;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The time that a report is about: from `since` (null: from the beginning) to before `until`. Roll-ups know quarter
/// hours, so both are widened to them.
record Period(@Nullable Instant since, Instant until, ZoneId zone) {

    Instant first() {
        return since == null ? Instant.EPOCH : Slice.down(since, Slice.QUARTER);
    }

    Instant end() {
        return Slice.up(until, Slice.QUARTER);
    }

    List<Slice> slices() {
        return Slice.between(List.of(first(), end()));
    }

    /// As long, and just before; null where there is nothing before.
    @Nullable
    Period previous() {
        return since == null ? null : new Period(first().minus(Duration.between(first(), end())), first(), zone);
    }
}
