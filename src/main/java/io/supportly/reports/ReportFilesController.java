package io.supportly.reports;

import io.supportly.kernel.Caller;
import io.supportly.kernel.Role;
import io.supportly.kernel.web.Allow;
import io.supportly.kernel.web.FromQuery;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v2/accounts/{account}/reports")
@Tag(name = "Reports", description = SummaryReportsController.ABOUT)
final class ReportFilesController {
    private static final List<String> FIGURES =
            List.of("Avg first response time", "Avg resolution time", "Avg customer waiting time", "Resolution count");

    private final Summaries summaries;
    private final Clock clock;

    ReportFilesController(Summaries summaries, Clock clock) {
        this.summaries = summaries;
        this.clock = clock;
    }

    @GetMapping("/agents.csv")
    @Allow(role = Role.ADMINISTRATOR, scope = "reports.read")
    @Operation(summary = "Report on agents as CSV", description = "Times are in words.")
    ResponseEntity<Resource> agents(Caller caller, @FromQuery SummaryReportsController.Query query) {
        return file(
                caller, Scope.AGENT, List.of("Agent name", "Assigned conversations"), query.checked(clock.instant()));
    }

    @GetMapping("/inboxes.csv")
    @Allow(role = Role.ADMINISTRATOR, scope = "reports.read")
    @Operation(summary = "Report on inboxes as CSV", description = "Times are in words.")
    ResponseEntity<Resource> inboxes(Caller caller, @FromQuery RowsQuery query) {
        return file(caller, Scope.INBOX, List.of("Inbox name", "Inbox type", "No. of conversations"), query);
    }

    @GetMapping("/teams.csv")
    @Allow(role = Role.ADMINISTRATOR, scope = "reports.read")
    @Operation(summary = "Report on teams as CSV", description = "Times are in words.")
    ResponseEntity<Resource> teams(Caller caller, @FromQuery RowsQuery query) {
        return file(caller, Scope.TEAM, List.of("Team name", "Conversations count"), query);
    }

    @GetMapping({"/labels", "/labels.csv"})
    @Allow(role = Role.ADMINISTRATOR, scope = "reports.read")
    @Operation(
            summary = "Report on labels as CSV",
            description = "Times are in words. The same as JSON is `summary_reports/label`.")
    ResponseEntity<Resource> labels(Caller caller, @FromQuery RowsQuery query) {
        return file(caller, Scope.LABEL, List.of("Label", "No. of conversations"), query);
    }

    /// As a stream: of bytes Spring would serve the part that a `Range` asks for, which a report is not made for.
    private ResponseEntity<Resource> file(Caller caller, Scope scope, List<String> head, RowsQuery query) {
        Period period = query.checked(clock.instant());
        var table = new Table(period, with(head, FIGURES));
        for (Summaries.Summary each : summaries.of(caller.account(), scope, period)) {
            List<String> named = scope == Scope.INBOX
                    ? List.of(each.subject().name(), each.subject().kind())
                    : List.of(each.subject().name());
            table.add(with(named, cells(each.figures(), query.inBusiness())));
        }
        byte[] bytes = table.bytes();
        String name = scope.name().toLowerCase(Locale.ROOT) + (scope == Scope.INBOX ? "es" : "s") + "_report.csv";
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_TYPE, "text/csv;charset=UTF-8")
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(name).build().toString())
                .contentLength(bytes.length)
                .body(new InputStreamResource(new ByteArrayInputStream(bytes)));
    }

    private static List<String> cells(Figures figures, boolean inBusiness) {
        return List.of(
                Long.toString(figures.conversations()),
                Table.words(figures.firstResponse().average(inBusiness)),
                Table.words(figures.resolution().average(inBusiness)),
                Table.words(figures.reply().average(inBusiness)),
                Long.toString(figures.resolution().count()));
    }

    private static List<String> with(List<String> first, List<String> then) {
        var all = new ArrayList<>(first);
        all.addAll(then);
        return all;
    }
}
