package io.supportly.conversations;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.supportly.accounts.Agent;
import io.supportly.accounts.Members;
import io.supportly.kernel.AccountId;
import io.supportly.kernel.Caller;
import java.time.Clock;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Gives what an agent has in the inboxes that want it to others, when he has gone offline: one conversation in a
/// transaction, and no further once he is back.
@Configuration(proxyBeanMethods = false)
class GivingBack {
    private static final int BATCH = 200;

    private final Changing changing;
    private final HandingOut handingOut;
    private final Members members;
    private final JdbcClient sql;

    GivingBack(Changing changing, HandingOut handingOut, Members members, JdbcClient sql) {
        this.changing = changing;
        this.handingOut = handingOut;
        this.members = members;
        this.sql = sql;
    }

    static String instance(AccountId account, long user) {
        return account + ":" + user;
    }

    @Bean
    CustomTask<Void> giveBackConversations(Clock clock) {
        return Tasks.custom("give-back-conversations", Void.class).execute((job, _) -> {
            String[] parts = job.getId().split(":", 2);
            var account = new AccountId(Long.parseLong(parts[0]));
            boolean done = giveBack(account, Long.parseLong(parts[1]));
            return done
                    ? new CompletionHandler.OnCompleteRemove<>()
                    : (completed, again) -> again.reschedule(completed, clock.instant());
        });
    }

    /// False when it was interrupted.
    private boolean giveBack(AccountId account, long user) {
        var system = new Caller.System(account);
        List<Long> left;
        do {
            left = isOffline(account, user) ? open(account, user) : List.of();
            boolean done = OneByOne.each(left, number -> {
                if (isOffline(account, user)) {
                    changing.giveBack(system, number, user, AssignmentReason.AGENT_OFFLINE);
                }
            });
            if (!done) {
                return false;
            }
        } while (left.size() == BATCH);
        return true;
    }

    private boolean isOffline(AccountId account, long user) {
        return members.find(account, user).map(Agent::offline).orElse(false);
    }

    private List<Long> open(AccountId account, long user) {
        return sql.sql("""
                        select id from conversations
                        where account_id = :account and assignee_id = :user and status = 0
                          and inbox_id = any(:inboxes::bigint[])
                        order by last_activity_at desc, id desc
                        limit :batch
                        """)
                .param("account", account.value())
                .param("user", user)
                .param("inboxes", handingOut.inboxesThatGiveBack(account).toArray(Long[]::new))
                .param("batch", BATCH)
                .query((row, _) -> row.getLong(1))
                .list();
    }
}
