package io.supportly.conversations;

import io.supportly.kernel.Caller;
import java.util.Locale;

/// Why a conversation has another assignee than before, as its event keeps it.
enum AssignmentReason {
    /// Somebody said so.
    MANUAL(""),
    RULE(""),
    BOT(""),
    AUTO_ASSIGNMENT("auto-assignment"),
    AGENT_OFFLINE("the agent went offline"),
    AGENT_REMOVED("the agent was removed");

    /// Where the event keeps it.
    static final String KEY = "assignment_reason";

    private final String told;

    AssignmentReason(String told) {
        this.told = told;
    }

    static AssignmentReason of(Caller caller) {
        return switch (caller) {
            case Caller.Rule _ -> RULE;
            case Caller.Bot _ -> BOT;
            case Caller.Member _, Caller.Visitor _, Caller.System _ -> MANUAL;
        };
    }

    static AssignmentReason named(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Whether nobody chose the assignee.
    boolean isAutomatic() {
        return !told.isEmpty();
    }

    /// For the activity line.
    String told() {
        return told;
    }
}
