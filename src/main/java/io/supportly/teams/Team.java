package io.supportly.teams;

import io.supportly.kernel.AccountId;
import io.supportly.kernel.json.Times;
import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.web.Given;
import io.supportly.kernel.web.Required;
import io.supportly.kernel.web.Wrapped;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A group of agents. Its name is kept in lower case and is unique in the account.
public record Team(
        long id,
        String name,
        @Nullable String description,
        boolean allowAutoAssign,
        Set<Long> members,
        Instant createdAt,
        Instant updatedAt) {

    /// What a client may send.
    @Wrapped("team")
    record Draft(
            @Required(whenUpdating = false) @Nullable String name,
            Given<String> description,
            @Nullable Boolean allowAutoAssign) {
        Draft checked(boolean isNew) {
            new Faults()
                    .check("name", name == null ? !isNew : !name.isBlank(), "can't be blank", "blank")
                    .atMost("name", name, 255)
                    .atMost("description", description.value(), 20_000)
                    .orThrow();
            return this;
        }
    }

    /// The shape of the API (reference, Teams).
    public record Rest(
            long id,
            String name,
            @Nullable String description,
            boolean allowAutoAssign,
            long accountId,
            boolean isMember) {}

    public record Push(long id, String name) {}

    /// The record as an assignment answers it.
    public record Raw(
            long id,
            String name,
            @Nullable String description,
            boolean allowAutoAssign,
            long accountId,
            String createdAt,
            String updatedAt) {}

    public Rest rest(AccountId account, long user) {
        return new Rest(id, name, description, allowAutoAssign, account.value(), members.contains(user));
    }

    public Push push() {
        return new Push(id, name);
    }

    public Raw raw(AccountId account) {
        return new Raw(
                id, name, description, allowAutoAssign, account.value(), Times.iso(createdAt), Times.iso(updatedAt));
    }
}
