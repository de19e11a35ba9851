package io.supportly.platform;

import io.supportly.accounts.Tenant;
import io.supportly.kernel.web.ForPlatformApps;
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
@RequestMapping("/platform/api/v1/accounts")
@Tag(
        name = "Platform",
        description = "For operators' programs, under the token of a platform app: accounts, users, who belongs where,"
                + " agent bots. An app sees what it made or was granted.")
final class PlatformAccountsController {
    private final PlatformAccounts accounts;

    PlatformAccountsController(PlatformAccounts accounts) {
        this.accounts = accounts;
    }

    @GetMapping
    @ForPlatformApps
    @Operation(summary = "List the app's accounts", description = "All that it made or was granted, oldest first.")
    List<Tenant> list(PlatformApp app) {
        return accounts.of(app);
    }

    @GetMapping("/{id}")
    @ForPlatformApps
    @Operation(summary = "Show an account", description = "With its features, limits and attributes.")
    Tenant show(PlatformApp app, @PathVariable long id) {
        return accounts.get(app, id);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @ForPlatformApps
    @Operation(summary = "Create an account", description = "With nobody in it: users are put there one by one.")
    Tenant add(PlatformApp app, @RequestBody Tenant.Draft draft) {
        return accounts.add(app, draft.checked(true));
    }

    @PatchMapping("/{id}")
    @ForPlatformApps
    @Operation(
            summary = "Update an account",
            description = "Changes what is sent; features, limits and attributes are merged. Whoever comes to an"
                    + " account that is `suspended` is refused with 403 until it is `active` again.")
    Tenant update(PlatformApp app, @PathVariable long id, @RequestBody Tenant.Draft draft) {
        return accounts.update(app, id, draft.checked(false));
    }

    @DeleteMapping("/{id}")
    @ForPlatformApps
    @Operation(
            summary = "Delete an account",
            description = "It is gone for everybody at once, and all that hangs on it goes in the background.")
    Map<String, Object> remove(PlatformApp app, @PathVariable long id) {
        accounts.remove(app, id);
        return Map.of();
    }
}
