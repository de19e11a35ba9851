package io.supportly.automation;

import io.supportly.kernel.Caller;
import io.supportly.kernel.Role;
import io.supportly.kernel.web.Allow;
import io.supportly.kernel.web.FromQuery;
import io.supportly.kernel.web.Paging;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/accounts/{account}/automation_rules/{id}")
@Tag(name = "Automation rules")
final class RunsController {
    private static final int SIZE = 25;

    private final Rules rules;
    private final Runs runs;
    private final Rehearsing rehearsing;

    RunsController(Rules rules, Runs runs, Rehearsing rehearsing) {
        this.rules = rules;
        this.runs = runs;
        this.rehearsing = rehearsing;
    }

    record Query(@Nullable Integer page) {}

    record Page(List<Run.Rest> payload, Meta meta) {}

    record Meta(int currentPage) {}

    @GetMapping("/runs")
    @Allow(role = Role.ADMINISTRATOR, scope = "automations.read")
    @Operation(
            summary = "List the runs of a rule",
            description = "What the rule did in the last 30 days, 25 a page, the newest first: each event that it"
                    + " matched, with what became of each action. `matched` is false when the rule could not be"
                    + " applied; after two such runs it is switched off.")
    Page list(Caller caller, @PathVariable long id, @FromQuery Query query) {
        rules.get(caller.account(), id);
        var paging = Paging.of(query.page(), SIZE);
        return new Page(
                runs.of(caller.account(), id, paging).stream().map(Run::rest).toList(), new Meta(paging.page()));
    }

    @PostMapping("/dry_run")
    @Allow(role = Role.ADMINISTRATOR, scope = "automations.read")
    @Operation(
            summary = "Try an automation rule",
            description = "Counts and lists (the newest 100) what the rule would have done to the events of the last 30"
                    + " days, and does nothing. It looks at the newest 10,000 events at most, and at their"
                    + " conversations as they are now.")
    Rehearsing.Rehearsal dryRun(Caller caller, @PathVariable long id) {
        return rehearsing.rehearse(caller, rules.get(caller.account(), id));
    }
}
