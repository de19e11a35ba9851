package io.supportly.accounts;

import io.supportly.kernel.Caller;
import io.supportly.kernel.Role;
import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.web.Allow;
import io.supportly.kernel.web.Required;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
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
@RequestMapping("/api/v1/accounts/{account}/agents")
@Tag(name = "Agents", description = "The people who answer.")
final class AgentsController {
    private static final int MOST_AT_ONCE = 100;

    private final Members members;
    private final Inviting inviting;
    private final Staffing staffing;

    AgentsController(Members members, Inviting inviting, Staffing staffing) {
        this.members = members;
        this.inviting = inviting;
        this.staffing = staffing;
    }

    record Emails(@Required @Nullable List<String> emails) {
        List<String> checked() {
            List<String> sent = emails == null ? List.of() : emails;
            new Faults()
                    .check("emails", !sent.isEmpty(), "can't be blank", "blank")
                    .check("emails", sent.size() <= MOST_AT_ONCE, "are too many (maximum is 100)", "too_long")
                    .orThrow();
            return sent;
        }
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

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Allow(role = Role.ADMINISTRATOR, scope = "agents.write")
    @Operation(
            summary = "Invite an agent",
            description = "A user who exists joins the account; a new one gets a mail with an invitation, and is not"
                    + " confirmed until he accepts. Without an SMTP server the mail is kept, see the list of mails.")
    Agent add(Caller caller, @RequestBody Agent.Invitation invitation) {
        return inviting.invite(caller, invitation);
    }

    @PostMapping("/bulk_create")
    @ResponseStatus(HttpStatus.CREATED)
    @Allow(role = Role.ADMINISTRATOR, scope = "agents.write")
    @Operation(
            summary = "Invite many agents",
            description = "Up to 100 by their `emails`; what is no e-mail or belongs to a member is left out.")
    Map<String, Object> addAll(Caller caller, @RequestBody Emails emails) {
        inviting.inviteAll(caller, emails.checked());
        return Map.of();
    }

    @PatchMapping("/{id}")
    @Allow(role = Role.ADMINISTRATOR, scope = "agents.write")
    @Operation(
            summary = "Update an agent",
            description = "His name (in every account), role, custom role, availability and whether he goes offline by"
                    + " himself. A custom role is for agents; null takes it away, and so does another role. What"
                    + " waits for an agent is given to who comes online. The last administrator keeps his role.")
    Agent update(Caller caller, @PathVariable long id, @RequestBody Agent.Change change) {
        return staffing.change(caller, id, change);
    }

    @DeleteMapping("/{id}")
    @Allow(role = Role.ADMINISTRATOR, scope = "agents.write")
    @Operation(
            summary = "Remove an agent",
            description = "He leaves teams and inboxes, his conversations are unassigned and the open ones given to"
                    + " others where that is wanted, his token no longer reaches the account. The last administrator"
                    + " can not be removed.")
    Map<String, Object> remove(Caller caller, @PathVariable long id) {
        staffing.remove(caller, id);
        return Map.of();
    }
}
