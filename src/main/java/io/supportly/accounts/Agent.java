package io.supportly.accounts;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.supportly.kernel.Role;
import java.util.Map;

/// A user inside an account, in the shape that every list of people has (API reference, Agents).
///
/// @param thumbnail an address, or empty
public record Agent(
        long id,
        long accountId,
        String availabilityStatus,
        boolean autoOffline,
        boolean confirmed,
        String email,
        String provider,
        String availableName,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Object> customAttributes,
        String name,
        Role role,
        String thumbnail) {

    /// The shorter form that messages and live events carry.
    public record Push(
            long id,
            String name,
            String availableName,
            String avatarUrl,
            String type,
            String availabilityStatus,
            String thumbnail) {}

    public Push push() {
        return new Push(id, name, availableName, thumbnail, "user", availabilityStatus, thumbnail);
    }
}
