package io.supportly.webhooks;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One event on its way to one endpoint, held by this node until `heldUntil`.
///
/// @param messageId what the receiver knows it by, the same at each attempt
/// @param attempts how many there were before
record Delivery(
        Endpoint endpoint, long id, UUID messageId, String event, String payload, int attempts, Instant heldUntil) {

    /// What is true for a moment only is told once.
    boolean isPassing() {
        return event.startsWith("conversation_typing_");
    }

    boolean isOfMessage() {
        return isOfMessage(event);
    }

    private static boolean isOfMessage(String event) {
        return event.startsWith("message_");
    }

    /// Without what customers wrote: it is for logs.
    @Override
    public String toString() {
        return "Delivery " + id + " of account " + endpoint.account();
    }

    /// A delivery that is not written yet. `held` says that this node goes on with it at once.
    ///
    /// @param eventId null for what is not in the log
    record Draft(
            Endpoint endpoint,
            @Nullable Long eventId,
            UUID messageId,
            String event,
            String url,
            String payload,
            boolean held) {
        /// Whether a customer may be waiting for what a bot makes of it.
        boolean isWaitedFor() {
            return endpoint.kind() == Endpoint.Kind.BOT && isOfMessage(event);
        }
    }
}
