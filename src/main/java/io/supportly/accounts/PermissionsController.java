package io.supportly.accounts;

import io.supportly.kernel.AccountId;
import io.supportly.kernel.Caller;
import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.web.Identity;
import io.supportly.kernel.web.Open;
import io.supportly.kernel.web.Scopes;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Custom roles")
final class PermissionsController {
    private static final String BOT = "agent_bot";

    private final Members members;
    private final CustomRoles customRoles;

    PermissionsController(Members members, CustomRoles customRoles) {
        this.members = members;
        this.customRoles = customRoles;
    }

    /// What somebody may do.
    ///
    /// @param permissions those of his custom role, or the word of his role
    /// @param scopes what an app was granted; null for who is no app
    @Schema(name = "Permissions")
    record View(
            String role,
            @Nullable CustomRole customRole,
            List<String> permissions,
            @Nullable List<String> scopes) {}

    @GetMapping("/api/v1/accounts/{account}/permissions")
    @Open(why = "tells whoever sends a token of it, and of nothing else; an app needs no scope for that")
    @Operation(
            summary = "Show what you may do",
            description = "Your role in the account, your custom role if you have one, and for an app what it was"
                    + " granted. For users, agent bots and apps, with any token that reaches the account.")
    View show(Identity identity, @PathVariable long account) {
        return switch (identity.callers().get(new AccountId(account))) {
            case Caller.Member member -> of(member, identity.scopes());
            case Caller.Bot _ -> new View(BOT, null, List.of(BOT), null);
            case null, default -> throw Problem.notFound();
        };
    }

    private View of(Caller.Member member, @Nullable Set<String> granted) {
        CustomRole custom = customRole(member);
        return new View(
                member.role().word(),
                custom,
                CustomRole.permissions(member.role(), custom),
                granted == null
                        ? null
                        : Scopes.ALL.keySet().stream().filter(granted::contains).toList());
    }

    private @Nullable CustomRole customRole(Caller.Member member) {
        Long id = members.get(member.account(), member.userId()).customRoleId();
        return id == null ? null : customRoles.find(member.account(), id).orElse(null);
    }
}
