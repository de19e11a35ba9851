package io.supportly.kernel.mail;

import java.util.List;

/// A mail to be written, with an envelope of its own.
///
/// @param kind a word for why, as `reply`
/// @param isHidden whether it is for its recipient alone, and not for the account's administrators
public record MailDraft(String kind, List<String> to, Letter letter, Envelope envelope, boolean isHidden) {
    public MailDraft(String kind, List<String> to, Letter letter, Envelope envelope) {
        this(kind, to, letter, envelope, false);
    }
}
