package io.supportly.automation;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.supportly.kernel.sql.Rows;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The log of runs is kept for 30 days, and of each rule no more than the newest 10,000. Deleted in small transactions:
/// there may be very many.
@Configuration(proxyBeanMethods = false)
class ForgettingRuns {
    private static final Duration KEPT = Duration.ofDays(30);
    private static final int MOST_OF_A_RULE = 10_000;
    private static final int BATCH = 5_000;

    @Bean
    RecurringTask<Void> forgetOldRuns(JdbcClient sql, Clock clock) {
        return Tasks.recurring("forget-old-runs", FixedDelay.of(Duration.ofMinutes(10)))
                .execute((_, _) -> {
                    forgetBefore(sql, clock);
                    forgetBeyond(sql, MOST_OF_A_RULE);
                    forgetMacroRuns(sql, clock);
                });
    }

    static void forgetBefore(JdbcClient sql, Clock clock) {
        int deleted;
        do {
            deleted = sql.sql("""
                            delete from automation_runs where (account_id, id) in (
                              select account_id, id from automation_runs where created_at < :before limit :batch
                            )
                            """)
                    .param("before", Rows.time(clock.instant().minus(KEPT)))
                    .param("batch", BATCH)
                    .update();
        } while (deleted == BATCH);
    }

    /// A step into the index for each rule finds the one that is one too many.
    static void forgetBeyond(JdbcClient sql, int most) {
        int deleted;
        do {
            deleted = sql.sql("""
                            delete from automation_runs r using (
                              select a.account_id, n.id
                              from automation_rules a
                              cross join lateral (
                                select o.id from automation_runs o
                                where o.account_id = a.account_id and o.rule_id = a.id
                                order by o.id desc
                                limit :batch offset :most
                              ) n
                            ) old
                            where r.account_id = old.account_id and r.id = old.id
                            """).param("most", most).param("batch", BATCH).update();
        } while (deleted >= BATCH);
    }

    private static void forgetMacroRuns(JdbcClient sql, Clock clock) {
        int deleted;
        do {
            deleted = sql.sql("""
                            delete from macro_runs where (account_id, execution, conversation_id) in (
                              select account_id, execution, conversation_id from macro_runs
                              where created_at < :before
                              limit :batch
                            )
                            """)
                    .param("before", Rows.time(clock.instant().minus(KEPT)))
                    .param("batch", BATCH)
                    .update();
        } while (deleted == BATCH);
    }
}
