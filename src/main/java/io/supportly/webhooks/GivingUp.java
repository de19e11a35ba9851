package io.supportly.webhooks;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Ends the wait for bots that were not told in time, however long their queue is.
@Configuration(proxyBeanMethods = false)
class GivingUp {
    private static final Duration PAUSE = Duration.ofSeconds(2);

    @Bean
    RecurringTask<Void> giveUpOnBots(WaitingCustomers waiting, Losing losing) {
        return Tasks.recurring("give-up-on-bots", FixedDelay.of(PAUSE))
                .execute((_, _) -> losing.giveUpAll(waiting::overdue));
    }
}
