package io.supportly.accounts;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.supportly.kernel.Role;
import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.web.Given;
import io.supportly.kernel.web.Required;
import io.supportly.kernel.web.Wrapped;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A user as an operator's program sees him, with all accounts that he works in (wire contract X7.3).
///
/// @param accessToken only where it was just made
public record ManagedUser(
        long id,
        String name,
        @Nullable String displayName,
        String availableName,
        String email,
        String uid,
        String provider,
        boolean confirmed,
        String avatarUrl,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Object> customAttributes,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String accessToken,

        List<InAccount> accounts) {

    public record InAccount(long id, String name, Role role) {}

    /// @param expiry null: it does not expire
    public record Token(String accessToken, @Nullable Long expiry, Slim user) {}

    public record Slim(long id, String name, @Nullable String displayName, String email) {}

    ManagedUser with(String token) {
        return new ManagedUser(
                id,
                name,
                displayName,
                availableName,
                email,
                uid,
                provider,
                confirmed,
                avatarUrl,
                customAttributes,
                token,
                accounts);
    }

    Token token(String token) {
        return new Token(token, null, new Slim(id, name, displayName, email));
    }

    /// What an operator's program may set. What is not sent stays; attributes are merged.
    @Wrapped("user")
    public record Draft(
            @Nullable String name,
            Given<String> displayName,
            @Required(whenUpdating = false) @Nullable String email,
            @Required(whenUpdating = false) @Nullable String password,
            @Nullable Map<String, Object> customAttributes) {

        /// @param isNew whether it is to make a user, who needs a password
        void check(Faults faults, boolean isNew) {
            faults.check("name", name == null || !name.isBlank(), "can't be blank", "blank")
                    .atMost("name", name, 255)
                    .atMost("display_name", displayName.value(), 255)
                    .check("email", email == null ? !isNew : !email.isBlank(), "can't be blank", "blank")
                    .email("email", email);
            if (isNew || password != null) {
                Passwords.check(faults, password);
            }
        }
    }
}
