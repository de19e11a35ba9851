package io.supportly.webhooks;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.supportly.accounts.Accounts;
import io.supportly.accounts.AgentBot;
import io.supportly.contacts.Contact;
import io.supportly.contacts.Contacts;
import io.supportly.conversations.Payloads;
import io.supportly.conversations.TypingChanged;
import io.supportly.inboxes.Inbox;
import io.supportly.inboxes.Inboxes;
import io.supportly.kernel.AccountId;
import io.supportly.kernel.events.Event;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// What webhooks are told: the thing that an event is about, as it stands now, flat, with the name of the event (wire
/// contract X3.2).
@Component
final class EventBodies {
    private static final String TRIGGERED = "webwidget_triggered";

    private final Payloads payloads;
    private final Contacts contacts;
    private final Inboxes inboxes;
    private final Accounts accounts;
    private final JsonMapper json;

    EventBodies(Payloads payloads, Contacts contacts, Inboxes inboxes, Accounts accounts, JsonMapper json) {
        this.payloads = payloads;
        this.contacts = contacts;
        this.inboxes = inboxes;
        this.accounts = accounts;
        this.json = json;
    }

    private record Body(
            @JsonUnwrapped Object thing,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Object changedAttributes,

            String event) {}

    /// An inbox without the secrets of its channel.
    record InboxBody(
            long id,
            String name,
            String avatarUrl,
            String channelType,
            @Nullable Object greetingEnabled,
            @Nullable Object greetingMessage,
            @Nullable Object enableAutoAssignment,
            @Nullable Object workingHoursEnabled,
            @Nullable Object outOfOfficeMessage,
            @Nullable Object timezone,
            @Nullable Object allowMessagesAfterResolved,
            @Nullable Object lockToSingleConversation,
            Contact.InAccount account) {}

    /// A visitor opened a website's widget.
    ///
    /// @param id of his contact inbox
    record Triggered(
            @Nullable Object id,
            Contact.Webhook contact,
            Webhook.OfInbox inbox,
            Contact.InAccount account,
            @Nullable Object currentConversation,
            @Nullable Object sourceId,
            @Nullable Object eventInfo) {}

    record TestBody(
            long id, @Nullable String name, String url, List<String> subscriptions, Contact.InAccount account) {}

    record BotTestBody(long id, String name, @Nullable String outgoingUrl, Contact.InAccount account) {}

    /// With a few statements for all of them. What is gone by now is missing.
    Map<Telling, String> of(List<Telling> tellings) {
        List<Event> events = tellings.stream().map(Telling::event).distinct().toList();
        Payloads.Found found = payloads.find(
                events.stream().filter(event -> event.conversationId() != null).toList());
        Map<Long, Contact> people =
                contacts.of(events.stream().filter(EventBodies::isAboutContact).toList());
        var bodies = new HashMap<Telling, String>();
        for (Telling telling : tellings) {
            Event event = telling.event();
            Object changed = telling.isByItsOwnName() ? event.data().get("changed_attributes") : null;
            thing(event, found, people)
                    .ifPresent(thing ->
                            bodies.put(telling, json.writeValueAsString(new Body(thing, changed, telling.name()))));
        }
        return bodies;
    }

    private static boolean isAboutContact(Event event) {
        boolean isAbout = event.type().startsWith("contact_") || event.type().equals(TRIGGERED);
        return isAbout && event.contactId() != null;
    }

    private Optional<Object> thing(Event event, Payloads.Found found, Map<Long, Contact> people) {
        if (event.type().startsWith("message_")) {
            return found.message(event);
        }
        if (event.type().startsWith("conversation_")) {
            return found.conversation(event);
        }
        if (event.type().equals(TRIGGERED)) {
            return inboxes.find(event.account(), event.inboxId() == null ? 0 : event.inboxId())
                    .flatMap(inbox -> Optional.ofNullable(people.get(event.id()))
                            .map(contact -> triggered(event, contact, inbox, found)));
        }
        if (isAboutContact(event)) {
            return Optional.ofNullable(people.get(event.id()))
                    .map(contact ->
                            contact.webhook(accounts.get(event.account()).name()));
        }
        return inboxes.find(event.account(), event.inboxId() == null ? 0 : event.inboxId())
                .map(this::inbox);
    }

    private Triggered triggered(Event event, Contact contact, Inbox inbox, Payloads.Found found) {
        Contact.InAccount account = inAccount(event.account());
        return new Triggered(
                event.data().get("contact_inbox_id"),
                contact.webhook(account.name()),
                new Webhook.OfInbox(inbox.id(), inbox.name()),
                account,
                found.conversation(event).orElse(null),
                event.data().get("source_id"),
                event.data().get("event_info"));
    }

    private InboxBody inbox(Inbox inbox) {
        Map<String, Object> options = inbox.options();
        return new InboxBody(
                inbox.id(),
                inbox.name(),
                inbox.avatarUrl(),
                inbox.channel().wire(),
                options.get("greeting_enabled"),
                options.get("greeting_message"),
                options.get("enable_auto_assignment"),
                options.get("working_hours_enabled"),
                options.get("out_of_office_message"),
                options.get("timezone"),
                options.get("allow_messages_after_resolved"),
                options.get("lock_to_single_conversation"),
                inAccount(inbox.account()));
    }

    private Contact.InAccount inAccount(AccountId account) {
        return new Contact.InAccount(account.value(), accounts.get(account).name());
    }

    /// Empty when the conversation is gone.
    Optional<String> typing(TypingChanged typing, String event) {
        return payloads.typing(typing).map(thing -> json.writeValueAsString(new Body(thing, null, event)));
    }

    String test(AgentBot bot) {
        var thing = new BotTestBody(bot.id(), bot.name(), bot.outgoingUrl(), inAccount(bot.account()));
        return json.writeValueAsString(new Body(thing, null, DeliveryLog.TEST));
    }

    String test(Webhook webhook) {
        var thing = new TestBody(
                webhook.id(), webhook.name(), webhook.url(), webhook.subscriptions(), inAccount(webhook.account()));
        return json.writeValueAsString(new Body(thing, null, DeliveryLog.TEST));
    }
}
