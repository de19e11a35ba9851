package io.supportly.accounts;

import io.supportly.kernel.Caller;
import io.supportly.kernel.Role;
import io.supportly.kernel.web.Allow;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/accounts/{account}")
@Tag(name = "Account", description = "Your account's name, locale and settings.")
final class AccountController {
    private final Accounts accounts;

    AccountController(Accounts accounts) {
        this.accounts = accounts;
    }

    @GetMapping
    @Allow(scope = "accounts.read")
    @Operation(summary = "Show the account", description = "The account with its settings and feature flags.")
    Account show(Caller caller) {
        return accounts.get(caller.account());
    }

    @PatchMapping
    @Allow(role = Role.ADMINISTRATOR, scope = "accounts.write")
    @Operation(summary = "Update the account", description = "Changes what is sent and leaves the rest as it is.")
    Account update(Caller caller, @RequestBody Account.Draft draft) {
        return accounts.update(caller.account(), draft.checked());
    }
}
