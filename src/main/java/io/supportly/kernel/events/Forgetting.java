package io.supportly.kernel.events;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.supportly.kernel.web.IdempotencyKeys;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What is kept for a while only: old events that everybody has read, and idempotency keys of yesterday.
@Configuration(proxyBeanMethods = false)
class Forgetting {
    private static final Duration KEYS = Duration.ofHours(24);

    /// The readers are asked for late: what they run may schedule jobs, and so need this one first.
    @Bean
    RecurringTask<Void> forgetOld(ObjectProvider<EventReaders> readers, IdempotencyKeys keys, Clock clock) {
        return Tasks.recurring("forget-old", FixedDelay.of(Duration.ofMinutes(10)))
                .execute((_, _) -> {
                    readers.getObject().forgetOld();
                    keys.forgetBefore(clock.instant().minus(KEYS));
                });
    }
}
