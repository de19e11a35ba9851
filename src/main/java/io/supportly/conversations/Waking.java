package io.supportly.conversations;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.supportly.kernel.AccountId;
import io.supportly.kernel.Caller;
import io.supportly.kernel.sql.Rows;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Opens snoozed conversations when their time has come. An index holds those alone, by their time, so that looking
/// costs the same however many sleep.
@Configuration(proxyBeanMethods = false)
class Waking {
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final int BATCH = 500;

    private record Due(AccountId account, long number, Instant at) {
        static final Due FIRST = new Due(new AccountId(0), 0, Instant.EPOCH);
    }

    @Bean
    RecurringTask<Void> wakeConversations(JdbcClient sql, Changing changing, Clock clock) {
        return Tasks.recurring("wake-conversations", FixedDelay.of(PAUSE)).execute((_, _) -> {
            Instant now = clock.instant();
            Due last = Due.FIRST;
            List<Due> due;
            do {
                due = due(sql, now, last);
                last = due.isEmpty() ? last : due.getLast();
            } while (OneByOne.each(due, one -> wake(changing, one, now)) && due.size() == BATCH);
        });
    }

    private static List<Due> due(JdbcClient sql, Instant now, Due after) {
        return sql.sql("""
                        select account_id, id, snoozed_until from conversations
                        where status = 3 and snoozed_until <= :now
                          and (snoozed_until, account_id, id) > (:at, :account, :number)
                        order by snoozed_until, account_id, id
                        limit :batch
                        """)
                .param("now", Rows.time(now))
                .param("at", Rows.time(after.at()))
                .param("account", after.account().value())
                .param("number", after.number())
                .param("batch", BATCH)
                .query((row, _) -> new Due(
                        new AccountId(row.getLong("account_id")),
                        row.getLong("id"),
                        Rows.instant(row, "snoozed_until")))
                .list();
    }

    /// Unless it was snoozed anew meanwhile.
    private static void wake(Changing changing, Due due, Instant now) {
        changing.change(
                new Caller.System(due.account()),
                due.number(),
                state -> state.status() == Status.SNOOZED
                                && !Objects.requireNonNullElse(state.snoozedUntil(), Instant.MAX)
                                        .isAfter(now)
                        ? state.status(Status.OPEN, null)
                        : state);
    }
}
