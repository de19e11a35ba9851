package io.supportly.sessions;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The e-mail stands behind a word that makes each wish a job of its own.
@Configuration(proxyBeanMethods = false)
class PasswordResetJobs {
    @Bean
    CustomTask<Void> mailPasswordReset(ObjectProvider<PasswordResets> resets) {
        return Tasks.custom("mail-password-reset", Void.class).execute((instance, _) -> {
            String id = instance.getId();
            resets.getObject().write(id.substring(id.indexOf(' ') + 1));
            return new CompletionHandler.OnCompleteRemove<>();
        });
    }
}
