package io.supportly.webhooks;

import io.supportly.kernel.json.Attributes;
import io.supportly.kernel.json.Times;
import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.sql.Rows;
import io.supportly.kernel.web.Paging;
import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The deliveries to an endpoint as its owner sees them: to be looked at, and sent again.
@Component
final class DeliveryLog {
    static final String TEST = "webhook_test";

    private static final String COLUMNS = """
            d.id, d.message_id, d.event, d.status, d.attempts, d.next_attempt_at, d.response_status, d.response_body,
            d.error, d.took_ms, d.created_at, d.finished_at
            """;
    private static final String FROM =
            " from webhook_deliveries d where d.account_id = :account and d.endpoint = :endpoint";

    private final JdbcClient sql;
    private final Clock clock;

    DeliveryLog(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /// One line of the log.
    @Schema(name = "WebhookDelivery")
    record Line(
            long id,
            UUID messageId,
            String event,
            DeliveryStatus status,
            int attempts,
            @Nullable String nextAttemptAt,
            @Nullable Integer responseStatus,
            @Nullable String responseBody,
            @Nullable String error,
            @Nullable Integer tookMs,
            String createdAt,
            @Nullable String finishedAt) {
        static Line of(ResultSet row) throws SQLException {
            return new Line(
                    row.getLong("id"),
                    row.getObject("message_id", UUID.class),
                    row.getString("event"),
                    DeliveryStatus.of(row.getString("status")),
                    row.getInt("attempts"),
                    Times.isoOrNull(Rows.instantOrNull(row, "next_attempt_at")),
                    Rows.intOrNull(row, "response_status"),
                    row.getString("response_body"),
                    row.getString("error"),
                    Rows.intOrNull(row, "took_ms"),
                    Times.iso(Rows.instant(row, "created_at")),
                    Times.isoOrNull(Rows.instantOrNull(row, "finished_at")));
        }
    }

    /// A delivery with the body that was sent, and where.
    @Schema(name = "WebhookDeliveryWhole")
    record Whole(
            long id,
            UUID messageId,
            String event,
            String url,
            Attributes payload,
            DeliveryStatus status,
            int attempts,
            @Nullable String nextAttemptAt,
            @Nullable Integer responseStatus,
            @Nullable String responseBody,
            @Nullable String error,
            @Nullable Integer tookMs,
            String createdAt,
            @Nullable String finishedAt) {
        static Whole of(ResultSet row) throws SQLException {
            Line line = Line.of(row);
            return new Whole(
                    line.id(),
                    line.messageId(),
                    line.event(),
                    row.getString("url"),
                    new Attributes(row.getString("payload")),
                    line.status(),
                    line.attempts(),
                    line.nextAttemptAt(),
                    line.responseStatus(),
                    line.responseBody(),
                    line.error(),
                    line.tookMs(),
                    line.createdAt(),
                    line.finishedAt());
        }
    }

    DeliveryPage of(Endpoint endpoint, DeliveryQuery query) {
        Paging paging = Paging.of(query.page(), DeliveryQuery.PAGE);
        DeliveryStatus status = query.status() == null ? null : DeliveryStatus.of(query.status());
        List<Line> found = of(endpoint, status, query.event(), paging);
        return new DeliveryPage(
                found.stream().limit(DeliveryQuery.PAGE).toList(),
                new DeliveryPage.Meta(paging.page(), found.size() > DeliveryQuery.PAGE));
    }

    /// One more than the page holds, if there are more.
    private List<Line> of(Endpoint endpoint, @Nullable DeliveryStatus status, @Nullable String event, Paging paging) {
        // Spelled out: only a word that stands in the statement finds the index of those in trouble.
        String inStatus = status == null
                ? ""
                : switch (status) {
                    case PENDING -> " and d.status = 'pending'";
                    case DELIVERED -> " and d.status = 'delivered'";
                    case FAILED -> " and d.status = 'failed'";
                    case CANCELLED -> " and d.status = 'cancelled'";
                };
        return sql.sql("select " + COLUMNS + FROM + inStatus + """
                         and (:event::text is null or d.event = :event)
                        order by d.id desc
                        limit :size offset :offset
                        """)
                .param("account", endpoint.account().value())
                .param("endpoint", endpoint.number())
                .param("event", event)
                .param("size", paging.size() + 1)
                .param("offset", paging.offset())
                .query((row, _) -> Line.of(row))
                .list();
    }

    Whole get(Endpoint endpoint, long id) {
        return sql.sql("select " + COLUMNS + ", d.url, d.payload" + FROM + " and d.id = :id")
                .param("account", endpoint.account().value())
                .param("endpoint", endpoint.number())
                .param("id", id)
                .query((row, _) -> Whole.of(row))
                .optional()
                .orElseThrow(Problem::notFound);
    }

    /// From its first attempt on, under the same message id, so that a receiver that had it already can tell.
    Line redeliver(Endpoint endpoint, long id) {
        return sql.sql("""
                        update webhook_deliveries d
                        set status = 'pending', attempts = 0, next_attempt_at = :now, give_up_at = null,
                          finished_at = null
                        where d.account_id = :account and d.endpoint = :endpoint and d.id = :id
                        returning\s""" + COLUMNS)
                .param("now", Rows.time(clock.instant()))
                .param("account", endpoint.account().value())
                .param("endpoint", endpoint.number())
                .param("id", id)
                .query((row, _) -> Line.of(row))
                .optional()
                .orElseThrow(Problem::notFound);
    }

    DeliveryRange.Redelivered redeliver(Endpoint endpoint, DeliveryRange.Checked range) {
        int count = sql.sql("""
                        update webhook_deliveries
                        set status = 'pending', attempts = 0, next_attempt_at = :now, give_up_at = null,
                          finished_at = null
                        where account_id = :account and endpoint = :endpoint and status = :status
                          and created_at >= :since and created_at < :until and event <> 'webhook_test'
                        """)
                .param("now", Rows.time(clock.instant()))
                .param("account", endpoint.account().value())
                .param("endpoint", endpoint.number())
                .param("status", range.status().word())
                .param("since", Rows.time(range.since()))
                .param("until", Rows.time(range.until()))
                .update();
        return new DeliveryRange.Redelivered(count);
    }

    /// Writes a test that was made out of turn, with its outcome.
    Line addTest(Endpoint endpoint, UUID messageId, String payload, Attempt.Answer answer, Instant begun) {
        return sql.sql("""
                        insert into webhook_deliveries as d (account_id, endpoint, webhook_id, agent_bot_id, message_id,
                          event, url, payload, status, attempts, response_status, response_body, error, took_ms,
                          created_at, finished_at)
                        values (:account, :endpoint, :webhook, :bot, :message, 'webhook_test', :url, :payload, :status,
                          1, :code, :body, :error, :took, :begun, :now)
                        returning\s""" + COLUMNS)
                .param("account", endpoint.account().value())
                .param("endpoint", endpoint.number())
                .param("webhook", endpoint.webhookId())
                .param("bot", endpoint.agentBotId())
                .param("message", messageId)
                .param("url", answer.url())
                .param("payload", payload)
                .param("status", (answer.succeeded() ? DeliveryStatus.DELIVERED : DeliveryStatus.FAILED).word())
                .param("code", answer.status())
                .param("body", answer.body())
                .param("error", answer.error())
                .param("took", answer.tookMs())
                .param("begun", Rows.time(begun))
                .param("now", Rows.time(clock.instant()))
                .query((row, _) -> Line.of(row))
                .single();
    }
}
