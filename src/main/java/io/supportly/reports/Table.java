package io.supportly.reports;

import io.supportly.kernel.files.Cells;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A report as a CSV file: the period, an empty line, the head, the rows. Times are words for people.
final class Table {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);
    private static final int MINUTE = 60;
    private static final int HOUR = 60 * MINUTE;
    private static final int DAYS = 24 * HOUR;

    private final List<List<String>> rows = new ArrayList<>();

    Table(Period period, List<String> head) {
        String since = period.since() == null
                ? "the beginning"
                : DAY.format(period.first().atZone(period.zone()));
        String until = DAY.format(period.end().atZone(period.zone()));
        rows.add(List.of("Reporting period " + since + " to " + until + " (" + period.zone() + ")"));
        rows.add(List.of());
        rows.add(head);
    }

    void add(List<String> row) {
        rows.add(row);
    }

    /// The two largest parts: `2 hours 5 minutes`.
    static String words(@Nullable BigDecimal time) {
        if (time == null) {
            return "N/A";
        }
        long seconds = time.setScale(0, RoundingMode.HALF_UP).longValueExact();
        if (seconds >= DAYS) {
            return join(part(seconds / DAYS, "day"), part(seconds % DAYS / HOUR, "hour"));
        }
        if (seconds >= HOUR) {
            return join(part(seconds / HOUR, "hour"), part(seconds % HOUR / MINUTE, "minute"));
        }
        return seconds >= MINUTE
                ? join(part(seconds / MINUTE, "minute"), part(seconds % MINUTE, "second"))
                : seconds + (seconds == 1 ? " second" : " seconds");
    }

    private static String part(long number, String unit) {
        return number == 0 ? "" : number + " " + unit + (number == 1 ? "" : "s");
    }

    private static String join(String large, String small) {
        return small.isEmpty() ? large : large + " " + small;
    }

    byte[] bytes() {
        return Cells.bytes(rows);
    }
}
