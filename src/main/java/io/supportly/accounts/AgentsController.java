package io.supportly.accounts;

import io.supportly.kernel.Caller;
import io.supportly.kernel.web.Allow;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/accounts/{account}/agents")
@Tag(name = "Agents", description = "The people who answer.")
final class AgentsController {
    private final Members members;

    AgentsController(Members members) {
        this.members = members;
    }

    @GetMapping
    @Allow(scope = "agents.read")
    @Operation(summary = "List agents", description = "All people of the account, administrators too, by name.")
    List<Agent> list(Caller caller) {
        return members.of(caller.account());
    }

    @GetMapping("/{id}")
    @Allow(scope = "agents.read")
    @Operation(summary = "Show an agent", description = "One of the account's people.")
    Agent show(Caller caller, @PathVariable long id) {
        return members.get(caller.account(), id);
    }
}
