package io.supportly.webhooks;

import io.supportly.kernel.sql.Rows;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Of the deliveries those of messages to bots, behind which customers may be waiting.
@Component
final class WaitingCustomers {
    static final int BATCH = 200;
    private static final String COLUMNS =
            "d.account_id, d.id, d.endpoint, d.message_id, d.event, d.payload, d.attempts";

    private final JdbcClient sql;
    private final Clock clock;

    WaitingCustomers(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /// Some of those that are on their way for too long.
    List<Delivery> overdue() {
        Instant now = clock.instant();
        return sql.sql("select " + COLUMNS + """
                         from webhook_deliveries d
                        where d.status = 'pending' and d.give_up_at <= :now
                        order by d.give_up_at, d.account_id, d.id
                        limit :batch
                        """)
                .param("now", Rows.time(now))
                .param("batch", BATCH)
                .query((row, _) -> Deliveries.delivery(row, now))
                .list();
    }

    /// Some of those that wait for one bot.
    List<Delivery> of(Endpoint endpoint) {
        Instant now = clock.instant();
        return sql.sql("select " + COLUMNS + """
                         from webhook_deliveries d
                        where d.account_id = :account and d.endpoint = :endpoint and d.status = 'pending'
                          and d.give_up_at is not null
                        order by d.next_attempt_at
                        limit :batch
                        """)
                .param("account", endpoint.account().value())
                .param("endpoint", endpoint.number())
                .param("batch", BATCH)
                .query((row, _) -> Deliveries.delivery(row, now))
                .list();
    }

    /// False when it has come to an end meanwhile.
    boolean giveUp(Delivery delivery) {
        return sql.sql("""
                        update webhook_deliveries
                        set status = 'failed', next_attempt_at = null, finished_at = :now,
                          error = 'it could not be delivered in time'
                        where account_id = :account and id = :id and status = 'pending'
                        """)
                        .param("now", Rows.time(clock.instant()))
                        .param("account", delivery.endpoint().account().value())
                        .param("id", delivery.id())
                        .update()
                == 1;
    }
}
