package io.supportly.automation;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.supportly.kernel.Settings;
import io.supportly.kernel.net.Call;
import io.supportly.kernel.net.GuardedHttp;
import io.supportly.kernel.net.Outcome;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Makes the calls of `send_webhook_event`, unsigned, and tries again for a while when nobody answers. Only two at a
/// time: slow addresses must not hold up the other jobs of a node.
@Configuration(proxyBeanMethods = false)
class CallingAddresses implements DisposableBean {
    private static final Logger log = LoggerFactory.getLogger(CallingAddresses.class);
    private static final int MOST_ATTEMPTS = 5;
    private static final int AT_ONCE = 2;
    private static final int KEPT_OF_THE_ANSWER = 256;
    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
    private static final Duration BUSY = Duration.ofSeconds(1);

    private final Semaphore calls = new Semaphore(AT_ONCE);
    private final GuardedHttp http;
    private final Clock clock;

    CallingAddresses(Settings settings, Clock clock) {
        this.clock = clock;
        http = new GuardedHttp(settings.allowPrivateNetworks());
    }

    @Bean
    CustomTask<Announcement> callAddress() {
        return Tasks.custom("automation-webhook", Announcement.class).execute((instance, _) -> {
            if (!calls.tryAcquire()) {
                Instant later = clock.instant().plus(BUSY);
                return (completed, job) -> job.reschedule(completed, later);
            }
            try {
                return after(instance.getData(), attempt(instance.getData()));
            } finally {
                calls.release();
            }
        });
    }

    private CompletionHandler<Announcement> after(Announcement announcement, Optional<String> failure) {
        if (failure.isEmpty()) {
            return new CompletionHandler.OnCompleteRemove<>();
        }
        int attempts = announcement.attempts() + 1;
        log.info("A call of a rule to {} failed (attempt {}): {}", announcement.url(), attempts, failure.get());
        if (attempts >= MOST_ATTEMPTS) {
            return new CompletionHandler.OnCompleteRemove<>();
        }
        Instant again = clock.instant().plus(FIRST_PAUSE.multipliedBy(1L << 2 * (attempts - 1)));
        return (completed, job) -> job.reschedule(completed, again, announcement.again());
    }

    /// Why it did not arrive, if so.
    private Optional<String> attempt(Announcement announcement) {
        try {
            Outcome outcome = http.send(
                    Call.post(new URI(announcement.url()), announcement.body().getBytes(StandardCharsets.UTF_8))
                            .headers(Map.of(
                                    "Content-Type", "application/json",
                                    "Accept", "application/json",
                                    "User-Agent", "Supportly-Webhooks",
                                    "webhook-id", announcement.id()))
                            .within(DEADLINE)
                            .keeping(KEPT_OF_THE_ANSWER));
            return switch (outcome) {
                case Outcome.Answered answered ->
                    answered.succeeded() ? Optional.empty() : Optional.of("answered with " + answered.status());
                case Outcome.Refused(String why) -> Optional.of("not called: " + why);
                case Outcome.Failed(String why) -> Optional.of(why);
            };
        } catch (URISyntaxException e) {
            return Optional.of("the address can't be read");
        }
    }

    @Override
    public void destroy() throws IOException {
        http.close();
    }
}
