package io.supportly.accounts;

import io.supportly.kernel.AccountId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// An account's wish to have conversations resolved in which nothing happens any more (API reference, Account).
///
/// @param after how long nothing has happened
/// @param ignoreWaiting leave those alone in which the customer waits for an answer
/// @param message said to the customer before
/// @param label added
public record AutoResolve(
        AccountId account,
        Duration after,
        boolean ignoreWaiting,
        @Nullable String message,
        @Nullable String label) {}
