package io.supportly.reports;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Whose numbers they are; the place in this list is the number in the database.
enum Scope {
    ACCOUNT,
    AGENT,
    INBOX,
    TEAM,
    LABEL;

    static final List<String> WORDS = Arrays.stream(values()).map(Scope::word).toList();

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Scope of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
