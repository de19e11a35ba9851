package io.supportly.conversations;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.supportly.accounts.Agent;
import io.supportly.accounts.AgentBot;
import io.supportly.accounts.AgentBots;
import io.supportly.accounts.Members;
import io.supportly.contacts.Contact;
import io.supportly.contacts.Contacts;
import io.supportly.kernel.json.Attributes;
import io.supportly.kernel.json.Times;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// How messages look in answers, in live events and in webhooks (wire contract: Message, MessagePush).
@Component
final class MessageViews {
    private static final String CONTACT = "Contact";

    private final Members members;
    private final AgentBots bots;
    private final Contacts contacts;
    private final Attachments attachments;

    MessageViews(Members members, AgentBots bots, Contacts contacts, Attachments attachments) {
        this.members = members;
        this.bots = bots;
        this.contacts = contacts;
        this.attachments = attachments;
    }

    record Rest(
            long id,
            @Nullable String content,
            long inboxId,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String echoId,

            long conversationId,
            int messageType,
            String contentType,
            String status,
            Attributes contentAttributes,
            long createdAt,
            @JsonProperty("private") boolean isPrivate,
            @Nullable String sourceId,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Object sender,

            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Attachment.View> attachments) {}

    record Push(
            long id,
            @Nullable String content,
            long accountId,
            long inboxId,
            long conversationId,
            int messageType,
            long createdAt,
            String updatedAt,
            @JsonProperty("private") boolean isPrivate,
            String status,
            @Nullable String sourceId,
            String contentType,
            Attributes contentAttributes,
            @Nullable String senderType,
            @Nullable Long senderId,
            Map<String, Object> externalSourceIds,
            Map<String, Object> additionalAttributes,
            @Nullable String processedMessageContent,
            Map<String, Object> sentiment,
            InConversation conversation,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Attachment.View> attachments,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Object sender) {}

    record InConversation(@Nullable Long assigneeId, int unreadCount, long lastActivityAt, Source contactInbox) {}

    record Source(String sourceId) {}

    /// The contact is read only where he is the sender.
    Rest rest(Message message, Conversation conversation, @Nullable String echoId) {
        Contact contact = CONTACT.equals(message.senderType())
                ? contacts.find(message.account(), conversation.contactId()).orElse(null)
                : null;
        return rest(message, contact, echoId);
    }

    Rest rest(Message message, @Nullable Contact contact, @Nullable String echoId) {
        return rest(message, contact, echoId, attachments.of(List.of(message)).getOrDefault(message.id(), List.of()));
    }

    List<Rest> rest(List<Message> messages, Contact contact) {
        Map<Long, List<Attachment>> files = attachments.of(messages);
        return messages.stream()
                .map(message -> rest(message, contact, null, files.getOrDefault(message.id(), List.of())))
                .toList();
    }

    Rest rest(Message message, @Nullable Contact contact, @Nullable String echoId, List<Attachment> files) {
        return new Rest(
                message.id(),
                message.content(),
                message.inboxId(),
                echoId,
                message.conversation(),
                message.type().ordinal(),
                message.contentType().word(),
                message.status().word(),
                message.contentAttributes(),
                Times.seconds(message.createdAt()),
                message.isPrivate(),
                message.sourceId(),
                sender(message, contact),
                attachments.views(files));
    }

    Push push(Message message, Conversation conversation, Contact contact, List<Attachment> files) {
        return new Push(
                message.id(),
                message.content(),
                message.account().value(),
                message.inboxId(),
                message.conversation(),
                message.type().ordinal(),
                Times.seconds(message.createdAt()),
                Times.iso(message.updatedAt()),
                message.isPrivate(),
                message.status().word(),
                message.sourceId(),
                message.contentType().word(),
                message.contentAttributes(),
                message.senderType(),
                message.senderId(),
                Map.of(),
                message.additionalAttributes(),
                message.content(),
                Map.of(),
                new InConversation(
                        conversation.state().assigneeId(),
                        Math.min(conversation.tail().unread(), ConversationViews.MOST_UNREAD),
                        Times.seconds(conversation.times().lastActivityAt()),
                        new Source(conversation.sourceId())),
                attachments.views(files),
                sender(message, contact));
    }

    /// Null where nobody sent it, or who did is gone.
    @Nullable
    Object sender(Message message, @Nullable Contact contact) {
        if (message.senderType() == null || message.senderId() == null) {
            return null;
        }
        return switch (message.senderType()) {
            case CONTACT -> contact == null ? null : contact.push();
            case "User" ->
                members.find(message.account(), message.senderId())
                        .map(Agent::push)
                        .orElse(null);
            default ->
                bots.find(message.account(), message.senderId())
                        .map(AgentBot::push)
                        .orElse(null);
        };
    }

    /// Null where nobody sent it.
    @Nullable
    String senderName(Message message, Contact contact) {
        return switch (sender(message, contact)) {
            case Contact.Push push -> push.name();
            case Agent.Push push -> push.availableName();
            case AgentBot.Push push -> push.name();
            case null, default -> null;
        };
    }
}
