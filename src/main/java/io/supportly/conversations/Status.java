package io.supportly.conversations;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Where a conversation stands; the place in this list is its number in the database.
public enum Status {
    OPEN,
    RESOLVED,
    PENDING,
    SNOOZED;

    static final List<String> WORDS = Arrays.stream(values()).map(Status::word).toList();

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Status of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    static Status of(int code) {
        return values()[code];
    }
}
