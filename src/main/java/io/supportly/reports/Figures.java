package io.supportly.reports;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// What the roll-ups say about some time of somebody.
///
/// @param conversations that were created
/// @param outgoing with private notes
record Figures(
        long conversations,
        long incoming,
        long outgoing,
        Taken firstResponse,
        Taken reply,
        Taken resolution,
        long botResolutions,
        long botHandoffs) {

    static final Figures NONE = new Figures(0, 0, 0, Taken.NONE, Taken.NONE, Taken.NONE, 0, 0);

    static final String SUMS = """
            sum(r.conversations)::bigint as conversations, sum(r.incoming)::bigint as incoming,
            sum(r.outgoing)::bigint as outgoing, sum(r.first_responses)::bigint as first_responses,
            sum(r.first_response_millis)::bigint as first_response_millis,
            sum(r.first_response_business)::bigint as first_response_business, sum(r.replies)::bigint as replies,
            sum(r.reply_millis)::bigint as reply_millis, sum(r.reply_business)::bigint as reply_business,
            sum(r.resolutions)::bigint as resolutions, sum(r.resolution_millis)::bigint as resolution_millis,
            sum(r.resolution_business)::bigint as resolution_business,
            sum(r.bot_resolutions)::bigint as bot_resolutions, sum(r.bot_handoffs)::bigint as bot_handoffs
            """;

    /// How often, and how long together.
    record Taken(long count, long millis, long business) {
        static final Taken NONE = new Taken(0, 0, 0);

        Taken plus(Taken other) {
            return new Taken(count + other.count, millis + other.millis, business + other.business);
        }

        /// In seconds; null where there was none.
        @Nullable
        BigDecimal average(boolean inBusiness) {
            return new TimeSeries.Sum(count, inBusiness ? business : millis).average();
        }
    }

    /// Without an exponent, and without a fraction where there is none.
    static BigDecimal seconds(long millis) {
        return millis % 1000 == 0
                ? BigDecimal.valueOf(millis / 1000)
                : BigDecimal.valueOf(millis, 3).stripTrailingZeros();
    }

    static Figures of(ResultSet row) throws SQLException {
        return new Figures(
                row.getLong("conversations"),
                row.getLong("incoming"),
                row.getLong("outgoing"),
                new Taken(
                        row.getLong("first_responses"),
                        row.getLong("first_response_millis"),
                        row.getLong("first_response_business")),
                new Taken(row.getLong("replies"), row.getLong("reply_millis"), row.getLong("reply_business")),
                new Taken(
                        row.getLong("resolutions"),
                        row.getLong("resolution_millis"),
                        row.getLong("resolution_business")),
                row.getLong("bot_resolutions"),
                row.getLong("bot_handoffs"));
    }

    Figures plus(Figures other) {
        return new Figures(
                conversations + other.conversations,
                incoming + other.incoming,
                outgoing + other.outgoing,
                firstResponse.plus(other.firstResponse),
                reply.plus(other.reply),
                resolution.plus(other.resolution),
                botResolutions + other.botResolutions,
                botHandoffs + other.botHandoffs);
    }
}
