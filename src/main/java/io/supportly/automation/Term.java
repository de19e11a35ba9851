package io.supportly.automation;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A condition made ready for comparing.
///
/// @param endsGroup whether what follows is an alternative to it and to what stands before it
record Term(Key key, Operator operator, List<String> values, List<String> from, List<String> to, boolean endsGroup) {
    private static final String ALL = "all";

    /// Of a condition whose key and operator are known.
    static Term of(Condition condition, Key key, Operator operator) {
        boolean changed = operator == Operator.ATTRIBUTE_CHANGED;
        return new Term(
                key,
                operator,
                changed ? List.of() : condition.texts(null),
                changed ? condition.texts("from") : List.of(),
                changed ? condition.texts("to") : List.of(),
                "or".equals(String.valueOf(condition.queryOperator()).toLowerCase(Locale.ROOT)));
    }

    /// @param words of the operators that the custom attribute is compared by
    @Nullable
    String fault(List<String> words) {
        String name = ((Key.Custom) key).name();
        if (words.isEmpty()) {
            return "There is no custom attribute " + name;
        }
        return operator == Operator.ATTRIBUTE_CHANGED || words.contains(operator.word())
                ? null
                : name + " can not be compared by " + operator.word();
    }

    boolean holds(Subject subject) {
        if (operator == Operator.ATTRIBUTE_CHANGED) {
            return Trigger.Change.of(subject.event(), Objects.requireNonNull(key.changedAs()))
                    .map(this::changed)
                    .orElse(false);
        }
        List<String> actual = subject.of(key);
        if (operator.comparesSizes()) {
            return !actual.isEmpty() && !values.isEmpty() && compares(actual.getFirst(), subject.now());
        }
        return key == Key.Standard.STATUS && values.contains(ALL)
                ? operator == Operator.EQUAL_TO
                : operator.holds(actual, values);
    }

    private boolean changed(Trigger.Change change) {
        List<String> before = texts(change.before());
        List<String> after = texts(change.after());
        return !before.equals(after) && isAmong(before, from) && isAmong(after, to);
    }

    /// Nothing wanted means anything.
    private static boolean isAmong(List<String> actual, List<String> wanted) {
        return wanted.isEmpty()
                || actual.stream().anyMatch(wanted::contains)
                || (actual.isEmpty() && wanted.contains(Subject.NOTHING));
    }

    private List<String> texts(@Nullable Object value) {
        Object mine =
                key instanceof Key.Custom custom && value instanceof Map<?, ?> map ? map.get(custom.name()) : value;
        if (mine instanceof List<?> list) {
            return list.stream().map(Term::text).toList();
        }
        return mine == null ? List.of() : List.of(text(mine));
    }

    private static String text(@Nullable Object value) {
        return String.valueOf(value).toLowerCase(Locale.ROOT);
    }

    /// As numbers if both are numbers, else as times.
    private boolean compares(String actual, Instant now) {
        String wanted = values.getFirst();
        if (operator == Operator.DAYS_BEFORE) {
            BigDecimal days = number(wanted);
            Instant time = time(actual);
            return days != null && time != null && time.isBefore(now.minus(Duration.ofDays(days.longValue())));
        }
        BigDecimal left = number(actual);
        BigDecimal right = number(wanted);
        Integer order = left != null && right != null ? (Integer) left.compareTo(right) : inTime(actual, wanted);
        return order != null && (operator == Operator.IS_GREATER_THAN ? order > 0 : order < 0);
    }

    private static @Nullable Integer inTime(String actual, String wanted) {
        Instant left = time(actual);
        Instant right = time(wanted);
        return left == null || right == null ? null : (Integer) left.compareTo(right);
    }

    /// Plain digits only: an exponent could be made to cost a lot.
    static @Nullable BigDecimal number(String text) {
        return text.matches("-?\\d{1,18}(\\.\\d{1,18})?") ? new BigDecimal(text) : null;
    }

    static @Nullable Instant time(String text) {
        try {
            if (text.matches("\\d{4}-\\d\\d-\\d\\d")) {
                return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
            }
            return text.length() > 10 && text.length() < 40
                    ? OffsetDateTime.parse(text.toUpperCase(Locale.ROOT)).toInstant()
                    : null;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
