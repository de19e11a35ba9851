package io.supportly.conversations;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Who speaks in a message; the place in this list is its number on the wire and in the database.
public enum MessageType {
    /// From the contact.
    INCOMING,
    /// From an agent or a bot; private ones are notes.
    OUTGOING,
    /// A line that the server writes about what happened.
    ACTIVITY,
    /// Sent by the server to the contact: greetings and the like.
    TEMPLATE;

    static final List<String> WORDS =
            Arrays.stream(values()).map(MessageType::word).toList();

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static MessageType of(int code) {
        return values()[code];
    }
}
