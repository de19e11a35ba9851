package io.supportly.conversations;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.supportly.accounts.Agent;
import io.supportly.accounts.Members;
import io.supportly.contacts.Contact;
import io.supportly.inboxes.Inbox;
import io.supportly.inboxes.Inboxes;
import io.supportly.kernel.Role;
import io.supportly.kernel.json.Attributes;
import io.supportly.kernel.json.Times;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// How found things look (wire contract 7.7).
@Component
final class SearchViews {
    private final MessageViews messages;
    private final Attachments attachments;
    private final Members members;
    private final Inboxes inboxes;

    SearchViews(MessageViews messages, Attachments attachments, Members members, Inboxes inboxes) {
        this.messages = messages;
        this.attachments = attachments;
        this.members = members;
        this.inboxes = inboxes;
    }

    record FoundContact(
            long id,
            @Nullable String email,
            String name,
            @Nullable String phoneNumber,
            @Nullable String identifier,
            Attributes additionalAttributes,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Long lastActivityAt) {
        static FoundContact of(Contact contact) {
            return new FoundContact(
                    contact.id(),
                    contact.email(),
                    contact.name(),
                    contact.phoneNumber(),
                    contact.identifier(),
                    contact.additionalAttributes(),
                    Times.secondsOrNull(contact.lastActivityAt()));
        }
    }

    record FoundConversation(
            long id,
            long accountId,
            long createdAt,

            @JsonInclude(JsonInclude.Include.NON_NULL) MessageViews.@Nullable Rest message,

            FoundContact contact,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            At inbox,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Assignee agent,

            Attributes additionalAttributes) {}

    record At(long id, long channelId, String name, String channelType) {
        static At of(Inbox inbox) {
            return new At(inbox.id(), inbox.id(), inbox.name(), inbox.channel().wire());
        }
    }

    record Assignee(long id, String availableName, String email, String name, Role role) {
        static Assignee of(Agent agent) {
            return new Assignee(agent.id(), agent.availableName(), agent.email(), agent.name(), agent.role());
        }
    }

    Map<Long, List<Attachment>> files(List<Searching.Hit> hits) {
        return attachments.of(hits.stream()
                .map(Searching.Hit::message)
                .filter(Objects::nonNull)
                .toList());
    }

    FoundConversation conversation(Searching.Hit hit, Map<Long, List<Attachment>> files) {
        Conversation conversation = hit.conversation();
        Long assignee = conversation.state().assigneeId();
        return new FoundConversation(
                conversation.number(),
                conversation.account().value(),
                Times.seconds(conversation.createdAt()),
                hit.message() == null ? null : message(hit, files),
                FoundContact.of(hit.contact()),
                inboxes.find(conversation.account(), conversation.inboxId())
                        .map(At::of)
                        .orElse(null),
                assignee == null
                        ? null
                        : members.find(conversation.account(), assignee)
                                .map(Assignee::of)
                                .orElse(null),
                conversation.additionalAttributes());
    }

    MessageViews.Rest message(Searching.Hit hit, Map<Long, List<Attachment>> files) {
        Message message = Objects.requireNonNull(hit.message());
        return messages.rest(message, hit.contact(), null, files.getOrDefault(message.id(), List.of()));
    }
}
