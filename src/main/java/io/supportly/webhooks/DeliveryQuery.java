package io.supportly.webhooks;

import io.supportly.kernel.problems.Faults;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Which lines of the log of deliveries somebody wants to see.
record DeliveryQuery(
        @Nullable Integer page,
        @Nullable String status,
        @Nullable String event) {
    static final int PAGE = 25;

    /// @param events what the endpoint can be told of, besides tests
    DeliveryQuery checked(List<String> events) {
        List<String> all =
                Stream.concat(events.stream(), Stream.of(DeliveryLog.TEST)).toList();
        new Faults()
                .oneOf("status", status, DeliveryStatus.WORDS)
                .oneOf("event", event, all)
                .orThrow();
        return this;
    }
}
