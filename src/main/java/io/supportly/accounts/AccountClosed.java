package io.supportly.accounts;

import io.supportly.kernel.AccountId;

/// Published before the rows of a deleted account go, for who keeps something of it that is no row; perhaps again.
public record AccountClosed(AccountId account) {}
