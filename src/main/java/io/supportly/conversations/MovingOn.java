package io.supportly.conversations;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.supportly.contacts.Contacts;
import io.supportly.contacts.Merging;
import io.supportly.kernel.AccountId;
import io.supportly.kernel.Caller;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Moves what a merge left to move: a job that commits after every few conversations, goes on where it was cut off,
/// and takes the merged contact's row away when nobody can add to him any more.
@Configuration(proxyBeanMethods = false)
class MovingOn {
    static final Duration STRAGGLERS = Duration.ofMinutes(1);

    static String instance(AccountId account, long mergee) {
        return account + ":" + mergee;
    }

    @Bean
    CustomTask<Void> moveConversations(Moving moving, Merging merging, Contacts contacts, Clock clock) {
        return Tasks.custom("move-conversations", Void.class).execute((job, _) -> {
            String[] parts = job.getId().split(":", 2);
            var caller = new Caller.System(new AccountId(Long.parseLong(parts[0])));
            long mergee = Long.parseLong(parts[1]);
            boolean interrupted = Thread.currentThread().isInterrupted();
            while (!interrupted && moving.moveSome(caller, mergee)) {
                interrupted = Thread.currentThread().isInterrupted();
            }
            Instant now = clock.instant();
            if (interrupted) {
                return (completed, again) -> again.reschedule(completed, now);
            }
            if (!merging.isSettled(caller.account(), mergee, now.minus(STRAGGLERS))) {
                return (completed, again) -> again.reschedule(completed, now.plus(STRAGGLERS));
            }
            contacts.purge(caller.account(), mergee);
            return new CompletionHandler.OnCompleteRemove<>();
        });
    }
}
