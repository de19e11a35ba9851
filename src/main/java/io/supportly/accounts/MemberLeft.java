package io.supportly.accounts;

import io.supportly.kernel.AccountId;

/// Published inside the transaction in which a member leaves, so that what others remember of him is forgotten with it.
public record MemberLeft(AccountId account, long user) {}
