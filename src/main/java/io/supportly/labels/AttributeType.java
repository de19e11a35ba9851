package io.supportly.labels;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a custom attribute holds; the place in this list is its number, in the database and in requests.
enum AttributeType {
    TEXT,
    NUMBER,
    CURRENCY,
    PERCENT,
    LINK,
    DATE,
    LIST,
    CHECKBOX;

    static final List<String> WORDS =
            Arrays.stream(values()).map(AttributeType::word).toList();

    @JsonValue
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// By its word or its number.
    static @Nullable AttributeType find(@Nullable String said) {
        return Arrays.stream(values())
                .filter(type -> type.word().equals(said)
                        || Integer.toString(type.ordinal()).equals(said))
                .findFirst()
                .orElse(null);
    }
}
