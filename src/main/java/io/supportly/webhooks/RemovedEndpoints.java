package io.supportly.webhooks;

import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import io.supportly.kernel.AccountId;
import io.supportly.kernel.jobs.Jobs;
import org.springframework.stereotype.Component;

/// Webhooks and bots that are gone, of which a job takes the deliveries away.
@Component
final class RemovedEndpoints {
    private final Jobs jobs;
    private final CustomTask<Void> forgetRemovedEndpoint;

    RemovedEndpoints(Jobs jobs, CustomTask<Void> forgetRemovedEndpoint) {
        this.jobs = jobs;
        this.forgetRemovedEndpoint = forgetRemovedEndpoint;
    }

    /// To be called in the transaction that takes it away.
    void forget(Endpoint endpoint) {
        jobs.schedule(forgetRemovedEndpoint, endpoint.account() + ":" + endpoint.number(), null);
    }

    static Endpoint endpoint(String instance) {
        String[] parts = instance.split(":", 2);
        return Endpoint.numbered(new AccountId(Long.parseLong(parts[0])), Long.parseLong(parts[1]));
    }
}
