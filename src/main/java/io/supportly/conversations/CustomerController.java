package io.supportly.conversations;

import io.supportly.contacts.Contact;
import io.supportly.contacts.ContactDraft;
import io.supportly.contacts.ContactInbox;
import io.supportly.contacts.ContactInboxes;
import io.supportly.contacts.Contacts;
import io.supportly.contacts.MadeUpNames;
import io.supportly.inboxes.Inbox;
import io.supportly.kernel.Caller;
import io.supportly.kernel.web.Given;
import io.supportly.kernel.web.Open;
import io.supportly.labels.AttributeDefinitions;
import io.supportly.labels.AttributeModel;
import io.supportly.labels.AttributeRules;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
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

@RestController
@RequestMapping("/public/api/v1/inboxes/{identifier}")
@Tag(name = "Customer API", description = "What a customer's own client calls, for API inboxes; no token.")
final class CustomerController {
    private final Customers customers;
    private final Contacts contacts;
    private final ContactInboxes contactInboxes;
    private final AttributeDefinitions definitions;
    private final TransactionTemplate transactions;

    CustomerController(
            Customers customers,
            Contacts contacts,
            ContactInboxes contactInboxes,
            AttributeDefinitions definitions,
            TransactionTemplate transactions) {
        this.customers = customers;
        this.contacts = contacts;
        this.contactInboxes = contactInboxes;
        this.definitions = definitions;
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

    record Body(
            @Nullable String identifier,
            @Nullable String identifierHash,
            Given<String> email,
            Given<String> name,
            Given<String> phoneNumber,
            Given<String> avatarUrl,
            @Nullable Map<String, Object> customAttributes,
            @Nullable String sourceId) {

        ContactDraft known(AttributeRules rules) {
            return draft(rules, identifier == null ? Given.absent() : Given.of(identifier), name);
        }

        ContactDraft named(AttributeRules rules) {
            boolean nameless = name.value() == null || name.value().isBlank();
            return draft(
                    rules,
                    identifier == null ? Given.absent() : Given.of(identifier),
                    nameless ? Given.of(MadeUpNames.next()) : name);
        }

        /// Who he is stays.
        ContactDraft changes(AttributeRules rules) {
            return draft(rules, Given.absent(), name);
        }

        private ContactDraft draft(AttributeRules rules, Given<String> identifier, Given<String> name) {
            return new ContactDraft(
                            name,
                            email,
                            phoneNumber,
                            identifier,
                            avatarUrl,
                            null,
                            null,
                            customAttributes,
                            null,
                            sourceId)
                    .checked(rules);
        }
    }

    record View(
            String sourceId,
            String pubsubToken,
            long id,
            String name,
            @Nullable String email,
            @Nullable String phoneNumber) {
        static View of(Contact contact, ContactInbox at) {
            return new View(
                    at.sourceId(),
                    at.pubsubToken(),
                    contact.id(),
                    contact.name(),
                    contact.email(),
                    contact.phoneNumber());
        }
    }

    @GetMapping
    @Open(why = Customers.WHY)
    @Operation(summary = "Show the inbox", description = "What a client shows before the customer writes.")
    InboxView inbox(@PathVariable String identifier) {
        Inbox inbox = customers.inbox(identifier);
        Map<String, Object> options = inbox.options();
        return new InboxView(
                identifier,
                inbox.hmacMandatory(),
                inbox.name(),
                options.get("timezone"),
                inbox.workingHours(),
                options.get("working_hours_enabled"),
                options.get("csat_survey_enabled"),
                options.get("greeting_enabled"));
    }

    @PostMapping("/contacts")
    @ResponseStatus(HttpStatus.CREATED)
    @Open(why = Customers.WHY)
    @Operation(
            summary = "Sign a customer in",
            description = "Finds the contact by identifier, e-mail or phone number, or makes one; who has no name gets"
                    + " two words for one. `identifier_hash` is the hex HMAC-SHA256 of the identifier with the inbox's"
                    + " HMAC token.")
    View add(@PathVariable String identifier, @RequestBody Body body) {
        Inbox inbox = customers.inbox(identifier);
        AttributeRules rules = rules(inbox);
        ContactDraft draft = body.known(rules);
        boolean verified = customers.proves(inbox, body.identifier(), body.identifierHash());
        var system = new Caller.System(inbox.account());
        return Objects.requireNonNull(transactions.execute(_ -> {
            Contact contact =
                    contacts.known(inbox.account(), draft).orElseGet(() -> contacts.add(system, body.named(rules)));
            ContactInbox at = contactInboxes.findOrAdd(contact, inbox, draft.sourceId());
            verify(at, verified);
            return View.of(contact, at);
        }));
    }

    private AttributeRules rules(Inbox inbox) {
        return definitions.rules(inbox.account(), AttributeModel.CONTACT);
    }

    private void verify(ContactInbox at, boolean verified) {
        if (verified && !at.hmacVerified()) {
            contactInboxes.verify(at);
        }
    }

    @GetMapping("/contacts/{source}")
    @Open(why = Customers.WHY)
    @Operation(summary = "Show a customer", description = "By his source id at the inbox.")
    View show(@PathVariable String identifier, @PathVariable String source) {
        Customers.Customer customer = customers.get(identifier, source);
        return View.of(customer.contact(), customer.at());
    }

    @PatchMapping("/contacts/{source}")
    @Open(why = Customers.WHY)
    @Operation(
            summary = "Update a customer",
            description = "Name, e-mail, phone number, picture and custom attributes, which are merged; not who he is."
                    + " Answers the whole record.")
    Contact.Raw update(@PathVariable String identifier, @PathVariable String source, @RequestBody Body body) {
        Customers.Customer customer = customers.get(identifier, source);
        String known = body.identifier() == null ? customer.contact().identifier() : body.identifier();
        boolean asks = body.identifierHash() != null || !customer.at().hmacVerified();
        boolean isHe = known != null && known.equals(customer.contact().identifier());
        boolean verified = asks && customers.proves(customer.inbox(), known, body.identifierHash()) && isHe;
        return Objects.requireNonNull(transactions.execute(_ -> {
            verify(customer.at(), verified);
            return contacts.update(customer.caller(), customer.contact().id(), body.changes(rules(customer.inbox())))
                    .raw();
        }));
    }
}
