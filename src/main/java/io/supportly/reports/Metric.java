package io.supportly.reports;

import io.supportly.kernel.AccountId;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What can be asked for over time: a number of things, or how long something took on average.
enum Metric {
    CONVERSATIONS_COUNT("conversations"),
    INCOMING_MESSAGES_COUNT("incoming"),
    OUTGOING_MESSAGES_COUNT("outgoing"),
    RESOLUTIONS_COUNT("resolutions"),
    BOT_RESOLUTIONS_COUNT("bot_resolutions"),
    BOT_HANDOFFS_COUNT("bot_handoffs"),
    AVG_FIRST_RESPONSE_TIME("first_responses", "first_response"),
    AVG_RESOLUTION_TIME("resolutions", "resolution"),
    AVG_REPLY_TIME("replies", "reply"),
    REPLY_TIME("replies", "reply");

    static final List<String> WORDS = Arrays.stream(values())
            .map(metric -> metric.name().toLowerCase(Locale.ROOT))
            .toList();

    private final String things;
    private final @Nullable String took;

    Metric(String things) {
        this(things, null);
    }

    Metric(String things, @Nullable String took) {
        this.things = things;
        this.took = took;
    }

    static Metric of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    TimeSeries.Asked of(AccountId account, Scope scope, String key, boolean inBusiness) {
        String millis = took == null ? "0" : "r." + took + (inBusiness ? "_business" : "_millis");
        return new TimeSeries.Asked(account, scope, key, "r." + things, millis);
    }

    /// 0 where nothing happened.
    Point point(long timestamp, TimeSeries.Sum sum) {
        if (took == null) {
            return new Point(BigDecimal.valueOf(sum.count()), timestamp, null);
        }
        BigDecimal average = sum.average();
        return new Point(average == null ? BigDecimal.ZERO : average, timestamp, sum.count());
    }
}
