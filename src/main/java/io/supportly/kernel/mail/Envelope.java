package io.supportly.kernel.mail;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the headers of a mail say beside its subject and its first recipients, and the files that go with it.
///
/// @param messageId ours, in angle brackets; the same in every attempt, so that a mail that was sent twice is known
/// @param senderAddress null: the one of the settings
/// @param inReplyTo the Message-ID that it answers; `references` are those that led there, the oldest first
public record Envelope(
        String messageId,
        String senderName,
        @Nullable String senderAddress,
        @Nullable String replyTo,
        List<String> cc,
        List<String> bcc,
        @Nullable String inReplyTo,
        List<String> references,
        Origin origin,
        List<File> files) {

    /// Who is behind a mail. Programs answer neither of the last two by themselves (RFC 3834).
    public enum Origin {
        PERSON,
        /// Sent by itself in answer to a mail.
        ANSWER,
        /// Sent by itself.
        NOTICE
    }

    /// A file of the store.
    public record File(String key, String name, String contentType) {}

    static Envelope notice(String messageId, String senderName) {
        return new Envelope(
                messageId, senderName, null, null, List.of(), List.of(), null, List.of(), Origin.NOTICE, List.of());
    }
}
