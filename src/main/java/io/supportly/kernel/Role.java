package io.supportly.kernel;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// What a member may do in an account; each role may all that the ones before it may.
public enum Role {
    AGENT,
    ADMINISTRATOR;

    /// The word on the wire and in the database.
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Role of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
