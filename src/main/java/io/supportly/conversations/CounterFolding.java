package io.supportly.conversations;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Adds the appended changes of the conversation counters up into their rows, so that a reader never has many to sum.
@Configuration(proxyBeanMethods = false)
class CounterFolding {
    private static final Duration PAUSE = Duration.ofSeconds(2);

    @Bean
    RecurringTask<Void> foldConversationCounters(JdbcClient sql) {
        return Tasks.recurring("fold-conversation-counters", FixedDelay.of(PAUSE))
                .execute((_, _) -> sql.sql("select fold_conversation_counters()")
                        .query((_, _) -> 0)
                        .list());
    }
}
