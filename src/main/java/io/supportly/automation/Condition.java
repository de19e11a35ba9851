package io.supportly.automation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One condition as clients send and see it (wire contract X4).
///
/// @param values a list, or `from` and `to` for `attribute_changed`
/// @param queryOperator what joins it to the next one
record Condition(
        @Nullable String attributeKey,
        @Nullable String filterOperator,
        @Nullable JsonNode values,
        @Nullable String queryOperator,
        @Nullable String customAttributeType) {
    static final String OF_CONVERSATION = "conversation_attribute";
    static final String OF_CONTACT = "contact_attribute";
    static final List<String> TYPES = List.of(OF_CONVERSATION, OF_CONTACT);

    boolean custom() {
        return customAttributeType != null && !customAttributeType.isEmpty();
    }

    boolean ofContact() {
        return OF_CONTACT.equals(customAttributeType);
    }

    /// The values to compare with, in lower case; of `attribute_changed` those under `part`.
    List<String> texts(@Nullable String part) {
        JsonNode node = part == null || values == null ? values : values.get(part);
        var texts = new ArrayList<String>();
        if (node != null && node.isArray()) {
            node.values().forEach(value -> texts.add(text(value)));
        } else if (node != null && node.isValueNode() && !node.isNull()) {
            texts.add(text(node));
        }
        return texts;
    }

    /// People's interfaces send the word with its id.
    static String text(JsonNode sent) {
        JsonNode value = sent.isObject() ? sent.path("id") : sent;
        return value.isNull() ? Subject.NOTHING : value.asString("").strip().toLowerCase(Locale.ROOT);
    }
}
