package io.supportly.accounts;

import io.supportly.kernel.AccountId;
import io.supportly.kernel.Caller;
import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.web.Allow;
import io.supportly.kernel.web.Identity;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/profile")
@Tag(name = "Profile", description = "The user whose token is sent, in all his accounts.")
final class ProfileController {
    private final Profiles profiles;
    private final Attending attending;
    private final Tokens tokens;

    ProfileController(Profiles profiles, Attending attending, Tokens tokens) {
        this.profiles = profiles;
        this.attending = attending;
        this.tokens = tokens;
    }

    @GetMapping
    @Allow(scope = "agents.read")
    @Operation(summary = "Show your profile", description = "Who you are, and which accounts you reach.")
    Profile show(Identity identity) {
        return profiles.get(identity.userId(), identity.callers().keySet());
    }

    @PostMapping("/availability")
    @Allow(scope = "agents.write")
    @Operation(
            summary = "Set your availability",
            description = "In one account. It holds until you set another; `online` counts as a heartbeat as well.")
    Profile setAvailability(Identity identity, @RequestBody Profile.AvailabilityDraft draft) {
        var checked = draft.checked();
        attending.set(in(identity, checked.accountId()), checked.availability(), null);
        return profiles.get(identity.userId(), identity.callers().keySet());
    }

    @PostMapping("/auto_offline")
    @Allow(scope = "agents.write")
    @Operation(
            summary = "Set whether you go offline by yourself",
            description = "In one account: whether you are offline to others while your heartbeats stay out.")
    Profile setAutoOffline(Identity identity, @RequestBody Profile.AutoOfflineDraft draft) {
        var checked = draft.checked();
        attending.set(in(identity, checked.accountId()), null, checked.autoOffline());
        return profiles.get(identity.userId(), identity.callers().keySet());
    }

    @PatchMapping("/set_active_account")
    @Allow(scope = "agents.write")
    @Operation(
            summary = "Set the account that you work in",
            description = "It is the `account_id` of your profile from now on, where apps begin.")
    Profile setActiveAccount(Identity identity, @RequestBody Profile.ActiveAccountDraft draft) {
        var checked = draft.checked();
        profiles.workIn(in(identity, checked.accountId()));
        return profiles.get(identity.userId(), identity.callers().keySet());
    }

    @PostMapping("/reset_access_token")
    @Allow(scope = "agents.write", apps = false)
    @Operation(
            summary = "Replace your access token",
            description = "The old one stops working at once. The new one stands in this answer as `access_token`, and"
                    + " is not shown again: only its hash is kept.")
    Profile resetAccessToken(Identity identity) {
        long user = identity.userId();
        return profiles.get(user).with(tokens.rotateForUser(user));
    }

    private static Caller.Member in(Identity identity, @Nullable Long account) {
        Caller caller = identity.callers().get(new AccountId(Objects.requireNonNull(account)));
        if (caller instanceof Caller.Member member) {
            return member;
        }
        throw Problem.notFound();
    }
}
