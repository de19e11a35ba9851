package io.supportly.conversations;

import io.supportly.kernel.problems.Faults;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What the inbox list is asked for (API reference, List Conversations, and the sorts of the wire contract 5.1).
record ConversationQuery(
        @Nullable String status,
        @Nullable String assigneeType,
        @Nullable Long inboxId,
        @Nullable Long teamId,
        @Nullable List<String> labels,
        @Nullable String conversationType,
        @Nullable String sortBy,
        @Nullable Integer page) {

    private static final List<String> STATUSES = List.of("open", "resolved", "pending", "snoozed", "all");
    private static final List<String> ASSIGNEE_TYPES = List.of("me", "unassigned", "assigned", "all");
    private static final List<String> CONVERSATION_TYPES = List.of("participating", "unattended");

    ConversationQuery checked() {
        new Faults()
                .oneOf("status", status, STATUSES)
                .oneOf("assignee_type", assigneeType, ASSIGNEE_TYPES)
                .oneOf("conversation_type", conversationType, CONVERSATION_TYPES)
                .oneOf("sort_by", sortBy, Order.WORDS)
                .orThrow();
        return this;
    }

    /// Null: whatever its status.
    @Nullable
    Status only() {
        String word = status == null ? "open" : status;
        return word.equals("all") ? null : Status.of(word);
    }

    List<String> titles() {
        return labels == null
                ? List.of()
                : labels.stream()
                        .map(label -> label.toLowerCase(Locale.ROOT))
                        .distinct()
                        .toList();
    }

    Order order() {
        return sortBy == null ? Order.LAST_ACTIVITY_AT_DESC : Order.of(sortBy);
    }

    /// Each order is one that an index gives.
    enum Order {
        LAST_ACTIVITY_AT_DESC("c.last_activity_at desc, c.id desc"),
        LAST_ACTIVITY_AT_ASC("c.last_activity_at, c.id"),
        CREATED_AT_DESC("c.id desc"),
        CREATED_AT_ASC("c.id"),
        PRIORITY_DESC("c.priority desc nulls last, c.last_activity_at desc, c.id desc"),
        PRIORITY_ASC("c.priority asc nulls last, c.last_activity_at desc, c.id desc"),
        WAITING_SINCE_ASC("c.waiting_since asc nulls last, c.id"),
        WAITING_SINCE_DESC("c.waiting_since desc nulls last, c.id");

        static final List<String> WORDS = List.of(
                "last_activity_at_desc",
                "last_activity_at_asc",
                "created_at_desc",
                "created_at_asc",
                "priority_desc",
                "priority_asc",
                "waiting_since_asc",
                "waiting_since_desc",
                "latest",
                "sort_on_created_at",
                "sort_on_priority",
                "sort_on_waiting_since");

        private final String sql;

        Order(String sql) {
            this.sql = sql;
        }

        String sql() {
            return sql;
        }

        static Order of(String word) {
            return switch (word) {
                case "latest" -> LAST_ACTIVITY_AT_DESC;
                case "sort_on_created_at" -> CREATED_AT_ASC;
                case "sort_on_priority" -> PRIORITY_DESC;
                case "sort_on_waiting_since" -> WAITING_SINCE_ASC;
                default -> valueOf(word.toUpperCase(Locale.ROOT));
            };
        }
    }
}
