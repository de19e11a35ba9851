package io.supportly.contacts;

import io.supportly.inboxes.Inbox;
import io.supportly.inboxes.Inboxes;
import io.supportly.kernel.Caller;
import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.web.Allow;
import io.supportly.kernel.web.Required;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/accounts/{account}")
@Tag(name = "Contacts", description = "The people who write to you.")
final class ContactInboxesController {
    private final Contacts contacts;
    private final ContactInboxes contactInboxes;
    private final Inboxes inboxes;

    ContactInboxesController(Contacts contacts, ContactInboxes contactInboxes, Inboxes inboxes) {
        this.contacts = contacts;
        this.contactInboxes = contactInboxes;
        this.inboxes = inboxes;
    }

    record Draft(
            @Required @Nullable Long inboxId,
            @Nullable String sourceId,
            @Nullable Boolean hmacVerified) {
        Draft checked() {
            new Faults()
                    .present("inbox_id", inboxId)
                    .atMost("source_id", sourceId, 255)
                    .orThrow();
            return this;
        }
    }

    record Place(
            @Required @Nullable Long inboxId,
            @Required @Nullable String sourceId) {
        Place checked() {
            new Faults()
                    .present("inbox_id", inboxId)
                    .present("source_id", sourceId)
                    .atMost("source_id", sourceId, 255)
                    .orThrow();
            return this;
        }
    }

    record Reachable(Inbox.InboxSlim inbox, String sourceId) {}

    record Reach(List<Reachable> payload) {}

    @GetMapping("/contacts/{id}/contactable_inboxes")
    @Allow(scope = "contacts.read")
    @Operation(
            summary = "List the inboxes that reach a contact",
            description = "Those of yours that a conversation can be begun at, with the name that he has there.")
    Reach contactable(Caller caller, @PathVariable long id) {
        Contact contact = contacts.get(caller, id);
        Map<Long, ContactInbox> known = new HashMap<>();
        contactInboxes.of(caller.account(), List.of(id)).forEach(at -> known.put(at.inboxId(), at));
        var reachable = new ArrayList<Reachable>();
        for (Inbox inbox : inboxes.of(caller.account())) {
            if (inboxes.maySee(caller, inbox.id())) {
                ContactInboxes.sourceAt(contact, inbox, known.get(inbox.id()))
                        .ifPresent(source -> reachable.add(new Reachable(inbox.slim(), source)));
            }
        }
        return new Reach(reachable);
    }

    @PostMapping("/contacts/{id}/contact_inboxes")
    @ResponseStatus(HttpStatus.CREATED)
    @Allow(scope = "contacts.write")
    @Operation(
            summary = "Make a contact known at an inbox",
            description = "Under `source_id`, or what the channel makes of his address when it is absent.")
    Contact.AtInbox add(Caller caller, @PathVariable long id, @RequestBody Draft draft) {
        Draft checked = draft.checked();
        Contact contact = contacts.get(caller, id);
        Inbox inbox = inboxes.get(caller, Objects.requireNonNull(checked.inboxId()));
        ContactInbox at = contactInboxes.findOrAdd(contact, inbox, checked.sourceId());
        if (Boolean.TRUE.equals(checked.hmacVerified()) && !at.hmacVerified()) {
            contactInboxes.verify(at);
        }
        return new Contact.AtInbox(at.sourceId(), inbox.slim());
    }

    @PostMapping("/contact_inboxes/filter")
    @Allow(scope = "contacts.read")
    @Operation(summary = "Find a contact by his name at an inbox", description = "Not found when nobody has it.")
    Contact.Rest find(Caller caller, @RequestBody Place place) {
        Place checked = place.checked();
        Inbox inbox = inboxes.get(caller, Objects.requireNonNull(checked.inboxId()));
        long contact = contactInboxes
                .bySource(caller.account(), inbox.id(), Objects.requireNonNull(checked.sourceId()))
                .orElseThrow(Problem::notFound)
                .contactId();
        return contacts.get(caller, contact).rest();
    }
}
