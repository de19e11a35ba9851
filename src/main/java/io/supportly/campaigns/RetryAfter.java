package io.supportly.campaigns;

import io.supportly.kernel.net.Outcome;
import java.time.Duration;

/// How long a gateway wants to be left alone. A date, or nothing that can be read, is half a minute.
final class RetryAfter {
    private static final Duration USUAL = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofHours(1);

    private RetryAfter() {}

    static Duration of(Outcome.Answered answer) {
        String header = answer.headers().getOrDefault("retry-after", "").strip();
        if (!header.matches("\\d{1,9}")) {
            return USUAL;
        }
        Duration asked = Duration.ofSeconds(Math.max(1, Long.parseLong(header)));
        return asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
    }
}
