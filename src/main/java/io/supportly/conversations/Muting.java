package io.supportly.conversations;

import io.supportly.contacts.Contacts;
import io.supportly.kernel.Caller;
import io.supportly.kernel.events.Event;
import io.supportly.kernel.events.EventLog;
import io.supportly.kernel.problems.Problem;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Blocks the contact of a conversation and resolves it, or lets him be heard again. Who is muted already is not muted
/// again.
@Component
final class Muting {
    private final Conversations conversations;
    private final Changing changing;
    private final Posting posting;
    private final Contacts contacts;
    private final EventLog events;
    private final TransactionTemplate transactions;
    private final Clock clock;

    Muting(
            Conversations conversations,
            Changing changing,
            Posting posting,
            Contacts contacts,
            EventLog events,
            TransactionTemplate transactions,
            Clock clock) {
        this.conversations = conversations;
        this.changing = changing;
        this.posting = posting;
        this.contacts = contacts;
        this.events = events;
        this.transactions = transactions;
        this.clock = clock;
    }

    void mute(Caller caller, long number) {
        set(caller, number, true);
    }

    void unmute(Caller caller, long number) {
        set(caller, number, false);
    }

    private void set(Caller caller, long number, boolean muted) {
        transactions.executeWithoutResult(_ -> {
            Conversation conversation = conversations.lock(caller, number);
            boolean was = contacts.find(caller.account(), conversation.contactId())
                    .orElseThrow(Problem::notFound)
                    .blocked();
            if (muted) {
                changing.change(caller, number, state -> state.status(Status.RESOLVED, null));
            }
            if (was != muted) {
                contacts.block(caller, conversation.contactId(), muted);
                String done = muted ? " muted the conversation" : " unmuted the conversation";
                posting.post(caller, number, Posting.Post.activity(caller.name() + done));
                events.append(Event.of(caller, "conversation_updated", clock.instant())
                        .conversation(number)
                        .contact(conversation.contactId())
                        .inbox(conversation.inboxId())
                        .with(
                                "changed_attributes",
                                List.of(Map.of("muted", Map.of("previous_value", was, "current_value", muted)))));
            }
        });
    }
}
