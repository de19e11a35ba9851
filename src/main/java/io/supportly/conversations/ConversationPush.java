package io.supportly.conversations;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.supportly.contacts.Contact;
import io.supportly.contacts.ContactInbox;
import io.supportly.kernel.json.Attributes;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A conversation as it is told of (wire contract: ConversationPush). Its one message is the newest that the contact
/// may see.
///
/// @param account only in webhooks
record ConversationPush(
        Attributes additionalAttributes,
        boolean canReply,
        String channel,
        ContactInbox.Raw contactInbox,
        long id,
        long inboxId,
        List<MessageViews.Push> messages,
        List<String> labels,
        Meta meta,
        Status status,
        Attributes customAttributes,
        @Nullable String snoozedUntil,
        int unreadCount,
        @Nullable String firstReplyCreatedAt,
        @Nullable Priority priority,
        long waitingSince,
        long agentLastSeenAt,
        long contactLastSeenAt,
        long lastActivityAt,
        long timestamp,
        long createdAt,
        BigDecimal updatedAt,

        @JsonInclude(JsonInclude.Include.NON_NULL) Contact.@Nullable InAccount account) {

    record Meta(
            Contact.Push sender,
            @Nullable Object assignee,
            @Nullable String assigneeType,
            @Nullable Object team,
            boolean hmacVerified) {}
}
