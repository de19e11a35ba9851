package io.supportly.contacts;

import io.supportly.inboxes.Inbox;
import io.supportly.inboxes.Inboxes;
import io.supportly.kernel.Caller;
import io.supportly.kernel.Role;
import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.web.Allow;
import io.supportly.kernel.web.FromQuery;
import io.supportly.kernel.web.Paging;
import io.supportly.kernel.web.Required;
import io.supportly.labels.AttributeDefinitions;
import io.supportly.labels.AttributeModel;
import io.supportly.labels.AttributeRules;
import io.supportly.labels.Filter;
import io.supportly.labels.FilterDraft;
import io.supportly.labels.FilterModel;
import io.supportly.labels.Filtering;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/accounts/{account}/contacts")
@Tag(name = "Contacts", description = "The people who write to you.")
final class ContactsController {
    private static final int PAGE = 15;
    private static final Duration ACTIVE = Duration.ofMinutes(5);

    private final Contacts contacts;
    private final ContactLists lists;
    private final ContactInboxes contactInboxes;
    private final Inboxes inboxes;
    private final AttributeDefinitions attributes;
    private final Filtering filtering;
    private final TransactionTemplate transactions;
    private final Clock clock;

    ContactsController(
            Contacts contacts,
            ContactLists lists,
            ContactInboxes contactInboxes,
            Inboxes inboxes,
            AttributeDefinitions attributes,
            Filtering filtering,
            TransactionTemplate transactions,
            Clock clock) {
        this.contacts = contacts;
        this.lists = lists;
        this.contactInboxes = contactInboxes;
        this.inboxes = inboxes;
        this.attributes = attributes;
        this.filtering = filtering;
        this.transactions = transactions;
        this.clock = clock;
    }

    record Query(
            @Nullable Integer page,
            @Nullable String sort,
            @Nullable String orderBy,
            @Nullable List<String> labels,
            @Nullable Boolean includeContactInboxes) {
        ContactLists.Order order() {
            new Faults().oneOf("order_by", orderBy, List.of("asc", "desc")).orThrow();
            return ContactLists.Order.of(sort == null ? "" : sort.replaceFirst("^-", ""));
        }

        boolean isDown() {
            return (sort != null && sort.startsWith("-")) || "desc".equals(orderBy);
        }
    }

    /// The labels are among the conditions.
    record FilterQuery(
            @Nullable Integer page,
            @Nullable String sort,
            @Nullable String orderBy,
            @Nullable Boolean includeContactInboxes) {
        Query list() {
            return new Query(page, sort, orderBy, null, includeContactInboxes);
        }
    }

    record PageQuery(@Nullable Integer page) {}

    record SearchQuery(
            @Required @Nullable String q, @Nullable Integer page) {}

    record Meta(long count, int currentPage) {}

    record SearchMeta(long count, int currentPage, boolean hasMore) {}

    record Page(Meta meta, List<Contact.Rest> payload) {}

    record Found(SearchMeta meta, List<Contact.Rest> payload) {}

    record One(Contact.Rest payload) {}

    record Made(Contact.Rest contact, AtInbox contactInbox) {}

    record AtInbox(
            Inbox.@Nullable InboxSlim inbox, @Nullable String sourceId) {}

    record MadePayload(Made payload) {}

    @GetMapping
    @Allow(scope = "contacts.read")
    @Operation(
            summary = "List contacts",
            description = "15 a page. `sort` names a field, with `order_by` asc or desc, or a leading `-`.")
    Page list(Caller caller, @FromQuery Query query) {
        List<String> labels = query.labels() == null ? List.of() : query.labels();
        Paging paging = Paging.of(query.page(), PAGE);
        List<Contact> page = lists.page(caller.account(), query.order(), query.isDown(), labels, paging);
        return page(caller, query, paging, page, lists.count(caller.account(), labels));
    }

    private Page page(Caller caller, Query query, Paging paging, List<Contact> page, long count) {
        boolean bare = Boolean.FALSE.equals(query.includeContactInboxes());
        return new Page(
                new Meta(count, paging.page()),
                bare ? page.stream().map(Contact::rest).toList() : withInboxes(caller, page));
    }

    @GetMapping("/active")
    @Allow(scope = "contacts.read")
    @Operation(
            summary = "List active contacts",
            description = "Those who wrote within the last five minutes, the last one first; 15 a page.")
    Page active(Caller caller, @FromQuery PageQuery query) {
        Paging paging = Paging.of(query.page(), PAGE);
        Instant since = clock.instant().minus(ACTIVE);
        List<Contact> page = lists.active(caller.account(), since, paging);
        return new Page(new Meta(lists.countActive(caller.account(), since), paging.page()), withInboxes(caller, page));
    }

    @PostMapping("/filter")
    @Allow(scope = "contacts.read")
    @Operation(
            summary = "Filter contacts",
            description = "Up to 50 conditions, joined by `and` (which binds tighter) and `or`; 15 a page, in the order"
                    + " of the list. A custom attribute is named by its key.")
    Page filter(Caller caller, @FromQuery FilterQuery query, @RequestBody FilterDraft draft) {
        Query list = query.list();
        Filter filter = filtering.checked(caller.account(), FilterModel.CONTACT, draft.payload());
        Paging paging = Paging.of(query.page(), PAGE);
        List<Contact> page = lists.page(caller.account(), list.order(), list.isDown(), filter, paging);
        return page(caller, list, paging, page, lists.count(caller.account(), filter));
    }

    @GetMapping("/search")
    @Allow(scope = "contacts.read")
    @Operation(summary = "Search contacts", description = "By name, e-mail, phone number or identifier.")
    Found search(Caller caller, @FromQuery SearchQuery query) {
        String text = query.q() == null ? "" : query.q();
        new Faults().present("q", text).atMost("q", text, 255).orThrow();
        Paging paging = Paging.of(query.page(), PAGE);
        List<Contact> found = lists.search(caller.account(), text, PAGE + 1, paging.offset());
        List<Contact> page = found.stream().limit(PAGE).toList();
        return new Found(new SearchMeta(page.size(), paging.page(), found.size() > PAGE), withInboxes(caller, page));
    }

    @GetMapping("/{id}")
    @Allow(scope = "contacts.read")
    @Operation(summary = "Show a contact", description = "With the inboxes that he is known at.")
    One show(Caller caller, @PathVariable long id) {
        return new One(withInboxes(caller, contacts.get(caller, id)));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Allow(scope = "contacts.write")
    @Operation(
            summary = "Create a contact",
            description = "Nothing is required. E-mail, phone number and identifier are unique. With `inbox_id` the"
                    + " contact is made known at that inbox too.")
    MadePayload add(Caller caller, @RequestBody ContactDraft draft) {
        ContactDraft checked = draft.checked(rules(caller));
        Inbox inbox = checked.inboxId() == null ? null : inboxes.get(caller, checked.inboxId());
        Made made = transactions.execute(_ -> {
            Contact contact = contacts.add(caller, checked);
            ContactInbox at = inbox == null ? null : contactInboxes.add(contact, inbox, checked.sourceId(), false);
            return new Made(
                    withInboxes(caller, contact),
                    new AtInbox(inbox == null ? null : inbox.slim(), at == null ? null : at.sourceId()));
        });
        return new MadePayload(made);
    }

    @PatchMapping("/{id}")
    @Allow(scope = "contacts.write")
    @Operation(
            summary = "Update a contact",
            description = "Attributes are merged, other fields replaced; a field sent as null is cleared.")
    One update(Caller caller, @PathVariable long id, @RequestBody ContactDraft draft) {
        return new One(withInboxes(caller, contacts.update(caller, id, draft.checked(rules(caller)))));
    }

    private AttributeRules rules(Caller caller) {
        return attributes.rules(caller.account(), AttributeModel.CONTACT);
    }

    @DeleteMapping("/{id}")
    @Allow(role = Role.ADMINISTRATOR, scope = "contacts.write")
    @Operation(
            summary = "Delete a contact",
            description = "For good, with all conversations. The contact is gone at once, the rest in the background.")
    Map<String, Object> remove(Caller caller, @PathVariable long id) {
        contacts.remove(caller, id);
        return Map.of();
    }

    private Contact.Rest withInboxes(Caller caller, Contact contact) {
        return withInboxes(caller, List.of(contact)).getFirst();
    }

    /// One more statement, however many there are.
    private List<Contact.Rest> withInboxes(Caller caller, List<Contact> page) {
        if (page.isEmpty()) {
            return List.of();
        }
        Map<Long, List<Contact.AtInbox>> known = new HashMap<>();
        contactInboxes
                .of(caller.account(), page.stream().map(Contact::id).toList())
                .forEach(at -> inboxes.find(caller.account(), at.inboxId())
                        .ifPresent(inbox -> known.computeIfAbsent(at.contactId(), _ -> new ArrayList<>())
                                .add(new Contact.AtInbox(at.sourceId(), inbox.slim()))));
        return page.stream()
                .map(contact -> contact.rest(known.getOrDefault(contact.id(), List.of())))
                .toList();
    }
}
