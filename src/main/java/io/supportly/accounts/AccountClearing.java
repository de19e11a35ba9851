package io.supportly.accounts;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.supportly.kernel.AccountId;
import io.supportly.kernel.Caller;
import java.time.Clock;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// Clears a deleted account away, its people first, its own row last: a job that commits after every few rows, goes on
/// where it was cut off, and is done when nothing is left.
@Configuration(proxyBeanMethods = false)
class AccountClearing {
    /// Events of other accounts wait for the transaction.
    private static final int BATCH = 500;

    private final Accounts accounts;
    private final Members members;
    private final Users users;
    private final AgentBots bots;
    private final ApplicationEventPublisher closed;
    private final JdbcClient sql;
    private final TransactionTemplate transactions;

    AccountClearing(
            Accounts accounts,
            Members members,
            Users users,
            AgentBots bots,
            ApplicationEventPublisher closed,
            JdbcClient sql,
            TransactionTemplate transactions) {
        this.accounts = accounts;
        this.members = members;
        this.users = users;
        this.bots = bots;
        this.closed = closed;
        this.sql = sql;
        this.transactions = transactions;
    }

    @Bean
    CustomTask<Void> clearAccount(Clock clock) {
        return Tasks.custom("clear-account", Void.class).execute((job, _) -> {
            boolean done = clear(new AccountId(Long.parseLong(job.getId())));
            return done
                    ? new CompletionHandler.OnCompleteRemove<>()
                    : (completed, again) -> again.reschedule(completed, clock.instant());
        });
    }

    /// False when it was interrupted.
    private boolean clear(AccountId account) {
        members.of(account)
                .forEach(agent -> transactions.executeWithoutResult(_ -> {
                    members.remove(account, agent.id());
                    users.deleteIfNowhere(agent.id());
                }));
        bots.of(account).forEach(bot -> bots.remove(new Caller.System(account), bot.id()));
        closed.publishEvent(new AccountClosed(account));
        if (!removeAll(account)) {
            return false;
        }
        accounts.remove(account);
        return removeAll(account);
    }

    /// Readers of the event log and jobs that had begun may put a row where there was none a moment ago: only twice
    /// nothing is nothing, and once more when the account is gone.
    private boolean removeAll(AccountId account) {
        int nothing = 0;
        while (nothing < 2) {
            if (Thread.currentThread().isInterrupted()) {
                return false;
            }
            nothing = removeSome(account) == 0 ? nothing + 1 : 0;
        }
        return true;
    }

    private long removeSome(AccountId account) {
        return sql.sql("select remove_some_of_account(:account, :most)")
                .param("account", account.value())
                .param("most", BATCH)
                .query((row, _) -> row.getLong(1))
                .single();
    }
}
