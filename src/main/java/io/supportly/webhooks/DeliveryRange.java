package io.supportly.webhooks;

import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.web.Required;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What is to be sent again: deliveries of a time, of one status.
record DeliveryRange(
        @Required @Nullable Instant since,
        @Nullable Instant until,
        @Nullable String status) {
    private static final List<String> AGAIN = List.of("failed", "cancelled", "delivered");

    /// Without anything missing.
    record Checked(Instant since, Instant until, DeliveryStatus status) {}

    record Redelivered(int count) {}

    Checked checked(Instant now) {
        Instant end = until == null ? now : until;
        new Faults()
                .present("since", since)
                .check("until", since == null || !end.isBefore(since), "must not be before since", "invalid")
                .oneOf("status", status, AGAIN)
                .orThrow();
        return new Checked(
                Objects.requireNonNull(since), end, status == null ? DeliveryStatus.FAILED : DeliveryStatus.of(status));
    }
}
