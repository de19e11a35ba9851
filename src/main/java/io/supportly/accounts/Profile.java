package io.supportly.accounts;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.supportly.kernel.Role;
import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.web.Given;
import io.supportly.kernel.web.Required;
import io.supportly.kernel.web.Wrapped;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A user as he sees himself, with the accounts that he works in (wire contract X7.2).
///
/// @param accountId the account that he worked in last, or joined first
/// @param role what he is there
/// @param inviterId who invited him there
/// @param accessToken only when it has just been made: it is kept as a hash
/// @param type for clients that look for operators; always null
public record Profile(
        long id,
        long accountId,
        @Nullable String accessToken,
        String name,
        @Nullable String displayName,
        @Nullable String messageSignature,
        String availableName,
        String email,
        String uid,
        String provider,
        boolean confirmed,
        String avatarUrl,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Object> customAttributes,
        Map<String, Object> uiSettings,
        Role role,
        @Nullable Long inviterId,
        @Nullable String type,
        String createdAt,
        List<Membership> accounts) {

    /// @param permissions those of his custom role, or the word of his role
    /// @param availability what he is set to be
    /// @param availabilityStatus what others see
    /// @param activeAt when he last chose the account to work in
    public record Membership(
            long id,
            String name,
            String status,
            @Nullable String activeAt,
            Role role,
            List<String> permissions,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Long customRoleId,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            CustomRole customRole,

            String availability,
            String availabilityStatus,
            boolean autoOffline) {}

    /// What he may change about himself; what is not sent stays.
    @Wrapped("profile")
    public record Draft(
            @Nullable String name,
            Given<String> displayName,
            Given<String> messageSignature,
            @Nullable Map<String, Object> uiSettings,
            @Nullable String email,
            @Nullable String currentPassword,
            @Nullable String password,
            @Nullable String passwordConfirmation) {
        private static final int LONGEST_SIGNATURE = 10_000;

        /// Who takes up another e-mail or password has to show the one that he has.
        public Draft checked(Profile now) {
            var faults = new Faults()
                    .check("name", name == null || !name.isBlank(), "can't be blank", "blank")
                    .atMost("name", name, 255)
                    .atMost("display_name", displayName.value(), 255)
                    .atMost("message_signature", messageSignature.value(), LONGEST_SIGNATURE)
                    .email("email", email);
            if (password != null) {
                Passwords.check(faults, password, passwordConfirmation);
            }
            if (password != null || movesTo(now) != null) {
                faults.present("current_password", currentPassword);
            }
            faults.orThrow();
            return this;
        }

        /// His new e-mail; null when that stays.
        public @Nullable String movesTo(Profile now) {
            return email == null || email.equalsIgnoreCase(now.email()) ? null : email.toLowerCase(Locale.ROOT);
        }
    }

    @Wrapped("profile")
    record ActiveAccountDraft(@Required @Nullable Long accountId) {
        ActiveAccountDraft checked() {
            new Faults().present("account_id", accountId).orThrow();
            return this;
        }
    }

    Profile with(String newToken) {
        return new Profile(
                id,
                accountId,
                newToken,
                name,
                displayName,
                messageSignature,
                availableName,
                email,
                uid,
                provider,
                confirmed,
                avatarUrl,
                customAttributes,
                uiSettings,
                role,
                inviterId,
                type,
                createdAt,
                accounts);
    }

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
