package io.supportly.accounts;

import io.supportly.kernel.Role;
import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.web.Required;
import io.supportly.kernel.web.Wrapped;
import org.jspecify.annotations.Nullable;

/// That a user belongs to an account, and as what; as an operator's program sees it (wire contract X7.3).
///
/// @param id the user's, as a membership has no number of its own
public record Membership(
        long id,
        long accountId,
        long userId,
        Role role,
        @Nullable Long customRoleId,
        @Nullable Long inviterId,
        String availability,
        boolean autoOffline,
        String createdAt,
        String updatedAt) {

    @Wrapped("account_user")
    public record Draft(
            @Required @Nullable Long userId,
            @Required @Nullable String role) {
        public Draft checked() {
            new Faults()
                    .present("user_id", userId)
                    .present("role", role)
                    .oneOf("role", role, Agent.ROLES)
                    .orThrow();
            return this;
        }
    }
}
