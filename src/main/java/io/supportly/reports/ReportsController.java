package io.supportly.reports;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.supportly.kernel.Caller;
import io.supportly.kernel.Role;
import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.web.Allow;
import io.supportly.kernel.web.FromQuery;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v2/accounts/{account}/reports")
@Tag(name = "Reports", description = SummaryReportsController.ABOUT)
final class ReportsController {
    private final Subjects subjects;
    private final Rollups rollups;
    private final Clock clock;

    ReportsController(Subjects subjects, Rollups rollups, Clock clock) {
        this.subjects = subjects;
        this.rollups = rollups;
        this.clock = clock;
    }

    /// Of whom, and when.
    record Query(
            @Nullable String type,
            @Nullable Long id,
            @Nullable String since,
            @Nullable String until,
            @Nullable String timezoneOffset,
            @Nullable String timezone,
            @Nullable Boolean businessHours) {

        Period checked(Instant now) {
            var faults = new Faults();
            checkSubject(faults, type, id);
            Period period = new Span(since, until, timezoneOffset, timezone).checked(faults, now);
            faults.orThrow();
            return period;
        }

        boolean inBusiness() {
            return Boolean.TRUE.equals(businessHours);
        }
    }

    static void checkSubject(Faults faults, @Nullable String type, @Nullable Long id) {
        faults.oneOf("type", type, Scope.WORDS);
        if (Scope.WORDS.contains(type) && scope(type) != Scope.ACCOUNT) {
            faults.present("id", id);
        }
    }

    static Scope scope(@Nullable String type) {
        return type == null ? Scope.ACCOUNT : Scope.of(type);
    }

    record Totals(
            long conversationsCount,
            long incomingMessagesCount,
            long outgoingMessagesCount,
            @Nullable BigDecimal avgFirstResponseTime,
            @Nullable BigDecimal avgResolutionTime,
            long resolutionsCount,
            @Nullable BigDecimal replyTime) {

        static Totals of(Figures figures, boolean inBusiness) {
            return new Totals(
                    figures.conversations(),
                    figures.incoming(),
                    figures.outgoing(),
                    figures.firstResponse().average(inBusiness),
                    figures.resolution().average(inBusiness),
                    figures.resolution().count(),
                    figures.reply().average(inBusiness));
        }
    }

    /// @param previous as long before
    record Summary(@JsonUnwrapped Totals totals, Totals previous) {}

    record BotTotals(long botResolutionsCount, long botHandoffsCount) {
        static BotTotals of(Figures figures) {
            return new BotTotals(figures.botResolutions(), figures.botHandoffs());
        }
    }

    record BotSummary(@JsonUnwrapped BotTotals totals, BotTotals previous) {}

    @GetMapping("/summary")
    @Allow(role = Role.ADMINISTRATOR, scope = "reports.read")
    @Operation(
            summary = "Summarise the account",
            description = "Or an agent, an inbox, a team or a label; with the time before, which is as long.")
    Summary summary(Caller caller, @FromQuery Query query) {
        Period period = query.checked(clock.instant());
        return new Summary(
                Totals.of(figures(caller, query, period), query.inBusiness()),
                Totals.of(figures(caller, query, period.previous()), query.inBusiness()));
    }

    @GetMapping("/bot_summary")
    @Allow(role = Role.ADMINISTRATOR, scope = "reports.read")
    @Operation(
            summary = "Summarise bots",
            description = "What bots resolved without a human answer, and what they handed over.")
    BotSummary botSummary(Caller caller, @FromQuery Query query) {
        Period period = query.checked(clock.instant());
        return new BotSummary(
                BotTotals.of(figures(caller, query, period)), BotTotals.of(figures(caller, query, period.previous())));
    }

    private Figures figures(Caller caller, Query query, @Nullable Period period) {
        Scope scope = scope(query.type());
        var subject = subjects.get(caller.account(), scope, query.id() == null ? 0 : query.id());
        return period == null ? Figures.NONE : rollups.of(caller.account(), scope, subject.key(), period);
    }
}
