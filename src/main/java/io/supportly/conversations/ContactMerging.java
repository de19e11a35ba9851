package io.supportly.conversations;

import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import io.supportly.contacts.Contact;
import io.supportly.contacts.Merging;
import io.supportly.kernel.Caller;
import io.supportly.kernel.jobs.Jobs;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Merges two contacts with all that they said: some conversations at once, more in the background.
@Component
public final class ContactMerging {
    private final Merging merging;
    private final Moving moving;
    private final Jobs jobs;
    private final CustomTask<Void> movingOn;
    private final TransactionTemplate transactions;
    private final Clock clock;

    ContactMerging(
            Merging merging,
            Moving moving,
            Jobs jobs,
            CustomTask<Void> moveConversations,
            TransactionTemplate transactions,
            Clock clock) {
        this.merging = merging;
        this.moving = moving;
        this.jobs = jobs;
        this.movingOn = moveConversations;
        this.transactions = transactions;
        this.clock = clock;
    }

    /// The base, with what only the other one had.
    public Contact merge(Caller caller, long base, long mergee) {
        return Objects.requireNonNull(transactions.execute(_ -> {
            Contact merged = merging.merge(caller, base, mergee);
            boolean some = moving.moveSome(caller, mergee);
            Instant next = some ? Instant.EPOCH : clock.instant().plus(MovingOn.STRAGGLERS);
            jobs.schedule(movingOn, MovingOn.instance(caller.account(), mergee), null, next);
            return merged;
        }));
    }
}
