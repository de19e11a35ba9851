package io.supportly.bench;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// What is measured, each as a request and as a pgbench script of the same name.
public enum Operation {
    INBOX,
    MINE,
    CONVERSATION,
    MESSAGES,
    MESSAGE,
    SEARCH_SUBSTRING,
    SEARCH_PREFIX,
    LABEL,
    REPORT;

    private static final String REPLY = "{\"content\":\"reply number {} thank you for your patience we have looked at"
            + " the order and the parcel will leave the depot tomorrow morning\"}";

    private static final int FIRST_DAY = 360;
    private static final int LAST_DAY = 31;

    static Operation named(String name) {
        return Arrays.stream(values())
                .filter(operation -> operation.title().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no operation is called " + name + "; there are "
                        + Arrays.stream(values()).map(Operation::title).toList()));
    }

    String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean searches() {
        return this == SEARCH_SUBSTRING || this == SEARCH_PREFIX;
    }

    /// `words` are the vocabulary of the data, by number.
    Request request(Target target, List<String> words) {
        String account = "/api/v1/accounts/" + target.account();
        String conversations = account + "/conversations";
        var anyConversation = Request.Hole.number(target.conversations());
        return switch (this) {
            case INBOX -> Request.get(conversations + "?status=open&page=1", Request.Hole.NONE);
            case MINE -> Request.get(conversations + "?assignee_type=me&status=open", Request.Hole.NONE);
            case CONVERSATION -> Request.get(conversations + "/{}", anyConversation);
            case MESSAGES -> Request.get(conversations + "/{}/messages", anyConversation);
            case MESSAGE -> Request.post(conversations + "/{}/messages", anyConversation, REPLY);
            case SEARCH_SUBSTRING -> Request.get(account + "/search?q={}", Request.Hole.word(words));
            case SEARCH_PREFIX ->
                Request.get(account + "/search?q={}", Request.Hole.word(words.subList(0, LimitDatabase.FIRST_NAMES)));
            case LABEL ->
                Request.get(
                        conversations + "?labels%5B%5D={}&status=open",
                        Request.Hole.word(target.labels().stream()
                                .map(title -> URLEncoder.encode(title, StandardCharsets.UTF_8))
                                .toList()));
            case REPORT ->
                Request.get(
                        "/api/v2/accounts/" + target.account()
                                + "/reports?metric=avg_first_response_time&type=account&group_by=day&since={}",
                        Request.Hole.word(anyThirtyDays()));
        };
    }

    /// Of the past year.
    private static List<String> anyThirtyDays() {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        return IntStream.rangeClosed(LAST_DAY, FIRST_DAY)
                .mapToObj(today::minusDays)
                .map(day -> day + "&until=" + day.plusDays(29))
                .toList();
    }
}
