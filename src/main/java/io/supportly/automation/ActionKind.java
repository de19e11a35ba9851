package io.supportly.automation;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What can be done to a conversation.
enum ActionKind {
    SEND_MESSAGE,
    ADD_PRIVATE_NOTE,
    ADD_LABEL,
    REMOVE_LABEL,
    ASSIGN_AGENT,
    ASSIGN_TEAM,
    REMOVE_ASSIGNED_AGENT,
    REMOVE_ASSIGNED_TEAM,
    SEND_EMAIL_TO_TEAM,
    SEND_EMAIL_TRANSCRIPT,
    SEND_WEBHOOK_EVENT,
    SEND_ATTACHMENT,
    CHANGE_STATUS,
    CHANGE_PRIORITY,
    RESOLVE_CONVERSATION,
    OPEN_CONVERSATION,
    PENDING_CONVERSATION,
    SNOOZE_CONVERSATION,
    MUTE_CONVERSATION;

    static final Set<ActionKind> OF_RULES = EnumSet.allOf(ActionKind.class);
    static final Set<ActionKind> OF_MACROS =
            EnumSet.complementOf(EnumSet.of(SEND_EMAIL_TO_TEAM, OPEN_CONVERSATION, PENDING_CONVERSATION));

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<ActionKind> of(@Nullable String word) {
        return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }

    static String words(Set<ActionKind> kinds) {
        return kinds.stream().map(ActionKind::word).collect(Collectors.joining(", "));
    }
}
