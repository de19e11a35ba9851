package io.supportly.accounts;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.supportly.kernel.Role;
import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.web.Required;
import io.supportly.kernel.web.Wrapped;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A user as he sees himself, with the accounts that he works in (wire contract X7.2).
///
/// @param accountId the account that he joined first
/// @param role what he is there
record Profile(
        long id,
        long accountId,
        String name,
        @Nullable String displayName,
        String availableName,
        String email,
        String uid,
        String provider,
        boolean confirmed,
        String avatarUrl,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Object> customAttributes,
        Role role,
        List<Membership> accounts) {

    /// @param availability what he is set to be
    /// @param availabilityStatus what others see
    record Membership(
            long id,
            String name,
            String status,
            Role role,
            List<String> permissions,
            String availability,
            String availabilityStatus,
            boolean autoOffline) {}

    /// What he wants to be in one of his accounts.
    @Wrapped("profile")
    record AvailabilityDraft(
            @Required @Nullable Long accountId,
            @Required @Nullable String availability) {
        AvailabilityDraft checked() {
            new Faults()
                    .present("account_id", accountId)
                    .present("availability", availability)
                    .oneOf("availability", availability, Agent.AVAILABILITIES)
                    .orThrow();
            return this;
        }
    }

    @Wrapped("profile")
    record AutoOfflineDraft(
            @Required @Nullable Long accountId,
            @Required @Nullable Boolean autoOffline) {
        AutoOfflineDraft checked() {
            new Faults()
                    .present("account_id", accountId)
                    .present("auto_offline", autoOffline)
                    .orThrow();
            return this;
        }
    }
}
