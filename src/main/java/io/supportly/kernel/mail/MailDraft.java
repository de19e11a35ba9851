package io.supportly.kernel.mail;

import java.util.List;

/// A mail to be written, with an envelope of its own.
///
/// @param kind a word for why, as `reply`
public record MailDraft(String kind, List<String> to, Letter letter, Envelope envelope) {}
