package io.supportly.labels;

import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.sql.Rows;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads the values of a condition into what is bound for them.
final class FilterValues {
    private static final int MOST = 100;
    private static final int LONGEST = 255;
    private static final int MOST_DAYS = 36_500;

    private final Faults faults;
    private final String at;
    private final Instant now;

    /// @param at the path that is blamed
    FilterValues(Faults faults, String at, Instant now) {
        this.faults = faults;
        this.at = at;
        this.now = now;
    }

    /// Null where nothing is bound, or where a fault was found.
    @Nullable
    Object bind(FilterField field, FilterOperator operator, @Nullable JsonNode values) {
        if (!operator.needsValues()) {
            return null;
        }
        List<String> texts = texts(values);
        if (texts == null) {
            return wrong("must be a list of texts, numbers and truths", "invalid");
        }
        if (texts.isEmpty()) {
            return wrong("can't be blank", "blank");
        }
        if (texts.size() > MOST || texts.stream().anyMatch(text -> text.length() > LONGEST)) {
            return wrong("are more than " + MOST + ", or longer than " + LONGEST + " characters", "too_long");
        }
        return switch (operator) {
            case CONTAINS, DOES_NOT_CONTAIN -> pattern(texts, "%");
            case STARTS_WITH -> pattern(texts, "");
            case DAYS_BEFORE -> daysBefore(field, texts.getFirst());
            case IS_GREATER_THAN, IS_LESS_THAN -> limit(field, operator, texts.getFirst());
            default -> members(field, texts);
        };
    }

    /// A single value may stand outside of a list, and people's interfaces send the word with its id.
    private static @Nullable List<String> texts(@Nullable JsonNode values) {
        if (values == null || values.isNull()) {
            return List.of();
        }
        var texts = new ArrayList<String>();
        for (JsonNode each : values.isArray() ? values.values() : List.of(values)) {
            JsonNode value = each.isObject() ? each.path("id") : each;
            if (value.isNull()) {
                continue;
            }
            if (!value.isValueNode()) {
                return null;
            }
            texts.add(value.asString().strip());
        }
        texts.removeIf(String::isEmpty);
        return texts;
    }

    private static String[] pattern(List<String> texts, String before) {
        return texts.stream()
                .map(text -> before + text.toLowerCase(Locale.ROOT).replaceAll("([\\\\%_])", "\\\\$1") + "%")
                .toArray(String[]::new);
    }

    private @Nullable Object members(FilterField field, List<String> texts) {
        return switch (field.kind()) {
            case WORD -> codes(field, texts);
            case ID -> all(texts, FilterValues::id, Long[]::new, "must be ids");
            case NUMBER -> all(texts, FilterValues::number, String[]::new, "must be numbers");
            case TRUTH -> all(texts, FilterValues::truth, String[]::new, "must be true or false");
            case DAY -> all(texts, FilterValues::day, String[]::new, "must be days, such as 2026-01-31");
            default -> all(texts, text -> text.toLowerCase(Locale.ROOT), String[]::new, "");
        };
    }

    /// `all` is any of the words.
    private @Nullable Object codes(FilterField field, List<String> texts) {
        if (texts.contains("all")) {
            return field.codes().values().toArray(Integer[]::new);
        }
        String words = "are not included in the list: "
                + String.join(", ", field.codes().keySet());
        return all(texts, text -> field.codes().get(text.toLowerCase(Locale.ROOT)), Integer[]::new, words, "inclusion");
    }

    private <T> @Nullable Object all(
            List<String> texts, Function<String, @Nullable T> read, IntFunction<T[]> array, String why) {
        return all(texts, read, array, why, "invalid");
    }

    private <T> @Nullable Object all(
            List<String> texts, Function<String, @Nullable T> read, IntFunction<T[]> array, String why, String code) {
        List<T> values = texts.stream()
                .flatMap(text -> Stream.ofNullable(read.apply(text)))
                .toList();
        return values.size() == texts.size() ? values.toArray(array) : wrong(why, code);
    }

    private @Nullable Object limit(FilterField field, FilterOperator operator, String text) {
        return switch (field.kind()) {
            case NUMBER -> {
                String number = number(text);
                yield number == null ? wrong("must be a number", "invalid") : number;
            }
            case DAY -> {
                String day = day(text);
                yield day == null ? wrong("must be a day, such as 2026-01-31", "invalid") : day;
            }
            default -> {
                Instant time = time(text, operator);
                yield time == null ? wrong("must be a day, such as 2026-01-31, or a time", "invalid") : Rows.time(time);
            }
        };
    }

    private @Nullable Object daysBefore(FilterField field, String text) {
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > MOST_DAYS) {
            return wrong("must be a number of days, up to " + MOST_DAYS, "invalid");
        }
        LocalDate day = now.atOffset(ZoneOffset.UTC).toLocalDate().minusDays(Integer.parseInt(text));
        return field.kind() == FilterKind.DAY
                ? day.toString()
                : Rows.time(day.atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    private static @Nullable Long id(String text) {
        return text.matches("-?\\d{1,18}") ? Long.valueOf(text) : null;
    }

    private static @Nullable String number(String text) {
        return AttributeRules.NUMBER.matcher(text).matches() ? text : null;
    }

    private static @Nullable String truth(String text) {
        String word = text.toLowerCase(Locale.ROOT);
        return word.equals("true") || word.equals("false") ? word : null;
    }

    private static @Nullable String day(String text) {
        LocalDate day = date(text);
        return day == null ? null : day.toString();
    }

    private static @Nullable LocalDate date(String text) {
        try {
            return text.matches("\\d{4}-\\d\\d-\\d\\d([T ].*)?") ? LocalDate.parse(text.substring(0, 10)) : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    /// What is after a day begins with the next one.
    private static @Nullable Instant time(String text, FilterOperator operator) {
        try {
            if (text.matches("\\d{4}-\\d\\d-\\d\\dT.+")) {
                return OffsetDateTime.parse(text).toInstant();
            }
            LocalDate day = text.length() == 10 ? date(text) : null;
            if (day == null || day.getYear() < 1) {
                return null;
            }
            return day.plusDays(operator == FilterOperator.IS_GREATER_THAN ? 1 : 0)
                    .atStartOfDay(ZoneOffset.UTC)
                    .toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    private @Nullable Object wrong(String why, String code) {
        faults.add(at, why, code);
        return null;
    }
}
