package io.supportly.labels;

import io.supportly.kernel.Caller;
import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.web.Allow;
import io.supportly.kernel.web.FromQuery;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@RestController
@RequestMapping("/api/v1/accounts/{account}/custom_filters")
@Tag(name = "Custom filters", description = "Filters that a user keeps for himself.")
final class CustomFiltersController {
    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_QUERY = 20_000;

    private final CustomFilters filters;
    private final Filtering filtering;
    private final JsonMapper json;

    CustomFiltersController(CustomFilters filters, Filtering filtering, JsonMapper json) {
        this.filters = filters;
        this.filtering = filtering;
        this.json = json;
    }

    record Query(@Nullable String filterType) {}

    @GetMapping
    @Allow(scope = "accounts.read")
    @Operation(
            summary = "List custom filters",
            description = "Your own, of one type: `conversation`, unless `filter_type` says otherwise.")
    List<CustomFilter> list(Caller caller, @FromQuery Query query) {
        var faults = new Faults();
        var type = new CustomFilter.Draft(null, query.filterType(), null, null).typeOr(null, faults);
        faults.orThrow();
        return filters.of(caller, Objects.requireNonNull(type));
    }

    @GetMapping("/{id}")
    @Allow(scope = "accounts.read")
    @Operation(summary = "Show a custom filter", description = "One of your own.")
    CustomFilter show(Caller caller, @PathVariable long id) {
        return filters.get(caller, id);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Allow(scope = "accounts.write")
    @Operation(
            summary = "Create a custom filter",
            description = "`query` holds the body of Filter conversations or Filter contacts, which is checked as it is"
                    + " there; that of a report is free. A user has 1000 at most.")
    CustomFilter add(Caller caller, @RequestBody CustomFilter.Draft draft) {
        return filters.add(caller, checked(caller, draft, null));
    }

    @PatchMapping("/{id}")
    @Allow(scope = "accounts.write")
    @Operation(summary = "Update a custom filter", description = "One of your own; what is not sent stays.")
    CustomFilter update(Caller caller, @PathVariable long id, @RequestBody CustomFilter.Draft draft) {
        return filters.update(caller, id, checked(caller, draft, filters.get(caller, id)));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Allow(scope = "accounts.write")
    @Operation(summary = "Delete a custom filter", description = "One of your own.")
    void remove(Caller caller, @PathVariable long id) {
        filters.remove(caller, id);
    }

    private CustomFilter.Content checked(Caller caller, CustomFilter.Draft draft, @Nullable CustomFilter before) {
        String name = draft.name() != null || before == null ? draft.name() : before.name();
        String query = draft.query() != null
                ? json.writeValueAsString(draft.query())
                : before == null ? null : before.query().json();
        var faults = new Faults()
                .present("name", name)
                .atMost("name", name, LONGEST_NAME)
                .present("query", query)
                .atMost("query", query, LONGEST_QUERY);
        var type = draft.typeOr(before == null ? null : before.filterType(), faults);
        boolean isNew = draft.query() != null || (before != null && type != before.filterType());
        FilterModel model = type == null ? null : type.model();
        if (query != null && isNew && model != null) {
            filtering.check(faults, "query.payload", caller.account(), model, conditions(faults, query));
        }
        faults.orThrow();
        return new CustomFilter.Content(
                Objects.requireNonNull(name), Objects.requireNonNull(type), Objects.requireNonNull(query));
    }

    /// Null where there are none at all.
    private @Nullable List<FilterCondition> conditions(Faults faults, String query) {
        JsonNode payload = json.readTree(query).path("payload");
        if (!payload.isArray()) {
            return null;
        }
        var conditions = payload.valueStream()
                .flatMap(each -> Stream.ofNullable(FilterCondition.of(each)))
                .toList();
        faults.check("query.payload", conditions.size() == payload.size(), "must hold objects only", "invalid");
        return conditions;
    }
}
