package io.supportly.teams;

import io.supportly.accounts.Agent;
import io.supportly.accounts.Members;
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
@RequestMapping("/api/v1/accounts/{account}/teams")
@Tag(name = "Teams", description = "Groups of agents that conversations are routed to.")
final class TeamsController {
    private final Teams teams;
    private final Members members;

    TeamsController(Teams teams, Members members) {
        this.teams = teams;
        this.members = members;
    }

    record People(@Required @Nullable List<Long> userIds) {
        List<Long> checked() {
            new Faults().present("user_ids", userIds).orThrow();
            return userIds == null ? List.of() : userIds;
        }
    }

    @GetMapping
    @Allow(scope = "teams.read")
    @Operation(summary = "List teams", description = "All teams of the account, oldest first.")
    List<Team.Rest> list(Caller.Member caller) {
        return teams.of(caller.account()).stream()
                .map(team -> team.rest(caller.account(), caller.userId()))
                .toList();
    }

    @GetMapping("/{id}")
    @Allow(scope = "teams.read")
    @Operation(summary = "Show a team", description = "One team.")
    Team.Rest show(Caller.Member caller, @PathVariable long id) {
        return teams.get(caller.account(), id).rest(caller.account(), caller.userId());
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Allow(role = Role.ADMINISTRATOR, scope = "teams.write")
    @Operation(summary = "Create a team", description = "The name is kept in lower case and is unique.")
    Team.Rest add(Caller.Member caller, @RequestBody Team.Draft draft) {
        return teams.add(caller, draft.checked(true)).rest(caller.account(), caller.userId());
    }

    @PatchMapping("/{id}")
    @Allow(role = Role.ADMINISTRATOR, scope = "teams.write")
    @Operation(summary = "Update a team", description = "Changes what is sent.")
    Team.Rest update(Caller.Member caller, @PathVariable long id, @RequestBody Team.Draft draft) {
        return teams.update(caller, id, draft.checked(false)).rest(caller.account(), caller.userId());
    }

    @DeleteMapping("/{id}")
    @Allow(role = Role.ADMINISTRATOR, scope = "teams.write")
    @Operation(summary = "Delete a team", description = "Its conversations stay, with no team.")
    Map<String, Object> remove(Caller caller, @PathVariable long id) {
        teams.remove(caller, id);
        return Map.of();
    }

    @GetMapping("/{id}/team_members")
    @Allow(scope = "teams.read")
    @Operation(summary = "List a team's members", description = "The agents of the team.")
    List<Agent> members(Caller caller, @PathVariable long id) {
        return people(caller, teams.get(caller.account(), id));
    }

    @PostMapping("/{id}/team_members")
    @ResponseStatus(HttpStatus.CREATED)
    @Allow(role = Role.ADMINISTRATOR, scope = "teams.write")
    @Operation(summary = "Add members", description = "Answers those who were added.")
    List<Agent> addMembers(Caller caller, @PathVariable long id, @RequestBody People people) {
        Team before = teams.get(caller.account(), id);
        List<Long> added = people.checked().stream()
                .filter(user -> !before.members().contains(user))
                .toList();
        teams.changeMembers(caller.account(), id, added, List.of());
        return members.only(caller.account(), added);
    }

    @PatchMapping("/{id}/team_members")
    @Allow(role = Role.ADMINISTRATOR, scope = "teams.write")
    @Operation(summary = "Set the members", description = "Exactly these; answers all.")
    List<Agent> setMembers(Caller caller, @PathVariable long id, @RequestBody People people) {
        List<Long> wanted = people.checked();
        List<Long> gone = teams.get(caller.account(), id).members().stream()
                .filter(user -> !wanted.contains(user))
                .toList();
        return people(caller, teams.changeMembers(caller.account(), id, wanted, gone));
    }

    @DeleteMapping("/{id}/team_members")
    @Allow(role = Role.ADMINISTRATOR, scope = "teams.write")
    @Operation(summary = "Remove members", description = "Takes these users out of the team.")
    Map<String, Object> removeMembers(Caller caller, @PathVariable long id, @RequestBody People people) {
        teams.changeMembers(caller.account(), id, List.of(), people.checked());
        return Map.of();
    }

    private List<Agent> people(Caller caller, Team team) {
        return members.only(caller.account(), team.members());
    }
}
