package io.supportly.automation;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// How a condition compares.
enum Operator {
    EQUAL_TO,
    NOT_EQUAL_TO,
    CONTAINS,
    DOES_NOT_CONTAIN,
    IS_PRESENT,
    IS_NOT_PRESENT,
    STARTS_WITH,
    IS_GREATER_THAN,
    IS_LESS_THAN,
    DAYS_BEFORE,
    ATTRIBUTE_CHANGED;

    static final Set<Operator> OF_WORDS = EnumSet.of(EQUAL_TO, NOT_EQUAL_TO);
    static final Set<Operator> OF_TEXTS = EnumSet.of(EQUAL_TO, NOT_EQUAL_TO, CONTAINS, DOES_NOT_CONTAIN);
    static final Set<Operator> OF_PHONES = EnumSet.of(EQUAL_TO, NOT_EQUAL_TO, CONTAINS, DOES_NOT_CONTAIN, STARTS_WITH);
    static final Set<Operator> OF_THINGS = EnumSet.of(EQUAL_TO, NOT_EQUAL_TO, IS_PRESENT, IS_NOT_PRESENT);
    static final Set<Operator> OF_CUSTOM = EnumSet.of(
            EQUAL_TO,
            NOT_EQUAL_TO,
            CONTAINS,
            DOES_NOT_CONTAIN,
            STARTS_WITH,
            IS_PRESENT,
            IS_NOT_PRESENT,
            IS_GREATER_THAN,
            IS_LESS_THAN,
            DAYS_BEFORE);

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Operator> of(@Nullable String word) {
        return Arrays.stream(values())
                .filter(operator -> operator.word().equals(word))
                .findFirst();
    }

    static String words(Set<Operator> operators) {
        return operators.stream().map(Operator::word).collect(Collectors.joining(", "));
    }

    boolean needsValues() {
        return this != IS_PRESENT && this != IS_NOT_PRESENT;
    }

    boolean comparesSizes() {
        return this == IS_GREATER_THAN || this == IS_LESS_THAN || this == DAYS_BEFORE;
    }

    /// For what is compared as text; both sides are in lower case, `actual` is empty when there is nothing.
    boolean holds(List<String> actual, List<String> wanted) {
        return switch (this) {
            case EQUAL_TO -> any(actual, wanted, String::equals);
            case NOT_EQUAL_TO -> !any(actual, wanted, String::equals);
            case CONTAINS -> any(actual, wanted, String::contains);
            case DOES_NOT_CONTAIN -> !any(actual, wanted, String::contains);
            case STARTS_WITH -> any(actual, wanted, String::startsWith);
            case IS_PRESENT -> !actual.isEmpty();
            case IS_NOT_PRESENT -> actual.isEmpty();
            case IS_GREATER_THAN, IS_LESS_THAN, DAYS_BEFORE, ATTRIBUTE_CHANGED -> false;
        };
    }

    private static boolean any(List<String> actual, List<String> wanted, BiPredicate<String, String> matches) {
        for (String text : actual) {
            for (String other : wanted) {
                if (matches.test(text, other)) {
                    return true;
                }
            }
        }
        return false;
    }
}
