package io.supportly.sessions;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.supportly.kernel.sql.Rows;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What is over and serves nobody: sessions, links of forgotten passwords and to a login, and attempts that no longer
/// count.
@Configuration(proxyBeanMethods = false)
class ForgettingSessions {
    private static final List<String> OVER = List.of(
            "delete from sessions where expires_at <= :now",
            "delete from password_resets where expires_at <= :now",
            "delete from login_links where expires_at <= :now",
            "delete from throttles where until <= :now");

    @Bean
    RecurringTask<Void> forgetOldSessions(JdbcClient sql, Clock clock) {
        return Tasks.recurring("forget-old-sessions", FixedDelay.of(Duration.ofMinutes(10)))
                .execute((_, _) -> forget(sql, clock.instant()));
    }

    static void forget(JdbcClient sql, Instant now) {
        OVER.forEach(over -> sql.sql(over).param("now", Rows.time(now)).update());
    }
}
