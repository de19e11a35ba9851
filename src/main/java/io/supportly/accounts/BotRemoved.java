package io.supportly.accounts;

import io.supportly.kernel.AccountId;

/// Published inside the transaction in which an agent bot is removed, for who remembers it.
public record BotRemoved(AccountId account, long bot) {}
