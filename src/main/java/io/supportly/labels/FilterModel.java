package io.supportly.labels;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is filtered, with the keys that its conditions may name beside those of its custom attributes.
public enum FilterModel {
    CONVERSATION(
            AttributeModel.CONVERSATION,
            fields(
                    FilterField.ofWords("status", "open", "resolved", "pending", "snoozed"),
                    FilterField.of("assignee_id", FilterKind.ID),
                    FilterField.of("inbox_id", FilterKind.ID),
                    FilterField.of("team_id", FilterKind.ID),
                    FilterField.of("contact_id", FilterKind.ID),
                    FilterField.ofWords("priority", "low", "medium", "high", "urgent")
                            .orNone(),
                    FilterField.of("display_id", FilterKind.TEXT),
                    FilterField.of("campaign_id", FilterKind.ID),
                    FilterField.of("labels", FilterKind.LABELS),
                    FilterField.of("browser_language", FilterKind.TEXT),
                    FilterField.of("conversation_language", FilterKind.TEXT),
                    FilterField.of("referer", FilterKind.TEXT),
                    FilterField.of("created_at", FilterKind.TIME),
                    FilterField.of("last_activity_at", FilterKind.TIME),
                    FilterField.of("mail_subject", FilterKind.TEXT))),
    CONTACT(
            AttributeModel.CONTACT,
            fields(
                    FilterField.of("name", FilterKind.TEXT),
                    FilterField.of("phone_number", FilterKind.TEXT),
                    FilterField.of("email", FilterKind.TEXT),
                    FilterField.of("identifier", FilterKind.TEXT),
                    FilterField.of("country_code", FilterKind.TEXT),
                    FilterField.of("city", FilterKind.TEXT),
                    FilterField.of("company_name", FilterKind.TEXT),
                    FilterField.of("labels", FilterKind.LABELS),
                    FilterField.of("created_at", FilterKind.TIME),
                    FilterField.of("last_activity_at", FilterKind.TIME),
                    FilterField.of("blocked", FilterKind.TRUTH)));

    private final AttributeModel attributes;
    private final Map<String, FilterField> fields;

    FilterModel(AttributeModel attributes, Map<String, FilterField> fields) {
        this.attributes = attributes;
        this.fields = fields;
    }

    private static Map<String, FilterField> fields(FilterField... fields) {
        var all = new LinkedHashMap<String, FilterField>();
        List.of(fields).forEach(field -> all.put(field.key(), field));
        return all;
    }

    AttributeModel attributes() {
        return attributes;
    }

    Map<String, FilterField> fields() {
        return fields;
    }

    /// What a key names: a field, unless a custom attribute is asked for and there is one.
    @Nullable
    FilterField find(@Nullable String key, boolean wantsCustom, AttributeRules rules) {
        if (key == null) {
            return null;
        }
        AttributeType type = rules.typeOf(key);
        FilterField field = fields.get(key);
        return type != null && (field == null || wantsCustom) ? FilterField.custom(key, FilterKind.of(type)) : field;
    }
}
