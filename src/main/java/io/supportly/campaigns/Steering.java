package io.supportly.campaigns;

import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import io.supportly.kernel.Caller;
import io.supportly.kernel.jobs.Jobs;
import io.supportly.kernel.problems.Problem;
import java.util.Objects;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// What administrators do with a one-off campaign beside changing it: stop it for a while, let it go on, end it, delete
/// it. What is to be done then is a job's.
@Component
final class Steering {
    private final Campaigns campaigns;
    private final Progressing progressing;
    private final Jobs jobs;
    private final CustomTask<Void> sendCampaign;
    private final TransactionTemplate transactions;

    Steering(
            Campaigns campaigns,
            Progressing progressing,
            Jobs jobs,
            CustomTask<Void> sendCampaign,
            TransactionTemplate transactions) {
        this.campaigns = campaigns;
        this.progressing = progressing;
        this.jobs = jobs;
        this.sendCampaign = sendCampaign;
        this.transactions = transactions;
    }

    Campaign pause(Caller caller, long number) {
        return steer(caller, number, "paused", _ -> Campaign.Status.PAUSED);
    }

    Campaign resume(Caller caller, long number) {
        return steer(
                caller,
                number,
                "resumed",
                campaign -> campaign.hasBegun() ? Campaign.Status.PROCESSING : Campaign.Status.ACTIVE);
    }

    Campaign cancel(Caller caller, long number) {
        return steer(caller, number, "cancelled", _ -> Campaign.Status.CANCELLED);
    }

    void remove(Caller caller, long number) {
        Campaign campaign = campaigns.get(caller.account(), number);
        campaigns.remove(campaign);
        wake(campaign);
    }

    /// So that nobody waits for the next look at what is due.
    void wake(Campaign campaign) {
        jobs.schedule(sendCampaign, SendingCampaigns.instance(campaign.account(), campaign.number()), null);
    }

    /// What is so already stays so: who did not hear the answer may ask again.
    private Campaign steer(Caller caller, long number, String done, Function<Campaign, Campaign.Status> next) {
        Campaign after = Objects.requireNonNull(transactions.execute(_ -> {
            Campaign before = campaigns.lock(caller.account(), number);
            if (before.kind() == Campaign.Kind.ONGOING) {
                throw Problem.invalid(null, "An ongoing campaign can't be %s: switch it by enabled".formatted(done));
            }
            Campaign.Status to = next.apply(before);
            if (to == before.status()) {
                return before;
            }
            if (before.status().isOver()) {
                String is = before.status().word();
                throw Problem.invalid(null, "A campaign that is %s can't be %s".formatted(is, done), "over");
            }
            progressing.steer(before, to, before.hasBegun() && to != Campaign.Status.PAUSED);
            return campaigns.get(caller.account(), number);
        }));
        wake(after);
        return after;
    }
}
