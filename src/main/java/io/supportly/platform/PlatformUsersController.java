package io.supportly.platform;

import io.supportly.accounts.ManagedUser;
import io.supportly.kernel.Settings;
import io.supportly.kernel.web.ForPlatformApps;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
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
@RequestMapping("/platform/api/v1/users")
@Tag(name = "Platform")
final class PlatformUsersController {
    private final PlatformUsers users;
    private final Settings settings;

    PlatformUsersController(PlatformUsers users, Settings settings) {
        this.users = users;
        this.settings = settings;
    }

    record Login(String url) {}

    @GetMapping("/{id}")
    @ForPlatformApps
    @Operation(summary = "Show a user", description = "With the accounts that he belongs to, and as what.")
    ManagedUser show(PlatformApp app, @PathVariable long id) {
        return users.get(app, id);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @ForPlatformApps
    @Operation(
            summary = "Create a user",
            description = "Confirmed at once and in no account. The answer alone shows his `access_token`. A user who"
                    + " has the e-mail already is granted to the app as he is, without a token in the answer.")
    ManagedUser add(PlatformApp app, @RequestBody ManagedUser.Draft draft) {
        return users.add(app, draft);
    }

    @PatchMapping("/{id}")
    @ForPlatformApps
    @Operation(
            summary = "Update a user",
            description = "Changes what is sent, in every account; attributes are merged.")
    ManagedUser update(PlatformApp app, @PathVariable long id, @RequestBody ManagedUser.Draft draft) {
        return users.update(app, id, draft);
    }

    @DeleteMapping("/{id}")
    @ForPlatformApps
    @Operation(
            summary = "Delete a user",
            description = "He leaves all of his accounts, those of others too, and his conversations are unassigned.")
    Map<String, Object> remove(PlatformApp app, @PathVariable long id) {
        users.remove(app, id);
        return Map.of();
    }

    @PostMapping("/{id}/token")
    @ForPlatformApps
    @Operation(
            summary = "Give a user a new token",
            description = "The old one stops working at once. The new one is in this answer and not shown again.")
    ManagedUser.Token token(PlatformApp app, @PathVariable long id) {
        return users.token(app, id);
    }

    @GetMapping("/{id}/login")
    @ForPlatformApps
    @Operation(
            summary = "Make a login link",
            description = "Leads the user's browser into a session, once and within five minutes, after he agreed on a"
                    + " page. Its `sso_auth_token` signs a client in at `/auth/sign_in`. A new password ends it.")
    Login login(PlatformApp app, @PathVariable long id) {
        return new Login(settings.baseUrl() + users.login(app, id));
    }
}
