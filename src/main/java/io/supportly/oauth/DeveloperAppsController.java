package io.supportly.oauth;

import io.supportly.kernel.Caller;
import io.supportly.kernel.Role;
import io.supportly.kernel.problems.Problem;
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
@RequestMapping("/api/v1/accounts/{account}/developer_apps")
@Tag(name = "Developer apps", description = "OAuth apps: programs that act for users within what these have granted.")
final class DeveloperAppsController {
    private final Apps apps;
    private final Grants grants;

    DeveloperAppsController(Apps apps, Grants grants) {
        this.apps = apps;
        this.grants = grants;
    }

    @GetMapping
    @Allow(role = Role.ADMINISTRATOR, scope = "accounts.read")
    @Operation(summary = "List developer apps", description = "All apps that the account has registered, oldest first.")
    List<App.Rest> list(Caller caller) {
        return apps.of(caller.account()).stream().map(app -> app.rest(null)).toList();
    }

    @GetMapping("/{id}")
    @Allow(role = Role.ADMINISTRATOR, scope = "accounts.read")
    @Operation(summary = "Show a developer app", description = "Without its secret, of which only a hash is kept.")
    App.Rest show(Caller caller, @PathVariable long id) {
        return apps.get(caller.account(), id).rest(null);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Allow(role = Role.ADMINISTRATOR, scope = "accounts.write")
    @Operation(
            summary = "Register a developer app",
            description = "The answer alone shows the `client_secret`. With `confidential` false the app gets none and"
                    + " proves itself by PKCE: for programs that run on users' machines.")
    App.Rest add(Caller caller, @RequestBody App.Draft draft) {
        var told = apps.add(caller.account(), draft.checkedAsNew());
        return told.app().rest(told.secret());
    }

    @PatchMapping("/{id}")
    @Allow(role = Role.ADMINISTRATOR, scope = "accounts.write")
    @Operation(
            summary = "Update a developer app",
            description = "Changes what is sent. A scope that is taken away is taken from its tokens at once.")
    App.Rest update(Caller caller, @PathVariable long id, @RequestBody App.Draft draft) {
        App app = apps.get(caller.account(), id);
        return apps.update(app, draft.checkedFor(app)).rest(null);
    }

    @PostMapping("/{id}/rotate_secret")
    @Allow(role = Role.ADMINISTRATOR, scope = "accounts.write")
    @Operation(
            summary = "Rotate a developer app's secret",
            description = "The old one stops working at once; the new one is in this answer and not shown again. Tokens"
                    + " go on working.")
    App.Rest rotateSecret(Caller caller, @PathVariable long id) {
        App app = apps.get(caller.account(), id);
        if (!app.isConfidential()) {
            throw Problem.invalid(null, "A public app has no secret");
        }
        var told = apps.rotateSecret(app);
        return told.app().rest(told.secret());
    }

    @DeleteMapping("/{id}")
    @Allow(role = Role.ADMINISTRATOR, scope = "accounts.write")
    @Operation(summary = "Delete a developer app", description = "Its tokens stop working at once, in every account.")
    Map<String, Object> remove(Caller caller, @PathVariable long id) {
        apps.remove(apps.get(caller.account(), id));
        return Map.of();
    }

    @GetMapping("/{id}/grants")
    @Allow(role = Role.ADMINISTRATOR, scope = "accounts.read")
    @Operation(
            summary = "List who granted a developer app access",
            description = "Users of this account, oldest first, with when the app acted for them last (to the hour).")
    List<Grant.ByUser> grants(Caller caller, @PathVariable long id) {
        return grants.of(apps.get(caller.account(), id));
    }

    @DeleteMapping("/{id}/grants/{grant}")
    @Allow(role = Role.ADMINISTRATOR, scope = "accounts.write")
    @Operation(
            summary = "Take a grant from a developer app",
            description = "Its tokens stop working at once; the user may grant it again.")
    Map<String, Object> revoke(Caller caller, @PathVariable long id, @PathVariable long grant) {
        grants.revoke(apps.get(caller.account(), id), grant);
        return Map.of();
    }
}
