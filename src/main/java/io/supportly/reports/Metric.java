package io.supportly.reports;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// What can be asked for over time: a number of things, or how long something took on average.
enum Metric {
    CONVERSATIONS_COUNT(Figures::conversations),
    INCOMING_MESSAGES_COUNT(Figures::incoming),
    OUTGOING_MESSAGES_COUNT(Figures::outgoing),
    RESOLUTIONS_COUNT(figures -> figures.resolution().count()),
    BOT_RESOLUTIONS_COUNT(Figures::botResolutions),
    BOT_HANDOFFS_COUNT(Figures::botHandoffs),
    AVG_FIRST_RESPONSE_TIME(null, Figures::firstResponse),
    AVG_RESOLUTION_TIME(null, Figures::resolution),
    AVG_REPLY_TIME(null, Figures::reply),
    REPLY_TIME(null, Figures::reply);

    static final List<String> WORDS = Arrays.stream(values())
            .map(metric -> metric.name().toLowerCase(Locale.ROOT))
            .toList();

    private final @Nullable ToLongFunction<Figures> count;
    private final @Nullable Function<Figures, Figures.Taken> taken;

    Metric(ToLongFunction<Figures> count) {
        this(count, null);
    }

    Metric(@Nullable ToLongFunction<Figures> count, @Nullable Function<Figures, Figures.Taken> taken) {
        this.count = count;
        this.taken = taken;
    }

    static Metric of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /// 0 where nothing happened.
    Point point(long timestamp, Figures figures, boolean inBusiness) {
        if (taken == null) {
            long number = Objects.requireNonNull(count).applyAsLong(figures);
            return new Point(BigDecimal.valueOf(number), timestamp, null);
        }
        Figures.Taken of = taken.apply(figures);
        BigDecimal average = of.average(inBusiness);
        return new Point(average == null ? BigDecimal.ZERO : average, timestamp, of.count());
    }
}
