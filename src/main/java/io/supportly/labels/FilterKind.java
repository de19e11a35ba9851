package io.supportly.labels;

import static io.supportly.labels.FilterOperator.CONTAINS;
import static io.supportly.labels.FilterOperator.DAYS_BEFORE;
import static io.supportly.labels.FilterOperator.DOES_NOT_CONTAIN;
import static io.supportly.labels.FilterOperator.EQUAL_TO;
import static io.supportly.labels.FilterOperator.IS_GREATER_THAN;
import static io.supportly.labels.FilterOperator.IS_LESS_THAN;
import static io.supportly.labels.FilterOperator.IS_NOT_PRESENT;
import static io.supportly.labels.FilterOperator.IS_PRESENT;
import static io.supportly.labels.FilterOperator.NOT_EQUAL_TO;
import static io.supportly.labels.FilterOperator.STARTS_WITH;

import java.util.List;

/// What a filter compares with what: the operators that there are for it, and their SQL. `%1$s` is the expression that
/// is compared, `%2$s` the bind; neither is anything that a client sent.
enum FilterKind {
    TEXT(
            "lower(%1$s) = any(:%2$s::text[])",
            "coalesce(%1$s, '') <> ''",
            EQUAL_TO,
            NOT_EQUAL_TO,
            CONTAINS,
            DOES_NOT_CONTAIN,
            STARTS_WITH,
            IS_PRESENT,
            IS_NOT_PRESENT),
    /// One of a few words, kept as a number.
    WORD("%1$s = any(:%2$s::integer[])", "%1$s is not null", EQUAL_TO, NOT_EQUAL_TO),
    ID("%1$s = any(:%2$s::bigint[])", "%1$s is not null", EQUAL_TO, NOT_EQUAL_TO, IS_PRESENT, IS_NOT_PRESENT),
    LABELS("%1$s && :%2$s::text[]", "%1$s <> '{}'", EQUAL_TO, NOT_EQUAL_TO, IS_PRESENT, IS_NOT_PRESENT),
    TRUTH("%1$s = any(:%2$s::text[])", "%1$s is not null", EQUAL_TO, NOT_EQUAL_TO),
    NUMBER(
            "%1$s = any(:%2$s::text[]::numeric[])",
            "%1$s is not null", EQUAL_TO, NOT_EQUAL_TO, IS_GREATER_THAN, IS_LESS_THAN, IS_PRESENT, IS_NOT_PRESENT),
    TIME("", "%1$s is not null", IS_GREATER_THAN, IS_LESS_THAN, DAYS_BEFORE),
    /// A day as text, in the form of ISO 8601, whose order is that of the days.
    DAY(
            "%1$s = any(:%2$s::text[])",
            "%1$s is not null",
            EQUAL_TO,
            NOT_EQUAL_TO,
            IS_GREATER_THAN,
            IS_LESS_THAN,
            DAYS_BEFORE,
            IS_PRESENT,
            IS_NOT_PRESENT);

    private final String equal;
    private final String present;
    private final List<FilterOperator> operators;

    FilterKind(String equal, String present, FilterOperator... operators) {
        this.equal = equal;
        this.present = present;
        this.operators = List.of(operators);
    }

    List<String> operators() {
        return operators.stream().map(FilterOperator::word).toList();
    }

    boolean has(FilterOperator operator) {
        return operators.contains(operator);
    }

    String sql(FilterOperator operator, String expression, String bind) {
        String template = switch (operator.positive()) {
            case CONTAINS, STARTS_WITH -> "lower(%1$s) like any(:%2$s::text[])";
            case IS_PRESENT -> present;
            case IS_GREATER_THAN -> "%1$s " + (this == TIME ? ">=" : ">") + " :%2$s" + cast();
            case IS_LESS_THAN, DAYS_BEFORE -> "%1$s < :%2$s" + cast();
            default -> equal;
        };
        String clause = "(" + template.formatted(expression, bind) + ")";
        return operator == operator.positive() ? clause : clause + " is not true";
    }

    private String cast() {
        return switch (this) {
            case TIME -> "::timestamptz";
            case NUMBER -> "::numeric";
            default -> "::text";
        };
    }

    static FilterKind of(AttributeType type) {
        return switch (type) {
            case TEXT, LINK, LIST -> TEXT;
            case NUMBER, CURRENCY, PERCENT -> NUMBER;
            case DATE -> DAY;
            case CHECKBOX -> TRUTH;
        };
    }

    /// The value under the key of a custom attribute as this kind compares it: what has another form is not there.
    String attribute(String column, String keyBind) {
        String value = column + " ->> :" + keyBind + "::text";
        return switch (this) {
            case NUMBER ->
                "(case when " + value + " ~ '^-?[0-9]{1,30}([.][0-9]{1,30})?$' then (" + value + ")::numeric end)";
            case DAY ->
                "(case when " + value + " ~ '^[0-9]{4}-[0-9][0-9]-[0-9][0-9]' then left(" + value + ", 10) end)";
            case TRUTH -> "coalesce(" + value + ", 'false')";
            default -> "(" + value + ")";
        };
    }
}
