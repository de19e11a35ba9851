package io.supportly.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {
    private static final Instant NOW = Instant.parse("2026-05-04T10:00:00Z");

    @Test
    void ten_attempts_spread_over_three_days() {
        Instant time = NOW;
        int attempts = 1;
        while (RetrySchedule.OF_WEBHOOKS.next(attempts, null, time, 0.5).isPresent()) {
            time = RetrySchedule.OF_WEBHOOKS.next(attempts, null, time, 0.5).orElseThrow();
            attempts++;
        }

        assertThat(attempts).isEqualTo(10);
        assertThat(Duration.between(NOW, time)).isBetween(Duration.ofHours(71), Duration.ofHours(73));
    }

    @Test
    void chance_moves_an_attempt_by_a_tenth_either_way() {
        assertThat(wait(1, null, 0)).isEqualTo(Duration.ofMillis(4_500));
        assertThat(wait(1, null, 1)).isEqualTo(Duration.ofMillis(5_500));
    }

    @Test
    void the_receivers_wish_is_honoured_in_both_forms() {
        assertThat(wait(1, "120", 0.5)).isEqualTo(Duration.ofMinutes(2));
        assertThat(wait(1, "Mon, 04 May 2026 11:00:00 GMT", 0.5)).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void a_wish_neither_hurries_nor_stops_us() {
        assertThat(wait(2, "0", 0.5)).isEqualTo(Duration.ofMinutes(1));
        assertThat(wait(2, "-7", 0.5)).isEqualTo(Duration.ofMinutes(1));
        assertThat(wait(2, "soon", 0.5)).isEqualTo(Duration.ofMinutes(1));
        assertThat(wait(2, "Mon, 04 May 2020 11:00:00 GMT", 0.5)).isEqualTo(Duration.ofMinutes(1));
        assertThat(wait(2, "999999999", 0.5)).isEqualTo(Duration.ofHours(24));
    }

    @Test
    void a_bot_is_called_three_times_in_short_order_whatever_it_wishes() {
        RetrySchedule schedule = RetrySchedule.OF_BOTS;

        assertThat(schedule.next(1, null, NOW, 0)).contains(NOW.plusSeconds(3));
        assertThat(schedule.next(2, null, NOW, 1)).contains(NOW.plusSeconds(3));
        assertThat(schedule.next(2, "3600", NOW, 0)).contains(NOW.plusSeconds(20));
        assertThat(schedule.next(3, null, NOW, 0)).isEmpty();
    }

    private static Duration wait(int made, String retryAfter, double chance) {
        return Duration.between(
                NOW,
                RetrySchedule.OF_WEBHOOKS.next(made, retryAfter, NOW, chance).orElseThrow());
    }
}
