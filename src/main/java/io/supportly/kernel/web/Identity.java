package io.supportly.kernel.web;

import io.supportly.kernel.AccountId;
import io.supportly.kernel.Caller;
import io.supportly.kernel.problems.Problem;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Whose token a request carries, and who he is in each account that he reaches.
///
/// @param key names the token's owner, as `user:1` or `bot:1`; limits and idempotency keys are kept for it
/// @param scopes what an app was granted; null: all that the caller may do himself
public record Identity(
        String key,
        Map<AccountId, Caller> callers,
        @Nullable Set<String> scopes) {
    public Identity(String key, Map<AccountId, Caller> callers) {
        this(key, callers, null);
    }

    public boolean mayUse(String scope) {
        return scopes == null || Scopes.cover(scopes, scope);
    }

    /// Whether an app acts for the user, in what he granted it.
    public boolean isApp() {
        return scopes != null;
    }

    /// Who the user is in each of his accounts; empty for a bot.
    public List<Caller.Member> members() {
        return callers.values().stream()
                .filter(Caller.Member.class::isInstance)
                .map(Caller.Member.class::cast)
                .sorted(Comparator.comparingLong(member -> member.account().value()))
                .toList();
    }

    /// Refused for whoever is no user.
    public long userId() {
        return members().stream().findFirst().orElseThrow(Problem::forbidden).userId();
    }
}
