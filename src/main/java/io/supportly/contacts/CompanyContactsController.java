package io.supportly.contacts;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.supportly.accounts.Members;
import io.supportly.kernel.AccountId;
import io.supportly.kernel.Caller;
import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.web.Allow;
import io.supportly.kernel.web.FromQuery;
import io.supportly.kernel.web.Paging;
import io.supportly.kernel.web.Required;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/accounts/{account}/companies/{id}")
@Tag(name = "Companies", description = "The organisations that your contacts belong to.")
final class CompanyContactsController {
    private static final int PAGE = 15;
    private static final int NOTES = 20;

    private final Companies companies;
    private final CompanyContacts contacts;
    private final ContactLists lists;
    private final Members members;

    CompanyContactsController(Companies companies, CompanyContacts contacts, ContactLists lists, Members members) {
        this.companies = companies;
        this.contacts = contacts;
        this.lists = lists;
        this.members = members;
    }

    record Query(@Nullable Integer page) {}

    record Link(@Required @Nullable Long contactId) {
        long checked() {
            new Faults().present("contact_id", contactId).orThrow();
            return Objects.requireNonNull(contactId);
        }
    }

    /// @param company null: he belongs to none
    record Belonging(
            @JsonUnwrapped Contact.Rest contact,
            boolean linkedToCurrentCompany,
            @Nullable InBrief company) {}

    record InBrief(long id, String name, @Nullable String domain) {}

    record Page(CompaniesController.Meta meta, List<Belonging> payload) {}

    record One(Contact.Rest payload) {}

    record NotesPage(List<Note.Rest> payload) {}

    @GetMapping("/contacts")
    @Allow(scope = "contacts.read")
    @Operation(summary = "List a company's contacts", description = "By id, 15 a page.")
    Page list(Caller caller, @PathVariable long id, @FromQuery Query query) {
        Company company = companies.get(caller, id);
        Paging paging = Paging.of(query.page(), PAGE);
        return new Page(
                new CompaniesController.Meta(company.contactsCount(), paging.page()),
                belonging(caller.account(), id, contacts.page(caller.account(), id, paging)));
    }

    @GetMapping("/contacts/search")
    @Allow(scope = "contacts.read")
    @Operation(
            summary = "Search contacts for a company",
            description =
                    "All of the account by name, e-mail, phone number or identifier, each with the company that he"
                            + " belongs to; 15 a page. `total_count` is how many are on the page.")
    Page search(Caller caller, @PathVariable long id, @FromQuery CompaniesController.SearchQuery query) {
        companies.get(caller, id);
        Paging paging = Paging.of(query.page(), PAGE);
        List<Contact> found = lists.search(caller.account(), query.checked(), PAGE, paging.offset());
        return new Page(
                new CompaniesController.Meta(found.size(), paging.page()), belonging(caller.account(), id, found));
    }

    /// One more statement, however many there are.
    private List<Belonging> belonging(AccountId account, long current, List<Contact> page) {
        Map<Long, InBrief> theirs = new HashMap<>();
        companies
                .of(
                        account,
                        page.stream()
                                .map(Contact::companyId)
                                .filter(Objects::nonNull)
                                .toList())
                .forEach(each -> theirs.put(each.id(), new InBrief(each.id(), each.name(), each.domain())));
        return page.stream()
                .map(contact -> new Belonging(
                        contact.rest(),
                        Objects.equals(contact.companyId(), current),
                        contact.companyId() == null ? null : theirs.get(contact.companyId())))
                .toList();
    }

    @PostMapping("/contacts")
    @Allow(scope = "contacts.write")
    @Operation(summary = "Link a contact to a company", description = "He belongs to no other one any more.")
    One link(Caller caller, @PathVariable long id, @RequestBody Link body) {
        companies.get(caller, id);
        return new One(contacts.link(caller, id, body.checked()).rest());
    }

    @DeleteMapping("/contacts/{contact}")
    @Allow(scope = "contacts.write")
    @Operation(summary = "Unlink a contact", description = "He stays, and belongs to no company.")
    One unlink(Caller caller, @PathVariable long id, @PathVariable long contact) {
        companies.get(caller, id);
        return new One(contacts.unlink(caller, id, contact).rest());
    }

    @GetMapping("/notes")
    @Allow(scope = "contacts.read")
    @Operation(summary = "List the notes of a company", description = "The newest 20 about its contacts.")
    NotesPage notes(Caller caller, @PathVariable long id) {
        companies.get(caller, id);
        return new NotesPage(contacts.notes(caller.account(), id, NOTES).stream()
                .map(note ->
                        note.rest(members.find(note.account(), note.userId()).orElse(null)))
                .toList());
    }
}
