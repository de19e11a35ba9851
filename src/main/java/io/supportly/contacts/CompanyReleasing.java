package io.supportly.contacts;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.supportly.kernel.AccountId;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Lets the contacts of a deleted company go that were too many for the request: some in a transaction, until none is
/// left.
@Configuration(proxyBeanMethods = false)
class CompanyReleasing {
    static String instance(AccountId account, long company) {
        return account + ":" + company;
    }

    @Bean
    CustomTask<Void> releaseContacts(CompanyContacts contacts, Clock clock) {
        return Tasks.custom("release-contacts", Void.class).execute((job, _) -> {
            String[] parts = job.getId().split(":", 2);
            var account = new AccountId(Long.parseLong(parts[0]));
            long company = Long.parseLong(parts[1]);
            while (contacts.release(account, company) > 0) {
                if (Thread.currentThread().isInterrupted()) {
                    return (completed, again) -> again.reschedule(completed, clock.instant());
                }
            }
            return new CompletionHandler.OnCompleteRemove<>();
        });
    }
}
