package io.supportly.webhooks;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.supportly.kernel.sql.Rows;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The log of deliveries is kept for 30 days, and no longer than its webhook or bot. Deleted in small transactions:
/// there may be very many.
@Configuration(proxyBeanMethods = false)
class ForgettingDeliveries {
    private static final Duration KEPT = Duration.ofDays(30);
    private static final int BATCH = 5_000;

    @Bean
    RecurringTask<Void> forgetOldDeliveries(JdbcClient sql, Clock clock) {
        return Tasks.recurring("forget-old-deliveries", FixedDelay.of(Duration.ofMinutes(10)))
                .execute((_, _) -> forgetBefore(sql, clock));
    }

    /// A pending one is younger than this by far, unless it was sent again by hand.
    static void forgetBefore(JdbcClient sql, Clock clock) {
        int deleted;
        do {
            deleted = sql.sql("""
                            delete from webhook_deliveries where (account_id, id) in (
                              select account_id, id from webhook_deliveries
                              where created_at < :before and status <> 'pending'
                              limit :batch
                            )
                            """)
                    .param("before", Rows.time(clock.instant().minus(KEPT)))
                    .param("batch", BATCH)
                    .update();
        } while (deleted == BATCH);
    }

    /// Who waits for what a removed bot was to be told waits in vain.
    @Bean
    CustomTask<Void> forgetRemovedEndpoint(JdbcClient sql, WaitingCustomers waiting, Losing losing, Clock clock) {
        return Tasks.custom("forget-removed-endpoint", Void.class).execute((job, _) -> {
            Endpoint endpoint = RemovedEndpoints.endpoint(job.getId());
            if (!losing.giveUpAll(() -> waiting.of(endpoint))) {
                return (completed, again) -> again.reschedule(completed, clock.instant());
            }
            forgetDeliveriesOf(sql, endpoint);
            return new CompletionHandler.OnCompleteRemove<>();
        });
    }

    private static void forgetDeliveriesOf(JdbcClient sql, Endpoint endpoint) {
        int deleted;
        do {
            deleted = sql.sql("""
                            delete from webhook_deliveries where account_id = :account and id in (
                              select id from webhook_deliveries
                              where account_id = :account and endpoint = :endpoint
                              limit :batch
                            )
                            """)
                    .param("account", endpoint.account().value())
                    .param("endpoint", endpoint.number())
                    .param("batch", BATCH)
                    .update();
        } while (deleted == BATCH);
    }
}
