package io.supportly.conversations;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.supportly.accounts.Accounts;
import io.supportly.accounts.AutoResolve;
import io.supportly.kernel.AccountId;
import io.supportly.kernel.Caller;
import io.supportly.kernel.sql.Rows;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// Resolves open conversations in which nothing has happened for as long as the account allows, with a last word to
/// the customer if the account has one.
@Configuration(proxyBeanMethods = false)
class AutoResolving {
    private static final Duration PAUSE = Duration.ofSeconds(4);
    private static final int BATCH = 200;

    private final Conversations conversations;
    private final Changing changing;
    private final Posting posting;
    private final Placeholders placeholders;
    private final JdbcClient sql;
    private final TransactionTemplate transactions;
    private final Clock clock;

    AutoResolving(
            Conversations conversations,
            Changing changing,
            Posting posting,
            Placeholders placeholders,
            JdbcClient sql,
            TransactionTemplate transactions,
            Clock clock) {
        this.conversations = conversations;
        this.changing = changing;
        this.posting = posting;
        this.placeholders = placeholders;
        this.sql = sql;
        this.transactions = transactions;
        this.clock = clock;
    }

    private record Idle(AccountId account, long number) {}

    /// What is left after a batch is found by the next run.
    @Bean
    RecurringTask<Void> resolveIdleConversations(Accounts accounts) {
        return Tasks.recurring("resolve-idle-conversations", FixedDelay.of(PAUSE))
                .execute((_, _) -> {
                    for (AutoResolve wish : accounts.autoResolving()) {
                        Instant before = clock.instant().minus(wish.after());
                        if (!OneByOne.each(idle(wish, before), idle -> resolve(idle, wish, before))) {
                            return;
                        }
                    }
                });
    }

    private List<Idle> idle(AutoResolve wish, Instant before) {
        return sql.sql("""
                        select account_id, id from conversations
                        where account_id = :account and status = 0 and last_activity_at < :before
                          and (not :ignoreWaiting or waiting_since is null)
                        order by last_activity_at, id
                        limit :batch
                        """)
                .param("account", wish.account().value())
                .param("before", Rows.time(before))
                .param("ignoreWaiting", wish.ignoreWaiting())
                .param("batch", BATCH)
                .query((row, _) -> new Idle(new AccountId(row.getLong("account_id")), row.getLong("id")))
                .list();
    }

    private void resolve(Idle idle, AutoResolve wish, Instant before) {
        var system = new Caller.System(idle.account());
        transactions.executeWithoutResult(_ -> {
            Conversation conversation = conversations.lock(system, idle.number());
            if (!isIdle(conversation, wish, before)) {
                return;
            }
            if (wish.message() != null) {
                String text = placeholders.fill(system, conversation, wish.message());
                posting.post(system, idle.number(), Posting.Post.template(ContentType.TEXT, text));
            }
            changing.change(
                    system, idle.number(), state -> labelled(state, wish).status(Status.RESOLVED, null));
        });
    }

    private static boolean isIdle(Conversation conversation, AutoResolve wish, Instant before) {
        return conversation.state().status() == Status.OPEN
                && conversation.times().lastActivityAt().isBefore(before)
                && !(wish.ignoreWaiting() && conversation.times().waitingSince() != null);
    }

    private static Conversation.State labelled(Conversation.State state, AutoResolve wish) {
        if (wish.label() == null) {
            return state;
        }
        return state.labels(Stream.concat(state.labels().stream(), Stream.of(wish.label()))
                .distinct()
                .toList());
    }
}
