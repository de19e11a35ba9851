package io.supportly.conversations;

import io.supportly.contacts.Contact;
import io.supportly.contacts.ContactInbox;
import io.supportly.contacts.ContactInboxes;
import io.supportly.inboxes.Inbox;
import io.supportly.kernel.Caller;
import io.supportly.kernel.events.Event;
import io.supportly.kernel.events.EventLog;
import io.supportly.kernel.json.Attributes;
import io.supportly.kernel.sql.Rows;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Starts a conversation. Its number comes from the account's own sequence: nobody waits for anybody, and a number
/// that is drawn in vain is not used again.
@Component
final class Opening {
    private static final AssignmentReason GIVEN = AssignmentReason.AUTO_ASSIGNMENT;

    private final ContactInboxes contactInboxes;
    private final Participants participants;
    private final HandingOut handingOut;
    private final ActivityLines lines;
    private final Posting posting;
    private final EventLog events;
    private final JdbcClient sql;
    private final TransactionTemplate transactions;
    private final Clock clock;

    Opening(
            ContactInboxes contactInboxes,
            Participants participants,
            HandingOut handingOut,
            ActivityLines lines,
            Posting posting,
            EventLog events,
            JdbcClient sql,
            TransactionTemplate transactions,
            Clock clock) {
        this.contactInboxes = contactInboxes;
        this.participants = participants;
        this.handingOut = handingOut;
        this.lines = lines;
        this.posting = posting;
        this.events = events;
        this.sql = sql;
        this.transactions = transactions;
        this.clock = clock;
    }

    /// @param status what was asked for; a blocked contact's is resolved, a bot's inbox begins with pending
    record Start(
            Status status,
            @Nullable Long assigneeId,
            @Nullable Long teamId,
            @Nullable Instant snoozedUntil,
            Attributes additionalAttributes,
            Attributes customAttributes,
            @Nullable Campaigned campaigned) {
        static Start plain(Attributes customAttributes) {
            return new Start(Status.OPEN, null, null, null, Attributes.NONE, customAttributes, null);
        }

        static Start campaigned(long campaign, boolean hasSender, Attributes additionalAttributes) {
            return new Start(
                    Status.OPEN,
                    null,
                    null,
                    null,
                    additionalAttributes,
                    Attributes.NONE,
                    new Campaigned(campaign, hasSender));
        }
    }

    /// A conversation that a campaign begins waits for nobody: the contact has not asked.
    record Campaigned(long campaign, boolean hasSender) {}

    /// The number of a new conversation, or of the one that the inbox keeps to.
    long open(Caller caller, Inbox inbox, Contact contact, @Nullable String sourceId, Start start) {
        return Objects.requireNonNull(transactions.execute(_ -> {
            ContactInbox at = contactInboxes.findOrAdd(contact, inbox, sourceId);
            return openAt(caller, inbox, contact, at, start);
        }));
    }

    long openAt(Caller caller, Inbox inbox, Contact contact, ContactInbox at, Start start) {
        return Objects.requireNonNull(transactions.execute(_ -> {
            Optional<Long> only = inbox.lockToSingleConversation() ? last(at) : Optional.empty();
            return only.orElseGet(() -> insert(caller, inbox, contact, at, start));
        }));
    }

    private Optional<Long> last(ContactInbox at) {
        return sql.sql("""
                        select id from conversations
                        where account_id = :account and contact_id = :contact and contact_inbox_id = :at
                        order by id desc limit 1
                        """)
                .param("account", at.account().value())
                .param("contact", at.contactId())
                .param("at", at.id())
                .query((row, _) -> row.getLong(1))
                .optional();
    }

    private long insert(Caller caller, Inbox inbox, Contact contact, ContactInbox at, Start start) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Status status = statusOf(inbox, contact, start);
        Campaigned campaigned = start.campaigned();
        HandingOut.Outcome outcome = status == Status.OPEN && start.assigneeId() == null && campaigned == null
                ? handingOut.seek(caller.account(), inbox.id(), start.teamId())
                : HandingOut.Outcome.NOBODY;
        Long assignee = outcome.agent() == null ? start.assigneeId() : outcome.agent();
        long number = sql.sql("""
                        insert into conversations (account_id, id, uuid, inbox_id, contact_id, contact_inbox_id, status,
                          assignee_id, team_id, snoozed_until, waiting_since, last_activity_at, additional_attributes,
                          custom_attributes, campaign_id, created_at, updated_at)
                        values (:account, next_conversation_number(:account), :uuid, :inbox, :contact, :at, :status,
                          :assignee, :team, :snoozedUntil, :waitingSince, :now, :additional::jsonb, :custom::jsonb,
                          :campaign, :now, :now)
                        returning id
                        """)
                .param("account", caller.account().value())
                .param("uuid", UUID.randomUUID())
                .param("inbox", inbox.id())
                .param("contact", contact.id())
                .param("at", at.id())
                .param("status", status.ordinal())
                .param("assignee", assignee)
                .param("team", start.teamId())
                .param("snoozedUntil", Rows.time(status == Status.SNOOZED ? start.snoozedUntil() : null))
                .param("waitingSince", Rows.time(status == Status.RESOLVED || campaigned != null ? null : now))
                .param("now", Rows.time(now))
                .param("additional", start.additionalAttributes().json())
                .param("custom", start.customAttributes().json())
                .param("campaign", campaigned == null ? null : campaigned.campaign())
                .query((row, _) -> row.getLong(1))
                .single();
        if (assignee != null) {
            participants.add(caller.account(), number, List.of(assignee));
        }
        follow(caller, number);
        if (outcome.waits()) {
            handingOut.waitFor(caller.account(), number, inbox.id(), start.teamId(), now);
        }
        Event created = Event.of(caller, "conversation_created", now)
                .conversation(number)
                .contact(contact.id())
                .inbox(inbox.id());
        if (campaigned != null) {
            created = created.with("campaign_id", campaigned.campaign());
        }
        events.append(outcome.agent() == null ? created : created.with(AssignmentReason.KEY, GIVEN.word()));
        if (outcome.agent() != null) {
            posting.post(
                    new Caller.System(caller.account()),
                    number,
                    Posting.Post.activity(lines.given(caller.account(), assignee, GIVEN)));
        }
        return number;
    }

    /// Whom a custom role shows only some sees what he begins.
    private void follow(Caller caller, long number) {
        if (caller instanceof Caller.Member member && Visibility.Reach.of(member) != Visibility.Reach.ALL) {
            participants.add(member.account(), number, List.of(member.userId()));
        }
    }

    private static Status statusOf(Inbox inbox, Contact contact, Start start) {
        if (contact.blocked()) {
            return Status.RESOLVED;
        }
        boolean hasSender = start.campaigned() != null && start.campaigned().hasSender();
        return inbox.agentBotId() != null && !hasSender ? Status.PENDING : start.status();
    }
}
