package io.supportly.labels;

import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.web.Given;
import io.supportly.kernel.web.Required;
import io.supportly.kernel.web.Wrapped;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the account says about one key of the custom attributes of its conversations, contacts or companies.
///
/// @param regexPattern what a text must match, as RE2 reads it
/// @param attributeValues what a list may hold; anything, when empty
record AttributeDefinition(
        long id,
        String attributeDisplayName,
        AttributeType attributeDisplayType,
        @Nullable String attributeDescription,
        String attributeKey,
        @Nullable String regexPattern,
        @Nullable String regexCue,
        List<String> attributeValues,
        AttributeModel attributeModel,
        @Nullable Integer defaultValue,
        String createdAt,
        String updatedAt) {
    private static final Pattern KEY = Pattern.compile("[\\p{L}\\p{N}_.-]{1,255}");
    private static final int LONGEST_NAME = 255;
    private static final int MOST_VALUES = 500;

    /// What is to be written.
    record Content(
            String name,
            AttributeType type,
            @Nullable String description,
            String key,
            @Nullable String regexPattern,
            @Nullable String regexCue,
            List<String> values,
            AttributeModel model,
            @Nullable Integer defaultValue) {}

    /// What a client may send.
    @Wrapped("custom_attribute_definition")
    record Draft(
            @Required(whenUpdating = false) @Nullable String attributeDisplayName,
            @Required(whenUpdating = false) @Nullable String attributeDisplayType,
            @Required(whenUpdating = false) @Nullable String attributeModel,
            @Nullable String attributeKey,
            Given<String> attributeDescription,
            Given<String> regexPattern,
            Given<String> regexCue,
            @Nullable List<String> attributeValues,
            Given<Integer> defaultValue) {

        /// With what stands already, where there is any; every fault at once.
        Content checked(@Nullable AttributeDefinition before) {
            String name = attributeDisplayName != null || before == null
                    ? attributeDisplayName
                    : before.attributeDisplayName();
            AttributeType type = attributeDisplayType != null || before == null
                    ? AttributeType.find(attributeDisplayType)
                    : before.attributeDisplayType();
            AttributeModel model = attributeModel != null || before == null
                    ? AttributeModel.find(attributeModel)
                    : before.attributeModel();
            String key = key(before, name);
            List<String> values = attributeValues != null
                    ? attributeValues.stream().distinct().toList()
                    : before == null ? List.of() : before.attributeValues();
            var faults = new Faults()
                    .present("attribute_display_name", name)
                    .atMost("attribute_display_name", name, LONGEST_NAME)
                    .check("attribute_display_type", before != null || attributeDisplayType != null, BLANK, "blank")
                    .check("attribute_model", before != null || attributeModel != null, BLANK, "blank")
                    .check("attribute_display_type", attributeDisplayType == null || type != null, TYPES, "inclusion")
                    .check("attribute_model", attributeModel == null || model != null, MODELS, "inclusion")
                    .check("attribute_key", !isBuiltIn(key, model), "is a field that is there already", "reserved");
            if (key != null && !KEY.matcher(key).matches()) {
                faults.add("attribute_key", "may have up to 255 letters, digits, `_`, `.` and `-`", "invalid");
            }
            checkWords(faults, values);
            faults.orThrow();
            return new Content(
                    Objects.requireNonNull(name).strip(),
                    Objects.requireNonNull(type),
                    attributeDescription.or(before == null ? null : before.attributeDescription()),
                    Objects.requireNonNull(key),
                    regexPattern.or(before == null ? null : before.regexPattern()),
                    regexCue.or(before == null ? null : before.regexCue()),
                    values,
                    Objects.requireNonNull(model),
                    defaultValue.or(before == null ? null : before.defaultValue()));
        }

        private static final String BLANK = "can't be blank";
        private static final String TYPES = "is not included in the list: " + String.join(", ", AttributeType.WORDS);
        private static final String MODELS = "is not included in the list: " + String.join(", ", AttributeModel.WORDS);

        private static boolean isBuiltIn(@Nullable String key, @Nullable AttributeModel model) {
            return key != null && model != null && model.builtIn().contains(key);
        }

        private void checkWords(Faults faults, List<String> values) {
            faults.atMost("attribute_description", attributeDescription.value(), 20_000)
                    .atMost("regex_cue", regexCue.value(), 255)
                    .atMost("regex_pattern", regexPattern.value(), AttributePattern.LONGEST)
                    .check(
                            "attribute_values",
                            values.size() <= MOST_VALUES,
                            "are more than " + MOST_VALUES,
                            "too_long");
            String pattern = regexPattern.value();
            String why = pattern == null || pattern.length() > AttributePattern.LONGEST
                    ? null
                    : AttributePattern.fault(pattern);
            if (why != null) {
                faults.add("regex_pattern", why, "invalid");
            }
            values.stream()
                    .filter(value -> value.length() > 255)
                    .findFirst()
                    .ifPresent(value -> faults.atMost("attribute_values", value, 255));
        }

        /// Made of the name, where none is sent: "Subscription Plan" is `subscription_plan`.
        private @Nullable String key(@Nullable AttributeDefinition before, @Nullable String name) {
            if (attributeKey != null) {
                return attributeKey.strip();
            }
            if (before != null) {
                return before.attributeKey();
            }
            return name == null || name.isBlank()
                    ? null
                    : name.toLowerCase(Locale.ROOT)
                            .replaceAll("[^\\p{L}\\p{N}]+", "_")
                            .replaceAll("^_|_$", "");
        }
    }
}
