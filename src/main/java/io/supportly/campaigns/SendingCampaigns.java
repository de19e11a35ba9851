package io.supportly.campaigns;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.supportly.kernel.AccountId;
import io.supportly.kernel.jobs.Jobs;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Works on campaigns whose time has come, on whichever node, one node on each. A long one is left after some seconds
/// and taken up again behind the other jobs; no more than two are worked on at once, so that jobs of others go on.
@Configuration(proxyBeanMethods = false)
class SendingCampaigns {
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration SLICE = Duration.ofSeconds(5);
    private static final Duration BUSY = Duration.ofSeconds(1);
    private static final Duration AGAIN = Duration.ofSeconds(30);
    private static final int AT_ONCE = 2;
    private static final int LOOKED_AT = 100;

    private final Semaphore places = new Semaphore(AT_ONCE);

    static String instance(AccountId account, long number) {
        return account + ":" + number;
    }

    @Bean
    RecurringTask<Void> findDueCampaigns(
            Progressing progressing, ObjectProvider<Jobs> jobs, CustomTask<Void> sendCampaign) {
        return Tasks.recurring("find-due-campaigns", FixedDelay.of(PAUSE)).execute((_, _) -> {
            List<Progressing.Due> due;
            do {
                due = progressing.due(LOOKED_AT);
                due.forEach(
                        one -> jobs.getObject().schedule(sendCampaign, instance(one.account(), one.number()), null));
            } while (due.size() == LOOKED_AT);
        });
    }

    /// Who sends is asked for late: mails schedule jobs, and so need this one first.
    @Bean
    CustomTask<Void> sendCampaign(ObjectProvider<Advancing> advancing, Progressing progressing) {
        var task = Tasks.custom("send-campaign", Void.class).onFailure(new FailureHandler.OnFailureRetryLater<>(AGAIN));
        return task.execute((instance, _) -> {
            if (!places.tryAcquire()) {
                return (completed, job) ->
                        job.reschedule(completed, completed.getTimeDone().plus(BUSY));
            }
            try {
                String[] parts = instance.getId().split(":", 2);
                var account = new AccountId(Long.parseLong(parts[0]));
                boolean more = work(advancing.getObject(), progressing, account, Long.parseLong(parts[1]));
                return more
                        ? (completed, job) -> job.reschedule(completed, completed.getTimeDone())
                        : new CompletionHandler.OnCompleteRemove<>();
            } finally {
                places.release();
            }
        });
    }

    private static boolean work(Advancing advancing, Progressing progressing, AccountId account, long number) {
        progressing.holdOn(account, number);
        long until = System.nanoTime() + SLICE.toNanos();
        boolean more = true;
        while (more && System.nanoTime() < until) {
            if (Thread.currentThread().isInterrupted()) {
                return true;
            }
            more = advancing.advance(account, number);
        }
        return more;
    }
}
