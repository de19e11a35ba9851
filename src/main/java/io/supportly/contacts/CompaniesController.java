package io.supportly.contacts;

import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import io.supportly.kernel.Caller;
import io.supportly.kernel.Role;
import io.supportly.kernel.jobs.Jobs;
import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.web.Allow;
import io.supportly.kernel.web.FromQuery;
import io.supportly.kernel.web.Paging;
import io.supportly.kernel.web.Required;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
@RequestMapping("/api/v1/accounts/{account}/companies")
@Tag(name = "Companies", description = "The organisations that your contacts belong to.")
final class CompaniesController {
    private static final int PAGE = 25;

    private final Companies companies;
    private final CompanyContacts contacts;
    private final Jobs jobs;
    private final CustomTask<Void> releasing;
    private final TransactionTemplate transactions;

    CompaniesController(
            Companies companies,
            CompanyContacts contacts,
            Jobs jobs,
            CustomTask<Void> releaseContacts,
            TransactionTemplate transactions) {
        this.companies = companies;
        this.contacts = contacts;
        this.jobs = jobs;
        this.releasing = releaseContacts;
        this.transactions = transactions;
    }

    record Query(
            @Nullable Integer page,
            @Nullable String sort,
            @Nullable String orderBy) {}

    record SearchQuery(
            @Required @Nullable String q, @Nullable Integer page) {
        String checked() {
            new Faults().present("q", q).atMost("q", q, 255).orThrow();
            return Objects.requireNonNull(q);
        }
    }

    record Keys(@Required @Nullable List<String> customAttributes) {
        List<String> checked() {
            new Faults().present("custom_attributes", customAttributes).orThrow();
            return Objects.requireNonNull(customAttributes);
        }
    }

    record Meta(long totalCount, int page) {}

    record Page(Meta meta, List<Company.Rest> payload) {}

    record One(Company.Rest payload) {}

    @GetMapping
    @Allow(scope = "contacts.read")
    @Operation(
            summary = "List companies",
            description = "25 a page. `sort` names a field, with `order_by` asc or desc, or a leading `-`.")
    Page list(Caller caller, @FromQuery Query query) {
        new Faults().oneOf("order_by", query.orderBy(), List.of("asc", "desc")).orThrow();
        String sort = query.sort() == null ? "" : query.sort();
        boolean down = sort.startsWith("-") || "desc".equals(query.orderBy());
        var order = Companies.Order.of(sort.replaceFirst("^-", ""));
        Paging paging = Paging.of(query.page(), PAGE);
        return page(companies.count(caller.account()), paging, companies.page(caller.account(), order, down, paging));
    }

    @GetMapping("/search")
    @Allow(scope = "contacts.read")
    @Operation(summary = "Search companies", description = "By name or domain, 25 a page.")
    Page search(Caller caller, @FromQuery SearchQuery query) {
        String text = query.checked();
        Paging paging = Paging.of(query.page(), PAGE);
        long found = companies.countFound(caller.account(), text);
        return page(found, paging, companies.search(caller.account(), text, found, paging));
    }

    private static Page page(long count, Paging paging, List<Company> companies) {
        return new Page(
                new Meta(count, paging.page()),
                companies.stream().map(Company::rest).toList());
    }

    @GetMapping("/{id}")
    @Allow(scope = "contacts.read")
    @Operation(summary = "Show a company", description = "With how many contacts it has.")
    One show(Caller caller, @PathVariable long id) {
        return new One(companies.get(caller, id).rest());
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Allow(scope = "contacts.write")
    @Operation(
            summary = "Create a company",
            description =
                    "Contacts who get an e-mail address of its `domain` later belong to it; the domain is unique.")
    One add(Caller caller, @RequestBody Company.Draft draft) {
        return new One(companies.add(caller, draft.checkedNew()).rest());
    }

    @PatchMapping("/{id}")
    @Allow(scope = "contacts.write")
    @Operation(
            summary = "Update a company",
            description = "Attributes are merged, other fields replaced; a field sent as null is cleared.")
    One update(Caller caller, @PathVariable long id, @RequestBody Company.Draft draft) {
        return new One(companies.update(caller, id, draft.checkedChange()).rest());
    }

    @PostMapping("/{id}/destroy_custom_attributes")
    @Allow(scope = "contacts.write")
    @Operation(summary = "Delete custom attributes", description = "Those with these keys; the others stay.")
    One destroyCustomAttributes(Caller caller, @PathVariable long id, @RequestBody Keys body) {
        return new One(companies.forget(caller, id, body.checked()).rest());
    }

    @DeleteMapping("/{id}/avatar")
    @Allow(scope = "contacts.write")
    @Operation(summary = "Delete a company's picture", description = "The company stays.")
    One removeAvatar(Caller caller, @PathVariable long id) {
        return new One(
                companies.update(caller, id, Company.Draft.withoutPicture()).rest());
    }

    @DeleteMapping("/{id}")
    @Allow(role = Role.ADMINISTRATOR, scope = "contacts.write")
    @Operation(summary = "Delete a company", description = "Its contacts stay, and belong to none.")
    Map<String, Object> remove(Caller caller, @PathVariable long id) {
        transactions.executeWithoutResult(_ -> {
            companies.remove(caller, id);
            if (contacts.release(caller.account(), id) == CompanyContacts.BATCH) {
                jobs.schedule(releasing, CompanyReleasing.instance(caller.account(), id), null);
            }
        });
        return Map.of();
    }
}
