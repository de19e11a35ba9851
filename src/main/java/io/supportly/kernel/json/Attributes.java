package io.supportly.kernel.json;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;

/// A free JSON object as the database keeps it, written through without being parsed.
public record Attributes(@JsonRawValue @JsonValue String json) {
    public static final Attributes NONE = new Attributes("{}");
}
