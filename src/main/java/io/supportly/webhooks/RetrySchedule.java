package io.supportly.webhooks;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// When a delivery is tried again, never before the time that the receiver asked for.
///
/// @param delays between the attempts
/// @param jitter a part of chance keeps receivers that failed together from being called together
/// @param longestWish how long a receiver can make us wait
record RetrySchedule(List<Duration> delays, double jitter, Duration longestWish) {
    /// Ten attempts over three days, further and further apart.
    static final RetrySchedule OF_WEBHOOKS = new RetrySchedule(
            List.of(
                    Duration.ofSeconds(5),
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(30),
                    Duration.ofHours(2),
                    Duration.ofHours(5),
                    Duration.ofHours(10),
                    Duration.ofHours(20),
                    Duration.ofHours(34)),
            0.1,
            Duration.ofHours(24));

    /// Three in short order: behind a bot a customer waits.
    static final RetrySchedule OF_BOTS =
            new RetrySchedule(List.of(Duration.ofSeconds(3), Duration.ofSeconds(3)), 0, Duration.ofSeconds(20));

    /// The time of the next attempt after `made` of them, or none after the last. `chance` is from 0 to 1.
    Optional<Instant> next(int made, @Nullable String retryAfter, Instant now, double chance) {
        if (made > delays.size()) {
            return Optional.empty();
        }
        double factor = 1 - jitter + 2 * jitter * chance;
        Duration usual = Duration.ofMillis(Math.round(delays.get(made - 1).toMillis() * factor));
        Duration wish = wish(retryAfter, now);
        return Optional.of(now.plus(wish.compareTo(usual) > 0 ? wish : usual));
    }

    private Duration wish(@Nullable String retryAfter, Instant now) {
        if (retryAfter == null) {
            return Duration.ZERO;
        }
        Duration wish = read(retryAfter.strip(), now);
        return wish.compareTo(longestWish) > 0 ? longestWish : wish;
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
