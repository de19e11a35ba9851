package io.supportly;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What follows an operator's word: plain arguments, and options with their values.
record Arguments(List<String> plain, Map<String, String> options) {

    /// Refuses options that the word does not know, or a number of plain arguments that is not `count`.
    static Arguments of(List<String> words, int count, List<String> known, String usage) {
        var plain = new ArrayList<String>();
        var options = new HashMap<String, String>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (!word.startsWith("--")) {
                plain.add(word);
                continue;
            }
            int equals = word.indexOf('=');
            String name = equals < 0 ? word.substring(2) : word.substring(2, equals);
            if (!known.contains(name) || (equals < 0 && i + 1 == words.size())) {
                throw new IllegalArgumentException("usage: " + usage);
            }
            options.put(name, equals < 0 ? words.get(++i) : word.substring(equals + 1));
        }
        if (plain.size() != count) {
            throw new IllegalArgumentException("usage: " + usage);
        }
        return new Arguments(plain, options);
    }

    Optional<String> option(String name) {
        return Optional.ofNullable(options.get(name));
    }

    String needed(String name, String usage) {
        return option(name).orElseThrow(() -> new IllegalArgumentException("usage: " + usage));
    }
}
