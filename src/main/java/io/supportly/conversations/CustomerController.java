package io.supportly.conversations;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.supportly.contacts.Contact;
import io.supportly.contacts.ContactDraft;
import io.supportly.contacts.ContactInbox;
import io.supportly.contacts.ContactInboxes;
import io.supportly.contacts.Contacts;
import io.supportly.inboxes.Channel;
import io.supportly.inboxes.Inbox;
import io.supportly.inboxes.Inboxes;
import io.supportly.kernel.Caller;
import io.supportly.kernel.json.Attributes;
import io.supportly.kernel.json.Times;
import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.web.FromQuery;
import io.supportly.kernel.web.Given;
import io.supportly.kernel.web.Open;
import io.supportly.kernel.web.Required;
import io.supportly.kernel.web.Upload;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/// The customer's side of an API inbox (wire contract X8.1). What protects it is that only the integrator knows the
/// inbox's identifier and the contact's source id; with HMAC a contact also proves who he is.
@RestController
@RequestMapping("/public/api/v1/inboxes/{identifier}")
@Tag(name = "Customer API", description = "What a customer's own client calls, for API inboxes; no token.")
final class CustomerController {
    private static final String WHY = "the inbox's identifier and the contact's source id are the secret";
    private static final int NEWEST = 20;

    private final Inboxes inboxes;
    private final Contacts contacts;
    private final ContactInboxes contactInboxes;
    private final Conversations conversations;
    private final Messages messages;
    private final MessageViews views;
    private final Opening opening;
    private final Sending sending;
    private final Changing changing;
    private final Seeing seeing;
    private final JsonMapper json;
    private final TransactionTemplate transactions;

    CustomerController(
            Inboxes inboxes,
            Contacts contacts,
            ContactInboxes contactInboxes,
            Conversations conversations,
            Messages messages,
            MessageViews views,
            Opening opening,
            Sending sending,
            Changing changing,
            Seeing seeing,
            JsonMapper json,
            TransactionTemplate transactions) {
        this.inboxes = inboxes;
        this.contacts = contacts;
        this.contactInboxes = contactInboxes;
        this.conversations = conversations;
        this.messages = messages;
        this.views = views;
        this.opening = opening;
        this.sending = sending;
        this.changing = changing;
        this.seeing = seeing;
        this.json = json;
        this.transactions = transactions;
    }

    record InboxView(
            String identifier,
            boolean identityValidationEnabled,
            String name,
            @Nullable Object timezone,
            Object workingHours,
            @Nullable Object workingHoursEnabled,
            @Nullable Object csatSurveyEnabled,
            @Nullable Object greetingEnabled) {}

    record ContactBody(
            @Nullable String identifier,
            @Nullable String identifierHash,
            Given<String> email,
            Given<String> name,
            Given<String> phoneNumber,
            Given<String> avatarUrl,
            @Nullable Map<String, Object> customAttributes,
            @Nullable String sourceId) {
        ContactDraft draft() {
            Given<String> named = identifier == null ? Given.absent() : Given.of(identifier);
            return new ContactDraft(
                            name, email, phoneNumber, named, avatarUrl, null, null, customAttributes, null, sourceId)
                    .checked();
        }
    }

    record ContactView(
            String sourceId,
            String pubsubToken,
            long id,
            String name,
            @Nullable String email,
            @Nullable String phoneNumber) {
        static ContactView of(Contact contact, ContactInbox at) {
            return new ContactView(
                    at.sourceId(),
                    at.pubsubToken(),
                    contact.id(),
                    contact.name(),
                    contact.email(),
                    contact.phoneNumber());
        }
    }

    record Start(@Nullable Map<String, Object> customAttributes) {}

    record Words(
            @Required(unless = "attachments") @Nullable String content,
            @Nullable String echoId,
            List<Upload> attachments) {
        MessageDraft draft() {
            return new MessageDraft(content, "incoming", false, null, null, echoId, null, attachments).checked();
        }
    }

    record MessagesQuery(@Nullable Long before) {}

    record MessageView(
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

    /// A known customer at an inbox.
    private record Customer(Inbox inbox, ContactInbox at, Contact contact, Caller.Visitor caller) {}

    private Inbox inbox(String identifier) {
        return inboxes.byIdentifier(identifier)
                .filter(inbox -> inbox.channel() == Channel.API)
                .orElseThrow(Problem::notFound);
    }

    private Customer customer(String identifier, String source) {
        Inbox inbox = inbox(identifier);
        ContactInbox at =
                contactInboxes.bySource(inbox.account(), inbox.id(), source).orElseThrow(Problem::notFound);
        Contact contact = contacts.find(inbox.account(), at.contactId()).orElseThrow(Problem::notFound);
        return new Customer(inbox, at, contact, new Caller.Visitor(inbox.account(), contact.id(), contact.name()));
    }

    /// An unverified contact sees only what he began at this very contact inbox.
    private Conversations.Whole conversation(Customer customer, long id) {
        return conversations
                .find(customer.inbox().account(), id)
                .filter(whole ->
                        whole.conversation().contactId() == customer.contact().id()
                                && (customer.at().hmacVerified()
                                        || whole.conversation().contactInboxId()
                                                == customer.at().id()))
                .orElseThrow(Problem::notFound);
    }

    @GetMapping
    @Open(why = WHY)
    @Operation(summary = "Show the inbox", description = "Its name, working hours and what it asks of customers.")
    InboxView show(@PathVariable String identifier) {
        Inbox inbox = inbox(identifier);
        return new InboxView(
                inbox.identifier(),
                inbox.hmacMandatory(),
                inbox.name(),
                inbox.options().get("timezone"),
                inbox.workingHours(),
                inbox.options().get("working_hours_enabled"),
                inbox.options().get("csat_survey_enabled"),
                inbox.options().get("greeting_enabled"));
    }

    @PostMapping("/contacts")
    @ResponseStatus(HttpStatus.CREATED)
    @Open(why = WHY)
    @Operation(
            summary = "Sign a customer in",
            description = "Finds the contact by identifier, e-mail or phone number, or makes one. `identifier_hash` is"
                    + " the hex HMAC-SHA256 of the identifier with the inbox's HMAC token.")
    ContactView addContact(@PathVariable String identifier, @RequestBody ContactBody body) {
        Inbox inbox = inbox(identifier);
        ContactDraft draft = body.draft();
        boolean verified = verified(inbox, body);
        var system = new Caller.System(inbox.account());
        return Objects.requireNonNull(transactions.execute(_ -> {
            Contact contact = contacts.known(inbox.account(), draft).orElseGet(() -> contacts.add(system, draft));
            ContactInbox at = contactInboxes.findOrAdd(contact, inbox, draft.sourceId());
            if (verified && !at.hmacVerified()) {
                contactInboxes.verify(at);
            }
            return ContactView.of(contact, at);
        }));
    }

    private static boolean verified(Inbox inbox, ContactBody body) {
        if (body.identifierHash() == null || body.identifier() == null) {
            if (inbox.hmacMandatory()) {
                throw Problem.unauthorized("This inbox needs an identifier and its identifier_hash");
            }
            return false;
        }
        byte[] expected = hmac(inbox.hmacToken(), body.identifier()).getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(expected, body.identifierHash().getBytes(StandardCharsets.UTF_8))) {
            throw Problem.unauthorized("The identifier_hash is not that of the identifier");
        }
        return true;
    }

    private static String hmac(String key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @GetMapping("/contacts/{source}")
    @Open(why = WHY)
    @Operation(summary = "Show a customer", description = "By his source id at the inbox.")
    ContactView showContact(@PathVariable String identifier, @PathVariable String source) {
        Customer customer = customer(identifier, source);
        return ContactView.of(customer.contact(), customer.at());
    }

    @PostMapping("/contacts/{source}/conversations")
    @ResponseStatus(HttpStatus.CREATED)
    @Open(why = WHY)
    @Operation(summary = "Start a conversation", description = "Or get the only one, where the inbox keeps to it.")
    ConversationView start(@PathVariable String identifier, @PathVariable String source, @RequestBody Start body) {
        Customer customer = customer(identifier, source);
        var attributes = body.customAttributes() == null
                ? Attributes.NONE
                : new Attributes(json.writeValueAsString(body.customAttributes()));
        long number = opening.openAt(
                customer.caller(),
                customer.inbox(),
                customer.contact(),
                customer.at(),
                Opening.Start.plain(attributes));
        return view(conversation(customer, number));
    }

    @GetMapping("/contacts/{source}/conversations")
    @Open(why = WHY)
    @Operation(summary = "List a customer's conversations", description = "The latest first.")
    List<ConversationView> conversations(@PathVariable String identifier, @PathVariable String source) {
        Customer customer = customer(identifier, source);
        return conversations.ofContact(customer.caller(), customer.contact().id(), NEWEST).stream()
                .filter(whole -> customer.at().hmacVerified()
                        || whole.conversation().contactInboxId()
                                == customer.at().id())
                .map(this::view)
                .toList();
    }

    @GetMapping("/contacts/{source}/conversations/{id}")
    @Open(why = WHY)
    @Operation(summary = "Show a customer's conversation", description = "With what was said.")
    ConversationView conversation(@PathVariable String identifier, @PathVariable String source, @PathVariable long id) {
        return view(conversation(customer(identifier, source), id));
    }

    @PostMapping("/contacts/{source}/conversations/{id}/toggle_status")
    @Open(why = WHY)
    @Operation(summary = "End a conversation", description = "A customer can resolve, not reopen, this way.")
    ConversationView resolve(@PathVariable String identifier, @PathVariable String source, @PathVariable long id) {
        Customer customer = customer(identifier, source);
        conversation(customer, id);
        changing.change(customer.caller(), id, state -> state.status(Status.RESOLVED, null));
        return view(conversation(customer, id));
    }

    @PostMapping("/contacts/{source}/conversations/{id}/update_last_seen")
    @Open(why = WHY)
    @Operation(summary = "Mark as read", description = "The customer has read what was written to him.")
    Map<String, Object> seen(@PathVariable String identifier, @PathVariable String source, @PathVariable long id) {
        seeing.seenByContact(conversation(customer(identifier, source), id).conversation());
        return Map.of();
    }

    @GetMapping("/contacts/{source}/conversations/{id}/messages")
    @Open(why = WHY)
    @Operation(summary = "List messages", description = "The newest 20 that are for the customer, oldest first.")
    List<MessageView> messages(
            @PathVariable String identifier,
            @PathVariable String source,
            @PathVariable long id,
            @FromQuery MessagesQuery query) {
        return shown(conversation(customer(identifier, source), id), query.before());
    }

    @PostMapping("/contacts/{source}/conversations/{id}/messages")
    @ResponseStatus(HttpStatus.CREATED)
    @Open(why = WHY)
    @Operation(summary = "Write a message", description = "What the customer writes; it may wake the conversation.")
    MessageView write(
            @PathVariable String identifier,
            @PathVariable String source,
            @PathVariable long id,
            @RequestBody Words body) {
        Customer customer = customer(identifier, source);
        var whole = conversation(customer, id);
        Message message = sending.send(customer.caller(), whole.conversation(), body.draft());
        return MessageView.of(views.rest(message, whole.contact(), body.echoId()));
    }

    private List<MessageView> shown(Conversations.Whole whole, @Nullable Long before) {
        List<Message> found = messages.of(whole.conversation(), new Messages.Window(before, null, NEWEST, true));
        return views.rest(found, whole.contact()).stream().map(MessageView::of).toList();
    }

    private ConversationView view(Conversations.Whole whole) {
        Conversation conversation = whole.conversation();
        return new ConversationView(
                conversation.number(),
                conversation.uuid(),
                conversation.inboxId(),
                Times.secondsOrZero(conversation.times().contactLastSeenAt()),
                conversation.state().status(),
                Times.secondsOrZero(conversation.times().agentLastSeenAt()),
                shown(whole, null),
                whole.contact().raw());
    }
}
