package io.supportly.conversations;

import io.supportly.kernel.problems.Faults;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
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
        @Nullable String q,
        @Nullable String sourceId,
        @Nullable Long updatedWithin,
        @Nullable Integer page) {

    private static final String LATEST = "c.last_activity_at desc, c.id desc";
    private static final List<String> STATUSES = List.of("open", "resolved", "pending", "snoozed", "all");
    private static final List<String> ASSIGNEE_TYPES = List.of("me", "unassigned", "assigned", "all");
    private static final List<String> CONVERSATION_TYPES = List.of("mention", "participating", "unattended");

    private static final long LONGEST_WITHIN = 365L * 24 * 60 * 60;

    ConversationQuery checked() {
        new Faults()
                .oneOf("status", status, STATUSES)
                .oneOf("assignee_type", assigneeType, ASSIGNEE_TYPES)
                .oneOf("conversation_type", conversationType, CONVERSATION_TYPES)
                .oneOf("sort_by", sortBy, Order.WORDS)
                .atMost("q", q, 255)
                .atMost("source_id", sourceId, 255)
                .between("updated_within", updatedWithin, 1, LONGEST_WITHIN)
                .orThrow();
        return this;
    }

    /// Null: whatever its status, which is also what a search for words asks.
    @Nullable
    Status only() {
        if (q != null) {
            return null;
        }
        String word = status == null ? "open" : status;
        return word.equals("all") ? null : Status.of(word);
    }

    String assignee() {
        return assigneeType == null ? "all" : assigneeType;
    }

    /// Whether the filters leave so few that they are looked up first and put in order then.
    boolean isOfFew() {
        return q != null
                || sourceId != null
                || "mention".equals(conversationType)
                || "participating".equals(conversationType);
    }

    boolean isOfAnyPlace() {
        return inboxId == null && teamId == null && !assignee().equals("me");
    }

    /// Whether there is an index for it, one status at a time.
    boolean isOfOnePlace() {
        return inboxId != null || teamId != null || List.of("me", "unassigned").contains(assignee());
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

    /// Whether more is asked than the counter rows can answer.
    boolean isNarrow() {
        return conversationType != null || q != null || sourceId != null || updatedWithin != null;
    }

    /// Each order is one that an index gives, or several in turn: what an index leaves out (no priority, nobody
    /// waiting, nothing unread) comes after what it holds.
    enum Order {
        LAST_ACTIVITY_AT_DESC(LATEST),
        LAST_ACTIVITY_AT_ASC("c.last_activity_at, c.id"),
        CREATED_AT_DESC("c.id desc"),
        CREATED_AT_ASC("c.id"),
        PRIORITY_DESC("c.priority desc nulls last, " + LATEST, byPriority(true, LATEST)),
        PRIORITY_ASC("c.priority asc nulls last, " + LATEST, byPriority(false, LATEST)),
        PRIORITY_DESC_CREATED_AT_ASC("c.priority desc nulls last, c.id", byPriority(true, "c.id")),
        WAITING_SINCE_ASC("c.waiting_since asc nulls last, c.id", waiting("c.waiting_since, c.id")),
        WAITING_SINCE_DESC("c.waiting_since desc nulls last, c.id", waiting("c.waiting_since desc, c.id")),
        UNREAD(
                "(c.unread_count > 0) desc, " + LATEST,
                List.of(new Part("c.unread_count > 0", LATEST), new Part("c.unread_count = 0", LATEST)));

        static final List<String> WORDS = Stream.concat(
                        Arrays.stream(values()).map(order -> order.name().toLowerCase(Locale.ROOT)),
                        Stream.of("latest", "sort_on_created_at", "sort_on_priority", "sort_on_waiting_since"))
                .toList();

        private final String sql;
        private final List<Part> parts;

        Order(String sql) {
            this(sql, List.of());
        }

        Order(String sql, List<Part> parts) {
            this.sql = sql;
            this.parts = parts;
        }

        String sql() {
            return sql;
        }

        /// Empty where one index has the whole order.
        List<Part> parts() {
            return parts;
        }

        boolean isByActivity() {
            return this == LAST_ACTIVITY_AT_DESC || this == LAST_ACTIVITY_AT_ASC;
        }

        private static List<Part> byPriority(boolean urgentFirst, String then) {
            Priority[] all = Priority.values();
            var parts = new ArrayList<Part>();
            for (int i = 0; i < all.length; i++) {
                int code = all[urgentFirst ? all.length - 1 - i : i].ordinal();
                parts.add(new Part("c.priority = " + code, then));
            }
            parts.add(new Part("c.priority is null", then));
            return parts;
        }

        private static List<Part> waiting(String order) {
            return List.of(new Part("c.waiting_since is not null", order), new Part("c.waiting_since is null", "c.id"));
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

    /// A stretch of an order that one index has.
    record Part(String clause, String order) {}
}
