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
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v2/accounts/{account}")
@Tag(name = "Reports", description = SummaryReportsController.ABOUT)
final class LabelReportsController {
    private static final List<String> GROUPS = List.of("agent", "team", "inbox", "label");

    private final Summaries summaries;
    private final Clock clock;

    LabelReportsController(Summaries summaries, Clock clock) {
        this.summaries = summaries;
        this.clock = clock;
    }

    /// By whom, and when.
    record GroupQuery(
            @Required @Nullable String groupBy,
            @Nullable String since,
            @Nullable String until,
            @Nullable String timezoneOffset,
            @Nullable String timezone) {

        Period checked(Instant now) {
            var faults = new Faults().present("group_by", groupBy).oneOf("group_by", groupBy, GROUPS);
            Period period = new Span(since, until, timezoneOffset, timezone).checked(faults, now);
            faults.orThrow();
            return period;
        }
    }

    record Outgoing(long id, String name, long outgoingMessagesCount) {}

    @GetMapping("/summary_reports/label")
    @Allow(role = Role.ADMINISTRATOR, scope = "reports.read")
    @Operation(
            summary = "Summarise labels",
            description = "One row for each label, with the conversations that carry it now.")
    List<SummaryRow.OfLabel> labels(Caller caller, @FromQuery RowsQuery query) {
        Period period = query.checked(clock.instant());
        return summaries.of(caller.account(), Scope.LABEL, period).stream()
                .map(each -> SummaryRow.OfLabel.of(
                        each.subject().id(), each.subject().name(), each.figures(), query.inBusiness()))
                .toList();
    }

    @GetMapping("/reports/outgoing_messages_count")
    @Allow(role = Role.ADMINISTRATOR, scope = "reports.read")
    @Operation(
            summary = "Count what was written",
            description = "Messages to customers and private notes, by agent, team, inbox or label.")
    List<Outgoing> outgoing(Caller caller, @FromQuery GroupQuery query) {
        Period period = query.checked(clock.instant());
        Scope scope = Scope.of(Objects.requireNonNull(query.groupBy()));
        return summaries.of(caller.account(), scope, period).stream()
                .map(each -> new Outgoing(
                        each.subject().id(),
                        each.subject().name(),
                        each.figures().outgoing()))
                .toList();
    }
}
