package io.supportly.demo;

import java.util.Arrays;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/// How much is loaded. What is not given follows from what is: five contacts and ten messages to a conversation.
public record Scale(int contacts, int conversations, int messages) {
    private static final int MOST = 10_000_000;
    private static final int MOST_MESSAGES = 100_000_000;

    public static final String USAGE = "demo [--contacts 1000000] [--conversations 200000] [--messages 2000000]";

    public Scale {
        if (contacts < 1 || conversations < 1 || messages < conversations) {
            throw new IllegalArgumentException(
                    "a scale needs a contact, a conversation, and a message for each conversation");
        }
        if (contacts > MOST || conversations > MOST || messages > MOST_MESSAGES) {
            throw new IllegalArgumentException(
                    "at most %,d contacts and conversations and %,d messages".formatted(MOST, MOST_MESSAGES));
        }
    }

    /// Null without words: the small, readable data.
    static @Nullable Scale parse(String... words) {
        Integer contacts = null;
        Integer conversations = null;
        Integer messages = null;
        Iterator<String> rest = Arrays.asList(words).iterator();
        while (rest.hasNext()) {
            String option = rest.next();
            switch (option) {
                case "--contacts" -> contacts = number(option, rest);
                case "--conversations" -> conversations = number(option, rest);
                case "--messages" -> messages = number(option, rest);
                default -> throw new IllegalArgumentException("unknown option " + option + "\n" + USAGE);
            }
        }
        if (contacts == null && conversations == null && messages == null) {
            return null;
        }
        int many = conversations != null
                ? conversations
                : Math.max(1, messages != null ? messages / 10 : given(contacts) / 5);
        return new Scale(contacts == null ? many * 5 : contacts, many, messages == null ? many * 10 : messages);
    }

    private static int given(@Nullable Integer number) {
        return number == null ? 0 : number;
    }

    private static int number(String option, Iterator<String> rest) {
        String text = rest.hasNext() ? rest.next() : "";
        if (!text.matches("[1-9]\\d{0,8}")) {
            throw new IllegalArgumentException(option + " needs a whole number from 1\n" + USAGE);
        }
        return Integer.parseInt(text);
    }
}
