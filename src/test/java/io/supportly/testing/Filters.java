package io.supportly.testing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Bodies of filters.
public final class Filters {
    private Filters() {}

    /// A condition; without values where they are null.
    public static Map<String, Object> when(String key, String operator, Object values, String join) {
        var condition = new HashMap<String, Object>(Map.of("attribute_key", key, "filter_operator", operator));
        if (values != null) {
            condition.put("values", values);
        }
        condition.put("query_operator", join);
        return condition;
    }

    @SafeVarargs
    public static Map<String, Object> filter(Map<String, Object>... conditions) {
        return Map.of("payload", List.of(conditions));
    }

    public static List<Long> ids(Answer answer) {
        return answer.at("payload")
                .valueStream()
                .map(each -> each.path("id").asLong())
                .toList();
    }
}
