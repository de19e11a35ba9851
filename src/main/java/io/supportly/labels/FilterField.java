package io.supportly.labels;

import java.util.LinkedHashMap;
import java.util.Map;

/// What one key of a filter names.
///
/// @param codes of a [FilterKind#WORD]: what its words are in the database
record FilterField(String key, FilterKind kind, boolean isCustom, Map<String, Integer> codes) {
    private static final int NONE = -1;

    static FilterField of(String key, FilterKind kind) {
        return new FilterField(key, kind, false, Map.of());
    }

    static FilterField custom(String key, FilterKind kind) {
        return new FilterField(key, kind, true, Map.of());
    }

    /// Each word's number is its place.
    static FilterField ofWords(String key, String... words) {
        var codes = new LinkedHashMap<String, Integer>();
        for (String word : words) {
            codes.put(word, codes.size());
        }
        return new FilterField(key, FilterKind.WORD, false, codes);
    }

    /// With a word for there being no number.
    FilterField orNone() {
        var all = new LinkedHashMap<>(codes);
        all.put("none", NONE);
        return new FilterField(key, kind, isCustom, all);
    }
}
