package io.supportly.conversations;

import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.web.Paging;
import io.supportly.kernel.web.Required;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the search is asked for. `from` is `contact:ID` or `agent:ID`; it, the times and the inbox narrow what is found
/// of conversations and messages.
record SearchQuery(
        @Required @Nullable String q,
        @Nullable Integer page,
        @Nullable Instant since,
        @Nullable Instant until,
        @Nullable String from,
        @Nullable Long inboxId) {
    static final int PAGE = 15;
    private static final Pattern FROM = Pattern.compile("(contact|agent):(\\d{1,18})");

    SearchQuery checked() {
        new Faults()
                .present("q", q)
                .atMost("q", q, 255)
                .matches("from", from, FROM)
                .orThrow();
        paging();
        return this;
    }

    String text() {
        return q == null ? "" : q.strip();
    }

    /// A conversation's number, if the text is one.
    @Nullable
    Long number() {
        String digits = text().startsWith("#") ? text().substring(1) : text();
        return digits.matches("\\d{1,18}") ? Long.valueOf(digits) : null;
    }

    Paging paging() {
        return Paging.of(page, PAGE);
    }

    String senderType() {
        return from != null && from.startsWith("agent") ? "User" : "Contact";
    }

    long senderId() {
        Matcher matcher = FROM.matcher(from == null ? "" : from);
        return matcher.matches() ? Long.parseLong(matcher.group(2)) : 0;
    }
}
