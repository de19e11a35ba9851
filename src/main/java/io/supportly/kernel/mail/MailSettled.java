package io.supportly.kernel.mail;

import io.supportly.kernel.AccountId;
import org.jspecify.annotations.Nullable;

/// A mail was sent, or nobody tries it any longer; published in the transaction that says so.
///
/// @param error in the server's words; null when it was sent
public record MailSettled(
        AccountId account, long mail, String kind, @Nullable String error) {}
