package io.supportly.conversations;

import io.supportly.contacts.Contacts;
import io.supportly.inboxes.Channel;
import io.supportly.inboxes.Inboxes;
import io.supportly.kernel.Caller;
import io.supportly.kernel.problems.Problem;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Messages into a conversation, from either side: an agent's replies and notes, and what the contact wrote, which may
/// wake or reopen the conversation.
@Component
final class Sending {
    private final Posting posting;
    private final Changing changing;
    private final Attachments attachments;
    private final Contacts contacts;
    private final Inboxes inboxes;
    private final Flood flood;
    private final TransactionTemplate transactions;

    Sending(
            Posting posting,
            Changing changing,
            Attachments attachments,
            Contacts contacts,
            Inboxes inboxes,
            Flood flood,
            TransactionTemplate transactions) {
        this.posting = posting;
        this.changing = changing;
        this.attachments = attachments;
        this.contacts = contacts;
        this.inboxes = inboxes;
        this.flood = flood;
        this.transactions = transactions;
    }

    Message send(Caller caller, Conversation conversation, MessageDraft draft) {
        MessageType type = draft.type();
        if (type == MessageType.INCOMING && !isApi(conversation)) {
            throw Problem.invalid("message_type", "can be incoming only in API inboxes");
        }
        flood.check(conversation);
        boolean own = type == MessageType.OUTGOING;
        var post = new Posting.Post(
                type,
                draft.isNote(),
                draft.kind(),
                draft.content(),
                posting.attributes(draft.contentAttributes() == null ? Map.of() : draft.contentAttributes()),
                own ? caller.actorType() : "Contact",
                own ? caller.actorId() : Long.valueOf(conversation.contactId()),
                draft.sourceId(),
                attachments.store(draft.attachments()));
        return type == MessageType.INCOMING ? receive(caller, conversation, post) : post(caller, conversation, post);
    }

    private boolean isApi(Conversation conversation) {
        return inboxes.find(conversation.account(), conversation.inboxId())
                .map(inbox -> inbox.channel() == Channel.API)
                .orElse(false);
    }

    /// One statement is its own transaction; attachments make it several.
    private Message post(Caller caller, Conversation conversation, Posting.Post post) {
        if (post.files().isEmpty()) {
            return posting.post(caller, conversation.number(), post);
        }
        return Objects.requireNonNull(transactions.execute(_ -> posting.post(caller, conversation.number(), post)));
    }

    private Message receive(Caller caller, Conversation conversation, Posting.Post post) {
        return Objects.requireNonNull(transactions.execute(_ -> {
            if (wakes(conversation)) {
                changing.change(caller, conversation.number(), state -> state.status(next(conversation, state), null));
            }
            Message message = posting.post(caller, conversation.number(), post);
            contacts.touch(caller.account(), conversation.contactId(), message.createdAt());
            return message;
        }));
    }

    private boolean wakes(Conversation conversation) {
        return conversation.state().status() == Status.RESOLVED
                || conversation.state().status() == Status.SNOOZED;
    }

    /// Decided under the lock: a muted contact reopens nothing, an inbox with a bot lets the bot go first.
    private Status next(Conversation conversation, Conversation.State state) {
        boolean muted = contacts.find(conversation.account(), conversation.contactId())
                .map(contact -> contact.blocked())
                .orElse(false);
        return switch (state.status()) {
            case OPEN, PENDING -> state.status();
            case SNOOZED -> muted ? Status.SNOOZED : Status.OPEN;
            case RESOLVED -> muted ? Status.RESOLVED : botOf(conversation) == null ? Status.OPEN : Status.PENDING;
        };
    }

    private @Nullable Long botOf(Conversation conversation) {
        return inboxes.find(conversation.account(), conversation.inboxId())
                .map(inbox -> inbox.agentBotId())
                .orElse(null);
    }
}
