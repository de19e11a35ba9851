package io.supportly.kernel.web;

import io.supportly.kernel.AccountId;
import io.supportly.kernel.Caller;
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
}
