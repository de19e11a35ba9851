package io.supportly.conversations;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// What is searched for in messages, as the word index wants it: all of the words, the last letters of each left open,
/// and the signs of Chinese and Japanese one after the other.
final class MessageWords {
    private static final int MOST = 12;
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}\\p{M}]+");
    private static final Pattern SIGNS = Pattern.compile("[\\u3040-\\u30ff\\u3400-\\u9fff\\uf900-\\ufaff]+");
    private static final int SHORTEST = 2;

    /// The conversations in which the words of `:words` were said.
    static final String CONVERSATIONS = """
            select s.conversation_id from message_search s
            where s.account_id = :account and s.words @@ :words::tsquery
            """;

    private MessageWords() {}

    /// A `tsquery`, empty when there is nothing in the text that could be found.
    static String query(String text) {
        var words = new ArrayList<String>();
        WORD.matcher(text.strip().toLowerCase(java.util.Locale.ROOT))
                .results()
                .forEach(word -> words.addAll(parts(word.group())));
        return String.join(" & ", words.stream().limit(MOST).toList());
    }

    /// Whether the search is worth its cost: one letter begins too many words.
    static boolean isSearchable(String text) {
        return WORD.matcher(text)
                .results()
                .anyMatch(word -> SIGNS.matcher(word.group()).find()
                        || word.group().codePointCount(0, word.group().length()) >= SHORTEST);
    }

    private static List<String> parts(String word) {
        var parts = new ArrayList<String>();
        var signs = SIGNS.matcher(word);
        int end = 0;
        while (signs.find()) {
            prefix(word.substring(end, signs.start()), parts);
            parts.add(String.join(
                    " <-> ",
                    signs.group().codePoints().mapToObj(Character::toString).toList()));
            end = signs.end();
        }
        prefix(word.substring(end), parts);
        return parts;
    }

    private static void prefix(String word, List<String> parts) {
        if (!word.isEmpty()) {
            parts.add("'" + word + "':*");
        }
    }
}
