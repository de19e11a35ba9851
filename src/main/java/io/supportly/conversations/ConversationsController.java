package io.supportly.conversations;

import io.supportly.accounts.Agent;
import io.supportly.accounts.Members;
import io.supportly.contacts.Contact;
import io.supportly.contacts.ContactInbox;
import io.supportly.contacts.ContactInboxes;
import io.supportly.contacts.Contacts;
import io.supportly.inboxes.Inbox;
import io.supportly.inboxes.Inboxes;
import io.supportly.kernel.Caller;
import io.supportly.kernel.json.Attributes;
import io.supportly.kernel.json.Written;
import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.web.Allow;
import io.supportly.kernel.web.FromQuery;
import io.supportly.labels.AttributeDefinitions;
import io.supportly.labels.AttributeModel;
import io.supportly.labels.AttributeRules;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

@RestController
@RequestMapping("/api/v1/accounts/{account}")
@Tag(name = "Conversations", description = "A thread between a customer and your team, on any channel.")
final class ConversationsController {
    private static final int OF_CONTACT = 20;

    private final Conversations conversations;
    private final ConversationPages pages;
    private final ConversationCounts counts;
    private final ConversationViews views;
    private final Opening opening;
    private final Sending sending;
    private final Changing changing;
    private final Assigning assigning;
    private final Participants participants;
    private final Members members;
    private final Contacts contacts;
    private final ContactInboxes contactInboxes;
    private final Inboxes inboxes;
    private final AttributeDefinitions definitions;
    private final JsonMapper json;
    private final TransactionTemplate transactions;

    ConversationsController(
            Conversations conversations,
            ConversationPages pages,
            ConversationCounts counts,
            ConversationViews views,
            Opening opening,
            Sending sending,
            Changing changing,
            Assigning assigning,
            Participants participants,
            Members members,
            Contacts contacts,
            ContactInboxes contactInboxes,
            Inboxes inboxes,
            AttributeDefinitions definitions,
            JsonMapper json,
            TransactionTemplate transactions) {
        this.conversations = conversations;
        this.pages = pages;
        this.counts = counts;
        this.views = views;
        this.opening = opening;
        this.sending = sending;
        this.changing = changing;
        this.assigning = assigning;
        this.participants = participants;
        this.members = members;
        this.contacts = contacts;
        this.contactInboxes = contactInboxes;
        this.inboxes = inboxes;
        this.definitions = definitions;
        this.json = json;
        this.transactions = transactions;
    }

    record Page(Data data) {}

    record Data(ConversationCounts.Counts meta, List<Written<ConversationViews.Rest>> payload) {}

    record MetaOnly(ConversationCounts.Counts meta) {}

    record OfContact(List<ConversationViews.Rest> payload) {}

    @GetMapping("/conversations")
    @Allow(scope = "conversations.read")
    @Operation(
            summary = "List conversations",
            description = "25 a page, the last active first. The counters are those of the same filters, whoever the"
                    + " conversations are assigned to. `status` is open unless given; `labels[]` finds any of them.")
    Page list(Caller caller, @FromQuery ConversationQuery query) {
        var page = pages.page(caller, query.checked());
        return new Page(new Data(page.counts(), page.conversations()));
    }

    @GetMapping("/conversations/meta")
    @Allow(scope = "conversations.read")
    @Operation(summary = "Count conversations", description = "The counters of the list alone.")
    MetaOnly meta(Caller caller, @FromQuery ConversationQuery query) {
        return new MetaOnly(counts.of(caller, query.checked()));
    }

    @GetMapping("/contacts/{contact}/conversations")
    @Allow(scope = "conversations.read")
    @Operation(summary = "List a contact's conversations", description = "The 20 that were active last.")
    OfContact ofContact(Caller caller, @PathVariable long contact) {
        contacts.get(caller, contact);
        return new OfContact(views.rest(caller, conversations.ofContact(caller, contact, OF_CONTACT)));
    }

    @GetMapping("/conversations/{id}")
    @Allow(scope = "conversations.read", bots = true)
    @Operation(summary = "Show a conversation", description = "With its contact, assignee, team and participants.")
    ConversationViews.Rest show(Caller caller, @PathVariable long id) {
        return whole(caller, conversations.getFollowed(caller, id));
    }

    private ConversationViews.Rest whole(Caller caller, Conversations.Followed followed) {
        List<Agent> people = members.only(caller.account(), followed.participants());
        return views.rest(caller, followed.whole(), people);
    }

    @PostMapping("/conversations")
    @ResponseStatus(HttpStatus.CREATED)
    @Allow(scope = "conversations.write", bots = true)
    @Operation(
            summary = "Create a conversation",
            description = "With a contact at an inbox, by `contact_id` or by the `source_id` that he has there; and"
                    + " with a first message, which is the caller's. An open one without `assignee_id` is given to a"
                    + " member of the inbox (or team) who is online, if the inbox (or team) wants that; where nobody is"
                    + " there, to whoever comes first.")
    ConversationViews.Rest add(Caller caller, @RequestBody ConversationDrafts.Create draft) {
        var checked = draft.checked(rules(caller));
        assigning.checkAgent(caller, checked.assigneeId(), "assignee_id");
        assigning.checkTeam(caller, checked.teamId());
        Inbox inbox = inboxes.get(caller, Objects.requireNonNull(checked.inboxId()));
        Contact contact = contact(caller, inbox, checked);
        Status status = checked.status() == null ? Status.OPEN : Status.of(checked.status());
        var start = new Opening.Start(
                status,
                checked.assigneeId(),
                checked.teamId(),
                checked.snoozedUntil(),
                attributes(checked.additionalAttributes()),
                attributes(checked.customAttributes()),
                null);
        long number = Objects.requireNonNull(transactions.execute(_ -> {
            long opened = opening.open(caller, inbox, contact, checked.sourceId(), start);
            if (checked.message() != null) {
                Conversation conversation = conversations.get(caller, opened).conversation();
                sending.send(caller, conversation, checked.message());
            }
            return opened;
        }));
        var made = conversations.get(caller, number);
        return views.rest(caller, made, members.only(caller.account(), participants.of(caller.account(), number)));
    }

    private Contact contact(Caller caller, Inbox inbox, ConversationDrafts.Create draft) {
        if (draft.contactId() != null) {
            return contacts.get(caller, draft.contactId());
        }
        ContactInbox at = contactInboxes
                .bySource(caller.account(), inbox.id(), Objects.requireNonNull(draft.sourceId()))
                .orElseThrow(Problem::notFound);
        return contacts.get(caller, at.contactId());
    }

    private AttributeRules rules(Caller caller) {
        return definitions.rules(caller.account(), AttributeModel.CONVERSATION);
    }

    private Attributes attributes(@Nullable Map<String, Object> map) {
        return map == null ? Attributes.NONE : new Attributes(json.writeValueAsString(map));
    }

    @PatchMapping("/conversations/{id}")
    @Allow(scope = "conversations.write", bots = true)
    @Operation(
            summary = "Update a conversation",
            description = "Status, priority, snooze, assignee, team, labels and custom attributes; what is not sent"
                    + " stays. Custom attributes are replaced as a whole.")
    ConversationViews.Rest update(Caller caller, @PathVariable long id, @RequestBody ConversationDrafts.Update draft) {
        var checked = draft.checked(rules(caller));
        assigning.checkAgent(caller, checked.assigneeId().value(), "assignee_id");
        assigning.checkTeam(caller, checked.teamId().value());
        changing.change(caller, id, state -> applied(caller, state, checked));
        // He may have given away what he saw.
        return whole(caller, conversations.getFollowed(new Caller.System(caller.account()), id));
    }

    private Conversation.State applied(Caller caller, Conversation.State state, ConversationDrafts.Update draft) {
        Conversation.State next = state;
        if (draft.status() != null || draft.snoozedUntil().here()) {
            Status status = draft.status() == null ? state.status() : Status.of(draft.status());
            next = next.status(status, draft.snoozedUntil().or(state.snoozedUntil()));
        }
        if (draft.priority().here()) {
            next = next.priority(Priority.of(draft.priority().value()));
        }
        if (draft.teamId().here()) {
            next = assigning.toTeam(caller, next, draft.teamId().value());
        }
        if (draft.assigneeId().here()) {
            next = next.assignee(draft.assigneeId().value());
        }
        if (draft.labels() != null) {
            next = next.labels(ConversationActionsController.tidy(draft.labels()));
        }
        if (draft.customAttributes() != null) {
            next = next.customAttributes(attributes(draft.customAttributes()));
        }
        return next;
    }
}
