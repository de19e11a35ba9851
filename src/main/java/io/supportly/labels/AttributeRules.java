package io.supportly.labels;

import io.supportly.kernel.problems.Faults;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What an account's definitions ask of the custom attributes of one kind of thing. Keys without a definition are free,
/// and null takes a value away.
public final class AttributeRules {
    static final Pattern NUMBER = Pattern.compile("-?\\d{1,30}(\\.\\d{1,30})?");
    private static final int LONGEST_TEXT = 1500;

    /// Of an account that defines nothing.
    public static final AttributeRules NONE = new AttributeRules(Map.of());

    private final Map<String, Rule> rules;

    private record Rule(
            AttributeDefinition definition, @Nullable AttributePattern pattern) {}

    private AttributeRules(Map<String, Rule> rules) {
        this.rules = rules;
    }

    static AttributeRules of(List<AttributeDefinition> definitions) {
        var rules = new LinkedHashMap<String, Rule>();
        for (AttributeDefinition definition : definitions) {
            String pattern = definition.regexPattern();
            rules.put(
                    definition.attributeKey(),
                    new Rule(definition, pattern == null ? null : AttributePattern.of(pattern)));
        }
        return new AttributeRules(rules);
    }

    Set<String> keys() {
        return rules.keySet();
    }

    @Nullable
    AttributeType typeOf(String key) {
        Rule rule = rules.get(key);
        return rule == null ? null : rule.definition().attributeDisplayType();
    }

    /// The words of the operators that compare what is under that key; none where there is no definition.
    public List<String> operators(String key) {
        AttributeType type = typeOf(key);
        return type == null ? List.of() : FilterKind.of(type).operators();
    }

    /// Blames `custom_attributes.<key>` for each value that is not as its definition says.
    public void check(Faults faults, @Nullable Map<String, Object> attributes) {
        if (attributes == null || rules.isEmpty()) {
            return;
        }
        attributes.forEach((key, value) -> {
            Rule rule = rules.get(key);
            if (rule != null && value != null && !value.equals("")) {
                check(faults, "custom_attributes." + key, rule, value);
            }
        });
    }

    private static void check(Faults faults, String field, Rule rule, Object value) {
        switch (rule.definition().attributeDisplayType()) {
            case TEXT -> checkText(faults, field, rule, value);
            case NUMBER, CURRENCY, PERCENT -> faults.check(field, isNumber(value), "must be a number", "invalid");
            case LINK -> {
                if (checkText(faults, field, rule, value)) {
                    faults.url(field, (String) value);
                }
            }
            case DATE -> faults.check(field, value instanceof String text && isDate(text), "must be a date", "invalid");
            case LIST -> checkMember(faults, field, rule.definition().attributeValues(), value);
            case CHECKBOX -> faults.check(field, isTruth(value), "must be true or false", "invalid");
        }
    }

    /// Whether it is a text, and one that is as long as a text may be.
    private static boolean checkText(Faults faults, String field, Rule rule, Object value) {
        if (!(value instanceof String text)) {
            faults.add(field, "must be text", "invalid");
            return false;
        }
        if (text.length() > LONGEST_TEXT) {
            faults.atMost(field, text, LONGEST_TEXT);
            return false;
        }
        if (rule.pattern() != null && !rule.pattern().matches(text)) {
            String cue = rule.definition().regexCue();
            faults.add(field, cue == null ? "is invalid" : "is invalid: " + cue, "invalid");
        }
        return true;
    }

    private static void checkMember(Faults faults, String field, List<String> members, Object value) {
        if (!(value instanceof String text)) {
            faults.add(field, "must be text", "invalid");
            return;
        }
        faults.atMost(field, text, LONGEST_TEXT);
        if (!members.isEmpty()) {
            faults.oneOf(field, text, members);
        }
    }

    /// Forms send numbers as texts.
    private static boolean isNumber(Object value) {
        return value instanceof Number
                || (value instanceof String text && NUMBER.matcher(text).matches());
    }

    private static boolean isTruth(Object value) {
        return value instanceof Boolean || value.equals("true") || value.equals("false");
    }

    private static boolean isDate(String text) {
        try {
            if (text.matches("\\d{4}-\\d\\d-\\d\\d")) {
                LocalDate.parse(text);
            } else {
                OffsetDateTime.parse(text);
            }
            return text.length() < 40;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
