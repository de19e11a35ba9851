package io.supportly.webhooks;

import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.supportly.kernel.sql.Rows;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The log of deliveries is kept for 30 days, and no longer than its webhook. Deleted in small transactions: there may
/// be very many.
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

    @Bean
    OneTimeTask<RemovedWebhook> forgetRemovedWebhook(JdbcClient sql) {
        return Tasks.oneTime("forget-removed-webhook", RemovedWebhook.class)
                .execute((instance, _) -> forgetDeliveriesOf(sql, instance.getData()));
    }

    private static void forgetDeliveriesOf(JdbcClient sql, RemovedWebhook webhook) {
        int deleted;
        do {
            deleted = sql.sql("""
                            delete from webhook_deliveries where account_id = :account and id in (
                              select id from webhook_deliveries
                              where account_id = :account and webhook_id = :webhook
                              limit :batch
                            )
                            """)
                    .param("account", webhook.account())
                    .param("webhook", webhook.id())
                    .param("batch", BATCH)
                    .update();
        } while (deleted == BATCH);
    }
}
