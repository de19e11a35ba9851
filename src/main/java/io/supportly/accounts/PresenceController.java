package io.supportly.accounts;

import io.supportly.kernel.Caller;
import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.web.Allow;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/accounts/{account}/presence")
@Tag(name = "Agents")
final class PresenceController {
    private final Attending attending;

    PresenceController(Attending attending) {
        this.attending = attending;
    }

    record PresenceDraft(@Nullable String availability) {
        PresenceDraft checked() {
            new Faults()
                    .oneOf("availability", availability, Agent.AVAILABILITIES)
                    .orThrow();
            return this;
        }
    }

    /// @param lapsesIn seconds
    record Presence(long userId, String availabilityStatus, boolean autoOffline, long lapsesIn) {}

    @PostMapping
    @Allow(scope = "agents.write")
    @Operation(
            summary = "Say that you are there",
            description =
                    "A heartbeat, to be sent every 20 seconds by a client that an agent sits at. Once an agent has"
                            + " sent one, and unless his `auto_offline` is off, he is offline to others when none came for 60"
                            + " seconds, and online again with the next. Who is set to be `busy` or `offline` stays that, and"
                            + " who never sends one is always what he is set to be. With `availability` you set your own.")
    Presence beat(Caller.Member caller, @RequestBody PresenceDraft draft) {
        String availability = draft.checked().availability();
        if (availability != null) {
            attending.set(caller, availability, null);
        }
        Agent agent = attending.attend(caller);
        return new Presence(agent.id(), agent.availabilityStatus(), agent.autoOffline(), Presences.LAPSE.toSeconds());
    }
}
