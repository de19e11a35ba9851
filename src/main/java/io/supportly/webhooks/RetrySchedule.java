package io.supportly.webhooks;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// When a delivery is tried again: ten attempts over three days, further and further apart, and never before the time
/// that the receiver asked for. A tenth of chance keeps receivers that failed together from being called together.
final class RetrySchedule {
    private static final List<Duration> DELAYS = List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(20),
            Duration.ofHours(34));
    private static final double JITTER = 0.1;
    private static final Duration LONGEST_WISH = Duration.ofHours(24);

    private RetrySchedule() {}

    /// The time of the next attempt after `made` of them, or none after the last. `chance` is from 0 to 1.
    static Optional<Instant> next(int made, @Nullable String retryAfter, Instant now, double chance) {
        if (made > DELAYS.size()) {
            return Optional.empty();
        }
        double factor = 1 - JITTER + 2 * JITTER * chance;
        Duration usual = Duration.ofMillis(Math.round(DELAYS.get(made - 1).toMillis() * factor));
        Duration wish = wish(retryAfter, now);
        return Optional.of(now.plus(wish.compareTo(usual) > 0 ? wish : usual));
    }

    private static Duration wish(@Nullable String retryAfter, Instant now) {
        if (retryAfter == null) {
            return Duration.ZERO;
        }
        Duration wish = read(retryAfter.strip(), now);
        return wish.compareTo(LONGEST_WISH) > 0 ? LONGEST_WISH : wish;
    }

    private static Duration read(String retryAfter, Instant now) {
        if (retryAfter.matches("\\d{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(retryAfter));
        }
        try {
            Instant time = ZonedDateTime.parse(retryAfter, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Duration.between(now, time);
        } catch (DateTimeException e) {
            return Duration.ZERO;
        }
    }
}
