package io.supportly.labels;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How a condition compares.
enum FilterOperator {
    EQUAL_TO,
    NOT_EQUAL_TO,
    CONTAINS,
    DOES_NOT_CONTAIN,
    STARTS_WITH,
    IS_PRESENT,
    IS_NOT_PRESENT,
    IS_GREATER_THAN,
    IS_LESS_THAN,
    DAYS_BEFORE;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static @Nullable FilterOperator find(@Nullable String word) {
        return Arrays.stream(values())
                .filter(operator -> operator.word().equals(word))
                .findFirst()
                .orElse(null);
    }

    boolean needsValues() {
        return this != IS_PRESENT && this != IS_NOT_PRESENT;
    }

    /// The one that it is the opposite of, or itself.
    FilterOperator positive() {
        return switch (this) {
            case NOT_EQUAL_TO -> EQUAL_TO;
            case DOES_NOT_CONTAIN -> CONTAINS;
            case IS_NOT_PRESENT -> IS_PRESENT;
            default -> this;
        };
    }
}
