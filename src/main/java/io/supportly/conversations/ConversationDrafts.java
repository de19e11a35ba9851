package io.supportly.conversations;

import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.web.Given;
import io.supportly.kernel.web.Required;
import io.supportly.kernel.web.Wrapped;
import io.supportly.labels.AttributeRules;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The bodies that change conversations.
final class ConversationDrafts {
    private ConversationDrafts() {}

    /// A new conversation (API reference, Create Conversation).
    @Wrapped("conversation")
    record Create(
            @Required @Nullable Long inboxId,
            @Required(unless = "source_id") @Nullable Long contactId,
            @Nullable String sourceId,
            @Nullable MessageDraft message,
            @Nullable Long assigneeId,
            @Nullable Long teamId,
            @Nullable String status,
            @Nullable Instant snoozedUntil,
            @Nullable Map<String, Object> additionalAttributes,
            @Nullable Map<String, Object> customAttributes) {
        Create checked(AttributeRules rules) {
            var faults = new Faults()
                    .present("inbox_id", inboxId)
                    .check("contact_id", contactId != null || sourceId != null, "can't be blank", "blank")
                    .oneOf("status", status, Status.WORDS)
                    .atMost("source_id", sourceId, 255);
            rules.check(faults, customAttributes);
            faults.orThrow();
            if (message != null) {
                message.checked();
            }
            return this;
        }
    }

    /// What PATCH takes; what is not sent stays.
    @Wrapped("conversation")
    record Update(
            @Nullable String status,
            Given<String> priority,
            Given<Instant> snoozedUntil,
            Given<Long> assigneeId,
            Given<Long> teamId,
            @Nullable List<String> labels,
            @Nullable Map<String, Object> customAttributes) {
        Update checked(AttributeRules rules) {
            var faults = new Faults()
                    .oneOf("status", status, Status.WORDS)
                    .oneOf("priority", priority.value(), Priority.WORDS);
            rules.check(faults, customAttributes);
            faults.orThrow();
            checkLabels(labels);
            return this;
        }
    }

    record Toggle(@Nullable String status, @Nullable Instant snoozedUntil) {
        Toggle checked() {
            new Faults().oneOf("status", status, Status.WORDS).orThrow();
            return this;
        }
    }

    record PriorityDraft(@Nullable String priority) {
        PriorityDraft checked() {
            new Faults().oneOf("priority", priority, Priority.WORDS).orThrow();
            return this;
        }
    }

    record Assignment(Given<Long> assigneeId, @Nullable String assigneeType, Given<Long> teamId) {
        private static final String BOT = "AgentBot";

        Assignment checked() {
            new Faults()
                    .oneOf("assignee_type", assigneeType, List.of("User", BOT))
                    .orThrow();
            return this;
        }

        boolean isToBot() {
            return BOT.equals(assigneeType) && assigneeId.value() != null;
        }
    }

    record LabelsDraft(@Nullable List<String> labels) {
        List<String> checked() {
            checkLabels(labels);
            return labels == null ? List.of() : labels;
        }
    }

    record AttributesDraft(@Nullable Map<String, Object> customAttributes) {
        Map<String, Object> checked(AttributeRules rules) {
            var faults = new Faults();
            rules.check(faults, customAttributes);
            faults.orThrow();
            return customAttributes == null ? Map.of() : customAttributes;
        }
    }

    record PeopleDraft(@Required @Nullable List<Long> userIds) {
        List<Long> checked() {
            new Faults().present("user_ids", userIds).orThrow();
            return userIds == null ? List.of() : userIds;
        }
    }

    private static void checkLabels(@Nullable List<String> labels) {
        if (labels == null) {
            return;
        }
        var faults = new Faults();
        faults.check("labels", labels.size() <= 100, "are too many (maximum is 100)", "too_long");
        labels.forEach(label -> faults.atMost("labels", label, 255));
        faults.orThrow();
    }
}
