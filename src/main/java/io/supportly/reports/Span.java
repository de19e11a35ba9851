package io.supportly.reports;

import io.supportly.kernel.problems.Fault;
import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.problems.Kind;
import io.supportly.kernel.problems.Problem;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The time of a report as a client asks for it: Unix seconds or ISO 8601, days being those of the time zone, which is
/// a name or an offset in hours. A day as `until` is included.
record Span(
        @Nullable String since,
        @Nullable String until,
        @Nullable String timezoneOffset,
        @Nullable String timezone) {
    private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2999-12-31T23:59:59Z");
    private static final BigDecimal FARTHEST = BigDecimal.valueOf(14);
    private static final BigDecimal QUARTERS = BigDecimal.valueOf(4);
    private static final int QUARTER_SECONDS = 900;

    /// What can not be read is told at once, what is no good goes to `faults`; then what is returned is of no use.
    Period checked(Faults faults, Instant now) {
        var unreadable = new ArrayList<Fault>();
        ZoneId zone = zone(faults, unreadable);
        Instant from = since == null ? null : time("since", since, zone, false, unreadable);
        Instant to = until == null ? null : time("until", until, zone, true, unreadable);
        if (!unreadable.isEmpty()) {
            throw Problem.of(Kind.MALFORMED, unreadable);
        }
        checkBounds(faults, "since", from);
        checkBounds(faults, "until", to);
        Instant end = to == null ? now.plus(Slice.QUARTER) : to;
        faults.check("until", from == null || from.isBefore(end), "must be after since", "invalid");
        return new Period(from, end, zone);
    }

    private static void checkBounds(Faults faults, String field, @Nullable Instant time) {
        faults.check(
                field,
                time == null || !(time.isBefore(EARLIEST) || time.isAfter(LATEST)),
                "must be between the years 1970 and 2999",
                "inclusion");
    }

    private ZoneId zone(Faults faults, List<Fault> unreadable) {
        ZoneId byOffset = timezoneOffset == null ? ZoneOffset.UTC : offset(faults, timezoneOffset, unreadable);
        if (timezone == null) {
            return byOffset;
        }
        try {
            return ZoneId.of(timezone);
        } catch (DateTimeException e) {
            faults.add("timezone", "is not a known time zone", "invalid");
            return byOffset;
        }
    }

    /// A name can be any that Java knows, an offset only one that exists.
    private static ZoneId offset(Faults faults, String text, List<Fault> unreadable) {
        if (!text.strip().matches("[+-]?\\d{1,3}(\\.\\d{1,6})?")) {
            unreadable.add(new Fault("timezone_offset", "must be a number of hours", "invalid"));
            return ZoneOffset.UTC;
        }
        var hours = new BigDecimal(text.strip());
        BigDecimal quarters = hours.multiply(QUARTERS);
        boolean known = hours.abs().compareTo(FARTHEST) <= 0
                && quarters.stripTrailingZeros().scale() <= 0;
        if (!known) {
            faults.add("timezone_offset", "must be quarter hours between -14 and 14", "inclusion");
            return ZoneOffset.UTC;
        }
        return ZoneOffset.ofTotalSeconds(quarters.intValueExact() * QUARTER_SECONDS);
    }

    private static @Nullable Instant time(
            String field, String text, ZoneId zone, boolean isEnd, List<Fault> unreadable) {
        try {
            return time(text.strip(), zone, isEnd);
        } catch (DateTimeException e) {
            unreadable.add(new Fault(field, "must be a time: Unix seconds or ISO 8601", "invalid"));
            return null;
        }
    }

    private static Instant time(String text, ZoneId zone, boolean isEnd) {
        if (text.matches("-?\\d{1,12}")) {
            return Instant.ofEpochSecond(Long.parseLong(text));
        }
        if (text.matches("\\d{4}-\\d\\d-\\d\\d")) {
            LocalDate day = LocalDate.parse(text);
            return (isEnd ? day.plusDays(1) : day).atStartOfDay(zone).toInstant();
        }
        // A plus sign that was not escaped has become a blank.
        String whole = text.replaceFirst("T(.*) (\\d\\d:?\\d\\d)$", "T$1+$2");
        return whole.matches(".*(Z|[+-]\\d\\d:?\\d\\d)$") && whole.contains("T")
                ? OffsetDateTime.parse(whole).toInstant()
                : LocalDateTime.parse(whole).atZone(zone).toInstant();
    }
}
