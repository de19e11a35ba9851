package io.supportly.automation;

import io.supportly.kernel.events.Event;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a rule waits for.
enum Trigger {
    CONVERSATION_CREATED,
    CONVERSATION_UPDATED,
    CONVERSATION_OPENED,
    CONVERSATION_RESOLVED,
    MESSAGE_CREATED;

    static final List<String> WORDS = Arrays.stream(values()).map(Trigger::word).toList();

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Trigger> of(@Nullable String word) {
        return Arrays.stream(values())
                .filter(trigger -> trigger.word().equals(word))
                .findFirst();
    }

    /// Empty for what no rule waits for, activity lines among it.
    static Optional<Trigger> of(Event event) {
        if (event.conversationId() == null) {
            return Optional.empty();
        }
        return switch (event.type()) {
            case "conversation_created" -> Optional.of(CONVERSATION_CREATED);
            case "conversation_updated" -> Optional.of(CONVERSATION_UPDATED);
            case "conversation_status_changed" -> ofStatus(event);
            case "message_created" ->
                event.messageId() == null || "activity".equals(event.data().get("message_type"))
                        ? Optional.empty()
                        : Optional.of(MESSAGE_CREATED);
            default -> Optional.empty();
        };
    }

    private static Optional<Trigger> ofStatus(Event event) {
        return Change.of(event, "status").map(Change::current).flatMap(status -> switch (status) {
            case "open" -> Optional.of(CONVERSATION_OPENED);
            case "resolved" -> Optional.of(CONVERSATION_RESOLVED);
            default -> Optional.empty();
        });
    }

    /// One attribute of an event's `changed_attributes`.
    record Change(@Nullable Object before, @Nullable Object after) {
        static Optional<Change> of(Event event, String attribute) {
            return event.data().get("changed_attributes") instanceof List<?> changes
                    ? changes.stream()
                            .filter(change -> change instanceof Map<?, ?> map && map.containsKey(attribute))
                            .findFirst()
                            .map(change -> of(((Map<?, ?>) change).get(attribute)))
                    : Optional.empty();
        }

        private static Change of(@Nullable Object values) {
            return values instanceof Map<?, ?> map
                    ? new Change(map.get("previous_value"), map.get("current_value"))
                    : new Change(null, null);
        }

        String current() {
            return String.valueOf(after);
        }
    }
}
