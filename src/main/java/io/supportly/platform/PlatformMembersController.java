package io.supportly.platform;

import io.supportly.accounts.Enrolling;
import io.supportly.accounts.Membership;
import io.supportly.kernel.AccountId;
import io.supportly.kernel.Role;
import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.web.ForPlatformApps;
import io.supportly.kernel.web.Required;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/platform/api/v1/accounts/{id}/account_users")
@Tag(name = "Platform")
final class PlatformMembersController {
    private final PlatformAccounts accounts;
    private final PlatformUsers users;
    private final Enrolling enrolling;

    PlatformMembersController(PlatformAccounts accounts, PlatformUsers users, Enrolling enrolling) {
        this.accounts = accounts;
        this.users = users;
        this.enrolling = enrolling;
    }

    record Leaving(@Required @Nullable Long userId) {
        long checked() {
            new Faults().present("user_id", userId).orThrow();
            return Objects.requireNonNull(userId);
        }
    }

    @GetMapping
    @ForPlatformApps
    @Operation(summary = "List who belongs to an account", description = "In the order in which they joined.")
    List<Membership> list(PlatformApp app, @PathVariable long id) {
        return enrolling.of(accounts.own(app, id));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @ForPlatformApps
    @Operation(
            summary = "Put a user into an account",
            description = "A user whom the app made or was granted; who belongs to the account gets the new role.")
    Membership put(PlatformApp app, @PathVariable long id, @RequestBody Membership.Draft draft) {
        AccountId account = accounts.own(app, id);
        Membership.Draft checked = draft.checked();
        long user = users.own(app, Objects.requireNonNull(checked.userId()));
        return enrolling.put(account, user, Role.of(Objects.requireNonNull(checked.role())));
    }

    @DeleteMapping
    @ForPlatformApps
    @Operation(
            summary = "Take a user out of an account",
            description = "Whoever put him there; also the account's last administrator.")
    Map<String, Object> remove(PlatformApp app, @PathVariable long id, @RequestBody Leaving leaving) {
        enrolling.remove(accounts.own(app, id), leaving.checked());
        return Map.of();
    }
}
