package io.supportly.conversations;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// How a message's content is to be shown; the place in this list is its number in the database.
enum ContentType {
    TEXT,
    INPUT_TEXT,
    INPUT_TEXTAREA,
    INPUT_EMAIL,
    INPUT_SELECT,
    CARDS,
    FORM,
    ARTICLE,
    INCOMING_EMAIL,
    INPUT_CSAT,
    INTEGRATIONS,
    STICKER,
    VOICE_CALL;

    static final List<String> WORDS =
            Arrays.stream(values()).map(ContentType::word).toList();

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ContentType of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
