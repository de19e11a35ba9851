package io.supportly.oauth;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.supportly.kernel.sql.Rows;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Deletes what is good for nothing any more, some at a time: codes a day after their end (until then, one that is
/// shown again still gives the thief away), tokens, and the grants of apps that are gone.
@Configuration(proxyBeanMethods = false)
class Expiring {
    private static final int AT_ONCE = 1000;
    private static final Duration CODES_KEPT = Duration.ofDays(1);

    @Bean
    RecurringTask<Void> forgetExpiredTokens(JdbcClient sql, Clock clock) {
        return Tasks.recurring("oauth-expiring", FixedDelay.of(Duration.ofMinutes(10)))
                .execute((_, _) -> forgetExpired(sql, clock));
    }

    static void forgetExpired(JdbcClient sql, Clock clock) {
        delete(sql, """
                delete from oauth_codes where (account_id, hash) in
                  (select account_id, hash from oauth_codes where expires_at <= :before limit :most)
                """, Rows.time(clock.instant().minus(CODES_KEPT)));
        delete(sql, """
                delete from oauth_tokens where (account_id, hash) in
                  (select account_id, hash from oauth_tokens where expires_at <= :before limit :most)
                """, Rows.time(clock.instant()));
        delete(sql, """
                delete from oauth_grants where (account_id, id) in
                  (select g.account_id, g.id from oauth_grants g
                   where g.created_at <= :before
                     and not exists (select 1 from developer_apps a
                       where a.account_id = split_part(g.client_id, '_', 2)::bigint and a.client_id = g.client_id)
                   limit :most)
                """, Rows.time(clock.instant()));
    }

    private static void delete(JdbcClient sql, String statement, @Nullable OffsetDateTime before) {
        while (sql.sql(statement).param("before", before).param("most", AT_ONCE).update() == AT_ONCE) {
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
        }
    }
}
