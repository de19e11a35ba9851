package io.supportly.accounts;

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
@RequestMapping("/api/v1/accounts/{account}/custom_roles")
@Tag(name = "Custom roles", description = "Lists of what an agent may do.")
final class CustomRolesController {
    private final CustomRoles customRoles;

    CustomRolesController(CustomRoles customRoles) {
        this.customRoles = customRoles;
    }

    @GetMapping
    @Allow(role = Role.ADMINISTRATOR, scope = "agents.read")
    @Operation(summary = "List custom roles", description = "All of the account, by name.")
    List<CustomRole> list(Caller caller) {
        return customRoles.of(caller.account());
    }

    @GetMapping("/{id}")
    @Allow(role = Role.ADMINISTRATOR, scope = "agents.read")
    @Operation(summary = "Show a custom role", description = "One custom role.")
    CustomRole show(Caller caller, @PathVariable long id) {
        return customRoles.get(caller.account(), id);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Allow(role = Role.ADMINISTRATOR, scope = "agents.write")
    @Operation(
            summary = "Create a custom role",
            description = "An agent gets it as `custom_role_id`, and may from then on what is in its list only.")
    CustomRole add(Caller caller, @RequestBody CustomRole.Draft draft) {
        return customRoles.add(caller, draft.checked(true));
    }

    @PatchMapping("/{id}")
    @Allow(role = Role.ADMINISTRATOR, scope = "agents.write")
    @Operation(summary = "Update a custom role", description = "Its agents feel it at their next request.")
    CustomRole update(Caller caller, @PathVariable long id, @RequestBody CustomRole.Draft draft) {
        return customRoles.update(caller, id, draft.checked(false));
    }

    @DeleteMapping("/{id}")
    @Allow(role = Role.ADMINISTRATOR, scope = "agents.write")
    @Operation(summary = "Delete a custom role", description = "Its agents are plain agents again.")
    Map<String, Object> remove(Caller caller, @PathVariable long id) {
        customRoles.remove(caller, id);
        return Map.of();
    }
}
