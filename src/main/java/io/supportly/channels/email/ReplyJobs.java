package io.supportly.channels.email;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// A message that can not be made into a mail does not hold up the log: it is a job, and is tried again by itself.
@Configuration(proxyBeanMethods = false)
class ReplyJobs {
    @Bean
    CustomTask<Void> mailReply(Composing composing) {
        return Tasks.custom("mail-reply", Void.class).execute((instance, _) -> {
            composing.compose(ReplyJob.of(instance.getId()));
            return new CompletionHandler.OnCompleteRemove<>();
        });
    }
}
