package io.supportly.reports;

import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What an agent, an inbox or a team did; times in seconds, null where there were none.
record SummaryRow(
        long id,
        long conversationsCount,
        long resolvedConversationsCount,
        @Nullable BigDecimal avgResolutionTime,
        @Nullable BigDecimal avgFirstResponseTime,
        @Nullable BigDecimal avgReplyTime) {

    static SummaryRow of(long id, Figures figures, boolean inBusiness) {
        return new SummaryRow(
                id,
                figures.conversations(),
                figures.resolution().count(),
                figures.resolution().average(inBusiness),
                figures.firstResponse().average(inBusiness),
                figures.reply().average(inBusiness));
    }

    /// A label's, which has 0 where there were none.
    record OfLabel(
            long id,
            String name,
            long conversationsCount,
            long resolvedConversationsCount,
            BigDecimal avgResolutionTime,
            BigDecimal avgFirstResponseTime,
            BigDecimal avgReplyTime) {

        static OfLabel of(long id, String name, Figures figures, boolean inBusiness) {
            SummaryRow row = SummaryRow.of(id, figures, inBusiness);
            return new OfLabel(
                    id,
                    name,
                    row.conversationsCount,
                    row.resolvedConversationsCount,
                    Objects.requireNonNullElse(row.avgResolutionTime, BigDecimal.ZERO),
                    Objects.requireNonNullElse(row.avgFirstResponseTime, BigDecimal.ZERO),
                    Objects.requireNonNullElse(row.avgReplyTime, BigDecimal.ZERO));
        }
    }
}
