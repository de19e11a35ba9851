package io.supportly.inboxes;

import io.supportly.accounts.Agent;
import io.supportly.accounts.Members;
import io.supportly.kernel.Caller;
import io.supportly.kernel.Role;
import io.supportly.kernel.web.Allow;
import io.supportly.kernel.web.FromQuery;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/accounts/{account}")
@Tag(name = "Inboxes")
final class AssignableController {
    private final Inboxes inboxes;
    private final Members members;

    AssignableController(Inboxes inboxes, Members members) {
        this.inboxes = inboxes;
        this.members = members;
    }

    record Query(@Nullable List<Long> inboxIds) {}

    record People(List<Agent> payload) {}

    @GetMapping("/assignable_agents")
    @Allow(scope = "inboxes.read")
    @Operation(
            summary = "List assignable agents",
            description = "The members that all of the given inboxes have in common, and the administrators.")
    People list(Caller caller, @FromQuery Query query) {
        return assignable(caller, query.inboxIds() == null ? List.of() : query.inboxIds());
    }

    @GetMapping("/inboxes/{id}/assignable_agents")
    @Allow(scope = "inboxes.read")
    @Operation(summary = "List an inbox's assignable agents", description = "Its members and the administrators.")
    People ofInbox(Caller caller, @PathVariable long id) {
        return assignable(caller, List.of(id));
    }

    private People assignable(Caller caller, List<Long> ids) {
        List<Inbox> asked = ids.stream().map(id -> inboxes.get(caller, id)).toList();
        return new People(members.of(caller.account()).stream()
                .filter(agent -> members.mayConverse(caller.account(), agent.id()))
                .filter(agent -> agent.role() == Role.ADMINISTRATOR
                        || asked.stream().allMatch(inbox -> inbox.members().contains(agent.id())))
                .toList());
    }
}
