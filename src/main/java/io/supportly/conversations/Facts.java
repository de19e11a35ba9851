package io.supportly.conversations;

import io.supportly.contacts.Contact;
import io.supportly.kernel.json.Attributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a rule may ask of a conversation, as it is now.
///
/// @param message the one that the event was about, if it is still there
public record Facts(
        long conversation,
        long inboxId,
        Status status,
        @Nullable String priority,
        @Nullable Long assigneeId,
        @Nullable Long teamId,
        List<String> labels,
        Attributes customAttributes,
        Attributes additionalAttributes,
        Contact contact,
        @Nullable Message message) {

    static Facts of(Conversation conversation, Contact contact, @Nullable Message message) {
        Conversation.State state = conversation.state();
        return new Facts(
                conversation.number(),
                conversation.inboxId(),
                state.status(),
                state.priority() == null ? null : state.priority().word(),
                state.assigneeId(),
                state.teamId(),
                state.labels(),
                state.customAttributes(),
                conversation.additionalAttributes(),
                contact,
                message);
    }
}
