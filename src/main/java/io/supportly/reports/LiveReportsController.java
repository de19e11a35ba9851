package io.supportly.reports;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.supportly.accounts.Agent;
import io.supportly.accounts.Members;
import io.supportly.kernel.AccountId;
import io.supportly.kernel.Caller;
import io.supportly.kernel.Role;
import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.web.Allow;
import io.supportly.kernel.web.FromQuery;
import io.supportly.kernel.web.Paging;
import io.supportly.kernel.web.Required;
import io.supportly.teams.Teams;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v2/accounts/{account}")
@Tag(name = "Reports", description = SummaryReportsController.ABOUT)
final class LiveReportsController {
    private static final int PAGE = 25;
    private static final List<String> TYPES = List.of("account", "agent");
    private static final List<String> GROUPS = List.of("team_id", "assignee_id");

    private final LiveCounts counts;
    private final Members members;
    private final Teams teams;

    LiveReportsController(LiveCounts counts, Members members, Teams teams) {
        this.counts = counts;
        this.members = members;
        this.teams = teams;
    }

    record Query(@Required @Nullable String type, @Nullable Integer page) {
        Query checked() {
            new Faults().present("type", type).oneOf("type", type, TYPES).orThrow();
            return this;
        }
    }

    record TeamQuery(@Nullable Long teamId) {}

    record GroupQuery(@Required @Nullable String groupBy) {
        GroupQuery checked() {
            new Faults()
                    .present("group_by", groupBy)
                    .oneOf("group_by", groupBy, GROUPS)
                    .orThrow();
            return this;
        }
    }

    record Load(long open, long unattended) {}

    record AgentLoad(long id, String name, String email, String thumbnail, String availability, Load metric) {}

    record Grouped(
            long open,
            long unattended,
            long unassigned,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Long teamId,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Long assigneeId) {}

    @GetMapping("/reports/conversations")
    @Allow(role = Role.ADMINISTRATOR, scope = "reports.read")
    @Operation(
            summary = "Show what is open now",
            description = "With `type=account` an object of `open`, `unattended`, `unassigned` and `pending`; with"
                    + " `type=agent` a list of agents with the same of theirs, 25 a page, who has most first.")
    Object conversations(Caller caller, @FromQuery Query query) {
        Query checked = query.checked();
        return "account".equals(checked.type())
                ? counts.overview(caller.account(), null)
                : agents(caller.account(), Paging.of(checked.page(), PAGE));
    }

    private List<AgentLoad> agents(AccountId account, Paging paging) {
        Map<Long, LiveCounts.Group> loads = counts.byAgent(account).stream()
                .collect(Collectors.toMap(LiveCounts.Group::group, Function.identity()));
        var idle = new LiveCounts.Group(0, 0, 0, 0);
        return members.of(account).stream()
                .map(agent -> load(agent, loads.getOrDefault(agent.id(), idle)))
                .sorted(Comparator.comparingLong(
                        (AgentLoad agent) -> -agent.metric().open()))
                .skip(paging.offset())
                .limit(paging.size())
                .toList();
    }

    private static AgentLoad load(Agent agent, LiveCounts.Group load) {
        return new AgentLoad(
                agent.id(),
                agent.name(),
                agent.email(),
                agent.thumbnail(),
                agent.availabilityStatus(),
                new Load(load.open(), load.unattended()));
    }

    @GetMapping("/live_reports/conversation_metrics")
    @Allow(role = Role.ADMINISTRATOR, scope = "reports.read")
    @Operation(summary = "Count what is open now", description = "Of the account, or of a team.")
    LiveCounts.Overview metrics(Caller caller, @FromQuery TeamQuery query) {
        if (query.teamId() != null) {
            teams.get(caller.account(), query.teamId());
        }
        return counts.overview(caller.account(), query.teamId());
    }

    @GetMapping("/live_reports/grouped_conversation_metrics")
    @Allow(role = Role.ADMINISTRATOR, scope = "reports.read")
    @Operation(summary = "Count what is open now by team or agent", description = "Those that have something open.")
    List<Grouped> grouped(Caller caller, @FromQuery GroupQuery query) {
        return "team_id".equals(query.checked().groupBy())
                ? counts.byTeam(caller.account()).stream()
                        .map(team -> new Grouped(team.open(), team.unattended(), team.unassigned(), team.group(), null))
                        .toList()
                : counts.byAgent(caller.account()).stream()
                        .map(agent ->
                                new Grouped(agent.open(), agent.unattended(), agent.unassigned(), null, agent.group()))
                        .toList();
    }
}
