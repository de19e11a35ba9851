package io.supportly.kernel.web;

import io.supportly.kernel.AccountId;
import io.supportly.kernel.Caller;
import java.util.Map;

/// Whose token a request carries, and who he is in each account that he reaches.
///
/// @param key names the token's owner, as `user:1` or `bot:1`; limits and idempotency keys are kept for it
public record Identity(String key, Map<AccountId, Caller> callers) {}
