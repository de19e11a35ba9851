package io.supportly.kernel;

import com.fasterxml.jackson.annotation.JsonValue;

/// The number of an account. First in every key, every query, every signature.
public record AccountId(@JsonValue long value) {
    @Override
    public String toString() {
        return Long.toString(value);
    }
}
