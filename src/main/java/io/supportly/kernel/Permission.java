package io.supportly.kernel;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/// What a custom role can let an agent do.
public enum Permission {
    CONVERSATION_MANAGE,
    CONVERSATION_UNASSIGNED_MANAGE,
    CONVERSATION_PARTICIPATING_MANAGE,
    CONTACT_MANAGE,
    REPORT_MANAGE,
    KNOWLEDGE_BASE_MANAGE;

    public static final List<String> WORDS =
            Stream.of(values()).map(Permission::word).toList();

    /// Each of them shows some conversations.
    private static final Set<Permission> OF_CONVERSATIONS =
            Set.of(CONVERSATION_MANAGE, CONVERSATION_UNASSIGNED_MANAGE, CONVERSATION_PARTICIPATING_MANAGE);

    /// The word on the wire and in the database.
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Whether who holds these, and is an agent, may do what is for `needed` and stands under that scope. The one place
    /// that says it; what he sees of the conversations then is not for here to say.
    static boolean suffice(Set<Permission> held, Role needed, String scope) {
        return switch (scope.replaceFirst("\\..*", "")) {
            case "conversations", "messages" -> needed == Role.AGENT && showConversations(held);
            case "contacts" ->
                held.contains(CONTACT_MANAGE)
                        || (needed == Role.AGENT && scope.equals("contacts.read") && showConversations(held));
            case "reports" -> held.contains(REPORT_MANAGE);
            default -> needed == Role.AGENT;
        };
    }

    static boolean showConversations(Set<Permission> held) {
        return !Collections.disjoint(held, OF_CONVERSATIONS);
    }

    public static Permission of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
