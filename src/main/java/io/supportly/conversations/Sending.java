package io.supportly.conversations;

import io.supportly.contacts.Contacts;
import io.supportly.inboxes.Channel;
import io.supportly.inboxes.Inbox;
import io.supportly.inboxes.Inboxes;
import io.supportly.kernel.Caller;
import io.supportly.kernel.problems.Problem;
import java.util.List;
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
    private final Placeholders placeholders;
    private final Replying replying;
    private final Mentioning mentioning;
    private final Welcoming welcoming;
    private final TransactionTemplate transactions;

    Sending(
            Posting posting,
            Changing changing,
            Attachments attachments,
            Contacts contacts,
            Inboxes inboxes,
            Flood flood,
            Placeholders placeholders,
            Replying replying,
            Mentioning mentioning,
            Welcoming welcoming,
            TransactionTemplate transactions) {
        this.posting = posting;
        this.changing = changing;
        this.attachments = attachments;
        this.contacts = contacts;
        this.inboxes = inboxes;
        this.flood = flood;
        this.placeholders = placeholders;
        this.replying = replying;
        this.mentioning = mentioning;
        this.welcoming = welcoming;
        this.transactions = transactions;
    }

    Message send(Caller caller, Conversation conversation, MessageDraft draft) {
        MessageType type = draft.type();
        Channel channel = inboxes.find(conversation.account(), conversation.inboxId())
                .map(Inbox::channel)
                .orElse(Channel.API);
        if (type == MessageType.INCOMING && channel != Channel.API && !(caller instanceof Caller.Visitor)) {
            throw Problem.invalid("message_type", "can be incoming only in API inboxes");
        }
        flood.check(conversation);
        boolean own = type == MessageType.OUTGOING;
        var post = new Posting.Post(
                type,
                draft.isNote(),
                draft.kind(),
                type == MessageType.INCOMING
                        ? draft.content()
                        : placeholders.fill(caller, conversation, draft.content()),
                posting.attributes(replying.complete(conversation, draft.attributes(channel == Channel.EMAIL))),
                own ? senderType(caller) : "Contact",
                own ? senderId(caller) : Long.valueOf(conversation.contactId()),
                draft.sourceId(),
                attachments.store(conversation.account(), draft.attachments()));
        try {
            if (caller instanceof Caller.Visitor && channel == Channel.WEB_WIDGET) {
                VisitorFiles.check(post.files());
            }
            return type == MessageType.INCOMING
                    ? receive(caller, conversation, post)
                    : post(caller, conversation, post);
        } catch (RuntimeException e) {
            // As when the source id is taken: the files are in the store already and would stay there for nobody.
            attachments.discard(post.files());
            throw e;
        }
    }

    /// A file alone, as rules and macros send it.
    Message sendFile(
            Caller caller, Conversation conversation, Attachments.Stored file, Map<String, Object> attributes) {
        var post = new Posting.Post(
                MessageType.OUTGOING,
                false,
                ContentType.TEXT,
                null,
                posting.attributes(attributes),
                senderType(caller),
                senderId(caller),
                null,
                List.of(file));
        try {
            flood.check(conversation);
            return post(caller, conversation, post);
        } catch (RuntimeException e) {
            attachments.discard(post.files());
            throw e;
        }
    }

    private static @Nullable String senderType(Caller caller) {
        return caller instanceof Caller.Rule ? null : caller.actorType();
    }

    private static @Nullable Long senderId(Caller caller) {
        return caller instanceof Caller.Rule ? null : (Long) caller.actorId();
    }

    /// One statement is its own transaction; attachments and mentions make it several.
    private Message post(Caller caller, Conversation conversation, Posting.Post post) {
        boolean mentions = post.isPrivate() && mentioning.mayMention(post.content());
        if (post.files().isEmpty() && !mentions) {
            return posting.post(caller, conversation.number(), post);
        }
        return Objects.requireNonNull(transactions.execute(_ -> {
            Message message = posting.post(caller, conversation.number(), post);
            if (mentions) {
                mentioning.mention(caller, conversation, message);
            }
            return message;
        }));
    }

    private Message receive(Caller caller, Conversation conversation, Posting.Post post) {
        return Objects.requireNonNull(transactions.execute(_ -> {
            if (wakes(conversation)) {
                changing.change(caller, conversation.number(), state -> state.status(next(conversation, state), null));
            }
            Message message = posting.post(caller, conversation.number(), post);
            contacts.touch(caller.account(), conversation.contactId(), message.createdAt());
            welcoming.answer(conversation, message);
            handOut(conversation);
            return message;
        }));
    }

    /// What a campaign began is given to somebody when the contact answers, and not before.
    private void handOut(Conversation conversation) {
        boolean isFirstAnswer = conversation.times().lastIncomingAt() == null;
        if (conversation.campaignId() != null && isFirstAnswer && !wakes(conversation)) {
            changing.give(
                    new Caller.System(conversation.account()), conversation.number(), AssignmentReason.AUTO_ASSIGNMENT);
        }
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
