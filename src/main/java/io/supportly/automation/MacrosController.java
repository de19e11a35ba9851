package io.supportly.automation;

import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import io.supportly.kernel.Caller;
import io.supportly.kernel.jobs.Jobs;
import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.web.Allow;
import io.supportly.kernel.web.Required;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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

@RestController
@RequestMapping("/api/v1/accounts/{account}/macros")
@Tag(name = "Macros", description = "Actions that an agent does together with one click.")
final class MacrosController {
    private static final int MOST_AT_ONCE = 100;

    private final Macros macros;
    private final MacroDrafting drafting;
    private final Jobs jobs;
    private final OneTimeTask<MacroExecution> executeMacro;

    MacrosController(Macros macros, MacroDrafting drafting, Jobs jobs, OneTimeTask<MacroExecution> executeMacro) {
        this.macros = macros;
        this.drafting = drafting;
        this.jobs = jobs;
        this.executeMacro = executeMacro;
    }

    record All(List<Macro.Rest> payload) {}

    record One(Macro.Rest payload) {}

    record Targets(@Required @Nullable List<Long> conversationIds) {
        ArrayList<Long> checked() {
            new Faults()
                    .check(
                            "conversation_ids",
                            conversationIds != null && !conversationIds.isEmpty(),
                            "can't be blank",
                            "blank")
                    .check(
                            "conversation_ids",
                            conversationIds == null || conversationIds.size() <= MOST_AT_ONCE,
                            "are too many (maximum is " + MOST_AT_ONCE + ")",
                            "too_long")
                    .orThrow();
            return new ArrayList<>(conversationIds == null ? List.of() : conversationIds);
        }
    }

    @GetMapping
    @Allow(scope = "automations.read")
    @Operation(summary = "List macros", description = "Everybody's, and your own personal ones.")
    All list(Caller caller) {
        return new All(drafting.shown(caller.account(), macros.of(caller)));
    }

    @GetMapping("/{id}")
    @Allow(scope = "automations.read")
    @Operation(summary = "Show a macro", description = "One macro.")
    One show(Caller caller, @PathVariable long id) {
        return one(caller, macros.get(caller, id));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Allow(scope = "automations.write")
    @Operation(
            summary = "Create a macro",
            description = "The `actions` are those of automation rules, without mails to teams; `assign_agent` takes"
                    + " `self` for whoever runs it. What an agent creates is always personal. Up to 30 actions.")
    One add(Caller caller, @RequestBody Macro.Draft draft) {
        return one(caller, drafting.add(caller, draft));
    }

    @PatchMapping("/{id}")
    @Allow(scope = "automations.write")
    @Operation(
            summary = "Update a macro",
            description = "By its author, and by administrators when it is global. What is not sent stays.")
    One update(Caller caller, @PathVariable long id, @RequestBody Macro.Draft draft) {
        return one(caller, drafting.update(caller, id, draft));
    }

    @DeleteMapping("/{id}")
    @Allow(scope = "automations.write")
    @Operation(summary = "Delete a macro", description = "By its author, and by administrators when it is global.")
    Map<String, Object> remove(Caller caller, @PathVariable long id) {
        drafting.remove(caller, id);
        return Map.of();
    }

    @PostMapping("/{id}/execute")
    @ResponseStatus(HttpStatus.OK)
    @Allow(scope = "conversations.write")
    @Operation(
            summary = "Run a macro",
            description = "On up to 100 conversations, by their numbers, shortly after the answer and in your name."
                    + " Those that you may not see are left out.")
    Map<String, Object> execute(Caller caller, @PathVariable long id, @RequestBody Targets targets) {
        ArrayList<Long> conversations = targets.checked();
        Macro macro = macros.get(caller, id);
        String execution = UUID.randomUUID().toString();
        jobs.schedule(
                executeMacro,
                execution,
                new MacroExecution(execution, caller.account().value(), macro.id(), caller.actorId(), conversations));
        return Map.of();
    }

    private One one(Caller caller, Macro macro) {
        return new One(drafting.shown(caller.account(), List.of(macro)).getFirst());
    }
}
