package io.supportly.automation;

import io.supportly.kernel.Caller;
import io.supportly.kernel.Role;
import io.supportly.kernel.web.Allow;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
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

@RestController
@RequestMapping("/api/v1/accounts/{account}/automation_rules")
@Tag(name = "Automation rules", description = "What is to be done by itself when something happens.")
final class RulesController {
    private final Rules rules;
    private final Drafting drafting;

    RulesController(Rules rules, Drafting drafting) {
        this.rules = rules;
        this.drafting = drafting;
    }

    record All(List<Rule.Rest> payload) {}

    record One(Rule.Rest payload) {}

    @GetMapping
    @Allow(role = Role.ADMINISTRATOR, scope = "automations.read")
    @Operation(summary = "List automation rules", description = "All of them, in the order in which they act.")
    All list(Caller caller) {
        return new All(drafting.shown(caller.account(), rules.of(caller.account())));
    }

    @GetMapping("/{id}")
    @Allow(role = Role.ADMINISTRATOR, scope = "automations.read")
    @Operation(summary = "Show an automation rule", description = "One rule.")
    One show(Caller caller, @PathVariable long id) {
        return one(rules.get(caller.account(), id));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Allow(role = Role.ADMINISTRATOR, scope = "automations.write")
    @Operation(
            summary = "Create an automation rule",
            description = "On `event_name`, when the `conditions` hold, the `actions` are done, one after the other."
                    + " `and` binds tighter than `or`; no conditions always hold. What a rule does triggers no rule."
                    + " Up to 50 conditions and 30 actions.")
    Rule.Rest add(Caller caller, @RequestBody Rule.Draft draft) {
        return one(drafting.add(caller, draft)).payload();
    }

    @PatchMapping("/{id}")
    @Allow(role = Role.ADMINISTRATOR, scope = "automations.write")
    @Operation(
            summary = "Update an automation rule",
            description = "What is not sent stays. `active` switches it on and off.")
    One update(Caller caller, @PathVariable long id, @RequestBody Rule.Draft draft) {
        return one(drafting.update(caller, id, draft));
    }

    @DeleteMapping("/{id}")
    @Allow(role = Role.ADMINISTRATOR, scope = "automations.write")
    @Operation(summary = "Delete an automation rule", description = "The log of its runs goes with it.")
    Map<String, Object> remove(Caller caller, @PathVariable long id) {
        drafting.remove(caller, id);
        return Map.of();
    }

    @PostMapping("/{id}/clone")
    @ResponseStatus(HttpStatus.CREATED)
    @Allow(role = Role.ADMINISTRATOR, scope = "automations.write")
    @Operation(summary = "Clone an automation rule", description = "The copy is not active until it is switched on.")
    One copy(Caller caller, @PathVariable long id) {
        return one(drafting.copy(caller, id));
    }

    private One one(Rule rule) {
        return new One(drafting.shown(rule.account(), List.of(rule)).getFirst());
    }
}
