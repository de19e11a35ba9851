package io.supportly.conversations;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.web.SlidingWindow;
import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;

/// Two programs that answer each other must not fill the database: so many messages a conversation in any minute.
@Component
final class Flood {
    private static final int MOST_A_MINUTE = 200;
    private static final int MOST_WINDOWS = 50_000;

    private record Key(long account, long conversation) {}

    private final Clock clock;
    private final Cache<Key, SlidingWindow> windows = Caffeine.newBuilder()
            .maximumSize(MOST_WINDOWS)
            .expireAfterAccess(Duration.ofMinutes(2))
            .build();

    Flood(Clock clock) {
        this.clock = clock;
    }

    void check(Conversation conversation) {
        var key = new Key(conversation.account().value(), conversation.number());
        SlidingWindow window = windows.get(key, _ -> new SlidingWindow());
        synchronized (window) {
            if (!window.take(clock.instant().getEpochSecond(), MOST_A_MINUTE)) {
                throw Problem.invalid(
                        null, "Too many messages in this conversation, try again in a minute", "too_many");
            }
        }
    }
}
