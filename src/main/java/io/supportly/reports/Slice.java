package io.supportly.reports;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/// A stretch of time whose roll-ups are read in one grain.
record Slice(Grain grain, Instant from, Instant until) {
    static final Duration QUARTER = Duration.ofMinutes(15);

    /// The place in this list is the number in the database.
    enum Grain {
        DAY,
        QUARTER
    }

    /// What lies between the first and the last of `bounds`, so that no slice crosses any of them: whole days in UTC as
    /// days, the rest as quarter hours.
    static List<Slice> between(List<Instant> bounds) {
        var slices = new ArrayList<Slice>();
        for (int i = 0; i + 1 < bounds.size(); i++) {
            Instant from = bounds.get(i);
            Instant until = bounds.get(i + 1);
            Instant firstDay = up(from, ChronoUnit.DAYS.getDuration());
            Instant lastDay = down(until, ChronoUnit.DAYS.getDuration());
            if (firstDay.isBefore(lastDay)) {
                add(slices, new Slice(Grain.QUARTER, from, firstDay));
                add(slices, new Slice(Grain.DAY, firstDay, lastDay));
                add(slices, new Slice(Grain.QUARTER, lastDay, until));
            } else {
                add(slices, new Slice(Grain.QUARTER, from, until));
            }
        }
        return slices;
    }

    static List<Slice> of(Grain grain, List<Slice> slices) {
        return slices.stream().filter(slice -> slice.grain == grain).toList();
    }

    /// Joined with the one before where that has the same grain.
    private static void add(List<Slice> slices, Slice next) {
        if (!next.from.isBefore(next.until)) {
            return;
        }
        Slice last = slices.isEmpty() ? null : slices.getLast();
        if (last != null && last.grain == next.grain && last.until.equals(next.from)) {
            slices.set(slices.size() - 1, new Slice(last.grain, last.from, next.until));
            return;
        }
        slices.add(next);
    }

    static Instant down(Instant time, Duration step) {
        return time.minusSeconds(Math.floorMod(time.getEpochSecond(), step.toSeconds()))
                .truncatedTo(ChronoUnit.SECONDS);
    }

    static Instant up(Instant time, Duration step) {
        Instant down = down(time, step);
        return down.equals(time) ? time : down.plus(step);
    }
}
