package io.supportly.conversations;

import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import io.supportly.kernel.Caller;
import io.supportly.kernel.Role;
import io.supportly.kernel.jobs.Jobs;
import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.web.Allow;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Map;
import java.util.UUID;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

@RestController
@Tag(name = "Bulk actions", description = "One change of many conversations or contacts.")
final class BulkActionsController {
    private final Assigning assigning;
    private final Jobs jobs;
    private final CustomTask<String> changeMany;
    private final JsonMapper json;

    BulkActionsController(Assigning assigning, Jobs jobs, CustomTask<String> changeMany, JsonMapper json) {
        this.assigning = assigning;
        this.jobs = jobs;
        this.changeMany = changeMany;
        this.json = json;
    }

    @PostMapping("/api/v1/accounts/{account}/bulk_actions")
    @Allow(scope = "write")
    @Operation(
            summary = "Change many at once",
            description = "Up to 1,000 conversations (`fields`, `labels`, `snoozed_until`) or contacts (`labels`, or"
                    + " `action_name` delete for administrators), in the background; what you may not see is left out.")
    Map<String, Object> change(Caller caller, @RequestBody BulkChange.Draft draft) {
        BulkChange change = draft.checked();
        boolean may = change.kind() == BulkChange.Kind.CONVERSATION
                || !(caller instanceof Caller.Member member)
                || member.may(Role.AGENT, "contacts.write");
        if (!may || (change.deletes() && !caller.isAdministrator())) {
            throw Problem.forbidden();
        }
        assigning.checkAgent(caller, change.assignee().value(), "fields.assignee_id");
        assigning.checkTeam(caller, change.team().value());
        String order = json.writeValueAsString(BulkChanging.Order.of(caller, change));
        jobs.schedule(changeMany, caller.account() + ":" + UUID.randomUUID(), order);
        return Map.of();
    }
}
