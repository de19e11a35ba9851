package io.supportly.automation;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// One action as clients send and see it (wire contract X4).
record Action(@Nullable String actionName, @Nullable JsonNode actionParams) {
    static final String SELF = "self";
    static final String LAST_RESPONDING = "last_responding_agent";

    /// The parameters as a list, however they came.
    List<JsonNode> params() {
        if (actionParams == null || actionParams.isNull()) {
            return List.of();
        }
        if (actionParams.isArray()) {
            return List.copyOf(actionParams.values());
        }
        return actionParams.isObject() && actionParams.isEmpty() ? List.of() : List.of(actionParams);
    }

    List<String> texts() {
        return params().stream().map(Action::text).toList();
    }

    /// The only parameter; empty when there is none.
    String text() {
        return params().isEmpty() ? "" : text(params().getFirst());
    }

    /// Null for what says that there is nobody.
    @Nullable
    Long id() {
        String text = text();
        return isNobody(text) ? null : Long.valueOf(text);
    }

    static boolean isNobody(String text) {
        return text.equals(Subject.NOTHING) || text.equals("0");
    }

    private static String text(JsonNode node) {
        return node.isValueNode() ? node.asString("").strip() : "";
    }

    Action with(long id) {
        return new Action(actionName, JsonNodeFactory.instance.arrayNode().add(id));
    }

    /// As it is kept: the parameters always a list.
    Action tidy() {
        var list = JsonNodeFactory.instance.arrayNode();
        params().forEach(list::add);
        return new Action(actionName, list);
    }
}
