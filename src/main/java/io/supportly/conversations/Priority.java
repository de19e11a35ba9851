package io.supportly.conversations;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How urgent a conversation is; the place in this list is its number in the database, null is none.
enum Priority {
    LOW,
    MEDIUM,
    HIGH,
    URGENT;

    static final List<String> WORDS = List.of("none", "low", "medium", "high", "urgent");

    @JsonValue
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static @Nullable Priority of(@Nullable String word) {
        return word == null || word.equals("none") ? null : valueOf(word.toUpperCase(Locale.ROOT));
    }

    static @Nullable Priority of(@Nullable Integer code) {
        return code == null ? null : values()[code];
    }
}
