package io.supportly.conversations;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.supportly.contacts.Contact;
import io.supportly.kernel.json.Attributes;
import io.supportly.kernel.json.Times;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// What a customer is shown (wire contract X8.1): neither notes nor activity lines.
@Component
public final class CustomerViews {
    static final int NEWEST = 20;

    private final Messages messages;
    private final MessageViews views;

    CustomerViews(Messages messages, MessageViews views) {
        this.messages = messages;
        this.views = views;
    }

    public record MessageView(
            long id,
            @Nullable String content,
            int messageType,
            String contentType,
            Attributes contentAttributes,
            long createdAt,
            long conversationId,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String echoId,

            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Attachment.View> attachments,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Object sender) {
        static MessageView of(MessageViews.Rest rest) {
            return new MessageView(
                    rest.id(),
                    rest.content(),
                    rest.messageType(),
                    rest.contentType(),
                    rest.contentAttributes(),
                    rest.createdAt(),
                    rest.conversationId(),
                    rest.echoId(),
                    rest.attachments(),
                    rest.sender());
        }
    }

    record ConversationView(
            long id,
            UUID uuid,
            long inboxId,
            long contactLastSeenAt,
            Status status,
            long agentLastSeenAt,
            List<MessageView> messages,
            Contact.Raw contact) {}

    MessageView message(Message message, Contact contact, @Nullable String echoId) {
        return MessageView.of(views.rest(message, contact, echoId));
    }

    List<MessageView> messages(List<Message> found, Contact contact) {
        return views.rest(found, contact).stream().map(MessageView::of).toList();
    }

    ConversationView conversation(Conversations.Whole whole) {
        return conversations(List.of(whole)).getFirst();
    }

    /// All are of one contact.
    List<ConversationView> conversations(List<Conversations.Whole> found) {
        if (found.isEmpty()) {
            return List.of();
        }
        List<Conversation> shown =
                found.stream().map(Conversations.Whole::conversation).toList();
        Map<Long, List<MessageView>> said =
                views.rest(messages.newest(shown, NEWEST), found.getFirst().contact()).stream()
                        .map(MessageView::of)
                        .collect(java.util.stream.Collectors.groupingBy(MessageView::conversationId));
        return found.stream()
                .map(whole -> view(whole, said.getOrDefault(whole.conversation().number(), List.of())))
                .toList();
    }

    private static ConversationView view(Conversations.Whole whole, List<MessageView> said) {
        Conversation conversation = whole.conversation();
        return new ConversationView(
                conversation.number(),
                conversation.uuid(),
                conversation.inboxId(),
                Times.secondsOrZero(conversation.times().contactLastSeenAt()),
                conversation.state().status(),
                Times.secondsOrZero(conversation.times().agentLastSeenAt()),
                said,
                whole.contact().raw());
    }
}
