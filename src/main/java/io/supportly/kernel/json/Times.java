package io.supportly.kernel.json;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// The three ways a time is written: Unix seconds, Unix seconds with a fraction, ISO 8601 with milliseconds.
public final class Times {
    private static final DateTimeFormatter ISO =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private Times() {}

    public static long seconds(Instant time) {
        return time.getEpochSecond();
    }

    /// 0 for a time that never was, as clients of this format expect.
    public static long secondsOrZero(@Nullable Instant time) {
        return time == null ? 0 : time.getEpochSecond();
    }

    public static @Nullable Long secondsOrNull(@Nullable Instant time) {
        return time == null ? null : time.getEpochSecond();
    }

    /// A decimal, because a `double` of this size would be written with an exponent.
    public static BigDecimal fractional(Instant time) {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, time);
        return BigDecimal.valueOf(micros, 6);
    }

    public static String iso(Instant time) {
        return ISO.format(time);
    }

    public static @Nullable String isoOrNull(@Nullable Instant time) {
        return time == null ? null : iso(time);
    }
}
