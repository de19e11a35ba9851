package io.supportly.reports;

import io.supportly.inboxes.Inbox;
import io.supportly.inboxes.WorkingHours;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/// How much of a stretch of time falls into the working hours of an inbox, in its time zone; nothing where it has none.
final class BusinessTime {
    private BusinessTime() {}

    static Duration between(Inbox inbox, Instant start, Instant end) {
        if (!Boolean.TRUE.equals(inbox.options().get("working_hours_enabled"))) {
            return Duration.ZERO;
        }
        ZoneId zone = inbox.zone();
        LocalDate last = end.atZone(zone).toLocalDate();
        Duration sum = Duration.ZERO;
        for (LocalDate day = start.atZone(zone).toLocalDate(); !day.isAfter(last); day = day.plusDays(1)) {
            for (WorkingHours hours : inbox.workingHours()) {
                if (hours.dayOfWeek() == day.getDayOfWeek().getValue() % 7) {
                    sum = sum.plus(on(day, hours, zone, start, end));
                }
            }
        }
        return sum;
    }

    private static Duration on(LocalDate day, WorkingHours hours, ZoneId zone, Instant start, Instant end) {
        if (hours.closedAllDay()) {
            return Duration.ZERO;
        }
        if (hours.openAllDay()) {
            return overlap(
                    start,
                    end,
                    day.atStartOfDay(zone).toInstant(),
                    day.plusDays(1).atStartOfDay(zone).toInstant());
        }
        if (hours.openHour() == null || hours.closeHour() == null) {
            return Duration.ZERO;
        }
        LocalTime opens = LocalTime.of(hours.openHour(), orZero(hours.openMinutes()));
        LocalTime closes = LocalTime.of(hours.closeHour(), orZero(hours.closeMinutes()));
        return overlap(
                start,
                end,
                day.atTime(opens).atZone(zone).toInstant(),
                day.atTime(closes).atZone(zone).toInstant());
    }

    private static int orZero(@Nullable Integer minutes) {
        return minutes == null ? 0 : minutes;
    }

    private static Duration overlap(Instant start, Instant end, Instant opens, Instant closes) {
        Instant from = start.isAfter(opens) ? start : opens;
        Instant until = end.isBefore(closes) ? end : closes;
        return from.isBefore(until) ? Duration.between(from, until) : Duration.ZERO;
    }
}
