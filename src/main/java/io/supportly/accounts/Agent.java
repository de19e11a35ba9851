package io.supportly.accounts;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.supportly.kernel.Caller;
import io.supportly.kernel.Role;
import io.supportly.kernel.events.Event;
import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.web.Given;
import io.supportly.kernel.web.Required;
import io.supportly.kernel.web.Wrapped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

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
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long customRoleId,
        String thumbnail) {

    static final List<String> ROLES = List.of(Role.AGENT.word(), Role.ADMINISTRATOR.word());
    private static final String ONLINE = "online";
    private static final String OFFLINE = "offline";
    private static final String UPDATED = "agent_updated";
    static final List<String> AVAILABILITIES = List.of(ONLINE, "busy", OFFLINE);

    /// An invitation, as a client sends it.
    @Wrapped("agent")
    record Invitation(
            @Required @Nullable String name,
            @Required @Nullable String email,
            @Required @Nullable String role,
            @Nullable String availability,
            @Nullable Boolean autoOffline,
            @Nullable Long customRoleId) {

        /// `isMember` knows whether an e-mail belongs to a member already.
        Invitation checked(Predicate<String> isMember) {
            var faults = new Faults()
                    .present("name", name)
                    .atMost("name", name, 255)
                    .present("email", email)
                    .email("email", email)
                    .present("role", role)
                    .oneOf("role", role, ROLES)
                    .oneOf("availability", availability, AVAILABILITIES);
            checkForAgents(faults, role, customRoleId);
            faults.check("email", email == null || !isMember.test(email), "has already been taken", "taken");
            faults.orThrow();
            return this;
        }
    }

    /// What an administrator may change; what is not sent stays.
    @Wrapped("agent")
    record Change(
            @Nullable String name,
            @Nullable String role,
            @Nullable String availability,
            @Nullable String availabilityStatus,
            @Nullable Boolean autoOffline,
            Given<Long> customRoleId) {
        /// Of somebody who has this role so far.
        Change checked(Role now) {
            var faults = new Faults()
                    .check("name", name == null || !name.isBlank(), "can't be blank", "blank")
                    .atMost("name", name, 255)
                    .oneOf("role", role, ROLES)
                    .oneOf("availability", availability, AVAILABILITIES)
                    .oneOf("availability_status", availabilityStatus, AVAILABILITIES);
            checkForAgents(faults, role == null ? now.word() : role, customRoleId.value());
            faults.orThrow();
            return this;
        }

        @Nullable
        String wantedAvailability() {
            return availability == null ? availabilityStatus : availability;
        }
    }

    private static void checkForAgents(Faults faults, @Nullable String role, @Nullable Long customRole) {
        boolean ok = customRole == null || !Role.ADMINISTRATOR.word().equals(role);
        faults.check("custom_role_id", ok, "is for agents only", "invalid");
    }

    /// The shorter form that messages and live events carry.
    public record Push(
            long id,
            String name,
            String availableName,
            String avatarUrl,
            String type,
            String availabilityStatus,
            String thumbnail) {}

    /// Whether work may be given to him by itself.
    public boolean takesWork() {
        return confirmed && ONLINE.equals(availabilityStatus);
    }

    public boolean offline() {
        return OFFLINE.equals(availabilityStatus);
    }

    /// That he is not what he was; with his availability, where that is another one.
    Event updated(Caller caller, Agent before, Instant now) {
        Event event = Event.of(caller, UPDATED, now).with("user_id", id);
        return availabilityStatus.equals(before.availabilityStatus())
                ? event
                : event.with("availability_status", availabilityStatus);
    }

    /// Whether an event says that somebody went offline, and who.
    public static Optional<Long> wentOffline(Event event) {
        boolean went =
                event.type().equals(UPDATED) && OFFLINE.equals(event.data().get("availability_status"));
        return went && event.data().get("user_id") instanceof Number user
                ? Optional.of(user.longValue())
                : Optional.empty();
    }

    public Push push() {
        return new Push(id, name, availableName, thumbnail, "user", availabilityStatus, thumbnail);
    }
}
