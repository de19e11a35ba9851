package io.supportly.contacts;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.supportly.kernel.AccountId;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The jobs behind imports and exports. One that was cut off begins again: an import where it had come to, an export,
/// of which nothing is seen before it is done, from the start.
@Configuration(proxyBeanMethods = false)
class ContactTransfers {
    static String instance(AccountId account, long id) {
        return account + ":" + id;
    }

    private interface Work {
        /// False when it was interrupted.
        boolean run(AccountId account, long id);
    }

    @Bean
    CustomTask<Void> importContacts(ImportRuns runs, Clock clock) {
        return task("import-contacts", runs::run, clock);
    }

    @Bean
    CustomTask<Void> exportContacts(Exporting exporting, Clock clock) {
        return task("export-contacts", exporting::run, clock);
    }

    private static CustomTask<Void> task(String name, Work work, Clock clock) {
        return Tasks.custom(name, Void.class).execute((job, _) -> {
            String[] parts = job.getId().split(":", 2);
            boolean done = work.run(new AccountId(Long.parseLong(parts[0])), Long.parseLong(parts[1]));
            return done
                    ? new CompletionHandler.OnCompleteRemove<>()
                    : (completed, again) -> again.reschedule(completed, clock.instant());
        });
    }
}
