package io.supportly.labels;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One condition of a filter, as it is sent. What joins it to the next is `and`, which binds tighter, or `or`.
public record FilterCondition(
        @Nullable String attributeKey,
        @Nullable String filterOperator,
        @Nullable JsonNode values,
        @Nullable String queryOperator,
        @Nullable String attributeModel,
        @Nullable String customAttributeType) {

    /// What a saved filter holds; null where it is no object.
    static @Nullable FilterCondition of(JsonNode node) {
        return node.isObject()
                ? new FilterCondition(
                        text(node, "attribute_key"),
                        text(node, "filter_operator"),
                        node.get("values"),
                        text(node, "query_operator"),
                        text(node, "attribute_model"),
                        text(node, "custom_attribute_type"))
                : null;
    }

    private static @Nullable String text(JsonNode node, String name) {
        String text = node.path(name).asString("");
        return text.isEmpty() ? null : text;
    }

    /// Whether it says that its key is that of a custom attribute.
    boolean isCustom() {
        return customAttributeType != null || "customAttributes".equals(attributeModel);
    }
}
