package io.supportly.conversations;

import io.supportly.kernel.AccountId;
import io.supportly.kernel.Caller;

/// Somebody begins or stops to write. It is told within this process and kept nowhere: who was not there to hear it
/// has missed nothing.
///
/// @param conversation its number
/// @param inbox where it is
/// @param isPrivate a note, which the contact must not hear of
public record TypingChanged(
        AccountId account, long conversation, long inbox, Caller caller, boolean on, boolean isPrivate) {}
