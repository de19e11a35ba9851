package io.supportly.conversations;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// How far a message has come; the place in this list is its number in the database.
enum MessageStatus {
    SENT,
    DELIVERED,
    READ,
    FAILED;

    static final List<String> WORDS =
            Arrays.stream(values()).map(MessageStatus::word).toList();

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static MessageStatus of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
