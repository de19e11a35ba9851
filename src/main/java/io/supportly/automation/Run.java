package io.supportly.automation;

import io.supportly.kernel.json.Times;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One application of a rule to an event.
///
/// @param matched false when the rule made no sense; `error` says why
record Run(
        long id,
        long eventId,
        String eventName,
        long conversation,
        @Nullable Long message,
        boolean matched,
        List<Outcome> outcomes,
        @Nullable String error,
        Instant createdAt) {

    /// What the API shows.
    record Rest(
            long id,
            long eventId,
            String eventName,
            long conversationId,
            @Nullable Long messageId,
            boolean matched,
            List<Outcome> actions,
            @Nullable String error,
            long createdAt) {}

    Rest rest() {
        return new Rest(
                id, eventId, eventName, conversation, message, matched, outcomes, error, Times.seconds(createdAt));
    }
}
