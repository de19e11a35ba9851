package io.supportly.webhooks;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One try to deliver, and what follows from it.
///
/// @param status `PENDING` when there is to be another, at `next`
/// @param answer null when nobody was called
/// @param isGone the endpoint said that it never wants to be called again
record Attempt(
        Delivery delivery,
        DeliveryStatus status,
        @Nullable Instant next,
        @Nullable Answer answer,
        boolean isGone) {

    private static final int TOO_MANY = 429;
    private static final int INTERNAL_ERROR = 500;

    /// What came back.
    ///
    /// @param called false when the address may not be called
    /// @param status the other side's HTTP status, if it answered
    record Answer(
            String url,
            boolean called,
            @Nullable Integer status,
            @Nullable String body,
            @Nullable String error,
            int tookMs,
            @Nullable String retryAfter) {
        boolean succeeded() {
            return error == null;
        }

        /// Whether the same call can go better in a moment.
        boolean mayPass() {
            return status == null ? called : status == TOO_MANY || status >= INTERNAL_ERROR;
        }
    }

    boolean succeeded() {
        return status == DeliveryStatus.DELIVERED;
    }

    /// Whether the endpoint was tried and failed.
    boolean failed() {
        return answer != null && !succeeded();
    }
}
