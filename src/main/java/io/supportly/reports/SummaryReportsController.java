package io.supportly.reports;

import io.supportly.kernel.Caller;
import io.supportly.kernel.Role;
import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.web.Allow;
import io.supportly.kernel.web.FromQuery;
import io.supportly.kernel.web.Required;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v2/accounts/{account}")
@Tag(name = "Reports", description = SummaryReportsController.ABOUT)
final class SummaryReportsController {
    static final String ABOUT = "How much there was to do, and how fast it was done; a minute old at most. Times are in"
            + " seconds, counted by the quarter hour: `since` and `until` are widened to it.";
    private static final String WITH_CSV = " As a CSV file with `Accept: text/csv` or `.csv` behind the path.";

    private final Summaries summaries;
    private final Clock clock;

    SummaryReportsController(Summaries summaries, Clock clock) {
        this.summaries = summaries;
        this.clock = clock;
    }

    /// With the time, which must be told.
    record Query(
            @Required @Nullable String since,
            @Required @Nullable String until,
            @Nullable String timezoneOffset,
            @Nullable String timezone,
            @Nullable Boolean businessHours) {

        RowsQuery checked(Instant now) {
            var faults = new Faults().present("since", since).present("until", until);
            new Span(since, until, timezoneOffset, timezone).checked(faults, now);
            faults.orThrow();
            return new RowsQuery(since, until, timezoneOffset, timezone, businessHours);
        }
    }

    @GetMapping("/reports/agents")
    @Allow(role = Role.ADMINISTRATOR, scope = "reports.read")
    @Operation(
            summary = "Report on agents",
            description = "One row for each agent: conversations that are assigned to them now and were created then,"
                    + " and what they resolved and answered." + WITH_CSV)
    List<SummaryRow> agents(Caller caller, @FromQuery Query query) {
        return rows(caller, Scope.AGENT, query.checked(clock.instant()));
    }

    @GetMapping("/reports/inboxes")
    @Allow(role = Role.ADMINISTRATOR, scope = "reports.read")
    @Operation(summary = "Report on inboxes", description = "One row for each inbox." + WITH_CSV)
    List<SummaryRow> inboxes(Caller caller, @FromQuery RowsQuery query) {
        return rows(caller, Scope.INBOX, query);
    }

    @GetMapping("/reports/teams")
    @Allow(role = Role.ADMINISTRATOR, scope = "reports.read")
    @Operation(
            summary = "Report on teams",
            description = "One row for each team, with the conversations that it has now." + WITH_CSV)
    List<SummaryRow> teams(Caller caller, @FromQuery RowsQuery query) {
        return rows(caller, Scope.TEAM, query);
    }

    @GetMapping("/summary_reports/agent")
    @Allow(role = Role.ADMINISTRATOR, scope = "reports.read")
    @Operation(
            summary = "Summarise agents",
            description = "As the report on agents; of all times unless said otherwise.")
    List<SummaryRow> agentSummaries(Caller caller, @FromQuery RowsQuery query) {
        return rows(caller, Scope.AGENT, query);
    }

    @GetMapping("/summary_reports/inbox")
    @Allow(role = Role.ADMINISTRATOR, scope = "reports.read")
    @Operation(summary = "Summarise inboxes", description = "As the report on inboxes.")
    List<SummaryRow> inboxSummaries(Caller caller, @FromQuery RowsQuery query) {
        return rows(caller, Scope.INBOX, query);
    }

    @GetMapping("/summary_reports/team")
    @Allow(role = Role.ADMINISTRATOR, scope = "reports.read")
    @Operation(summary = "Summarise teams", description = "As the report on teams.")
    List<SummaryRow> teamSummaries(Caller caller, @FromQuery RowsQuery query) {
        return rows(caller, Scope.TEAM, query);
    }

    private List<SummaryRow> rows(Caller caller, Scope scope, RowsQuery query) {
        Period period = query.checked(clock.instant());
        return summaries.of(caller.account(), scope, period).stream()
                .map(each -> SummaryRow.of(each.subject().id(), each.figures(), query.inBusiness()))
                .toList();
    }
}
