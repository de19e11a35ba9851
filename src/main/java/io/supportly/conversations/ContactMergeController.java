package io.supportly.conversations;

import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import io.supportly.contacts.Contact;
import io.supportly.contacts.Merging;
import io.supportly.kernel.Caller;
import io.supportly.kernel.jobs.Jobs;
import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.web.Allow;
import io.supportly.kernel.web.Required;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Contacts", description = "The people who write to you.")
final class ContactMergeController {
    private final Merging merging;
    private final Moving moving;
    private final Jobs jobs;
    private final CustomTask<Void> movingOn;
    private final TransactionTemplate transactions;
    private final Clock clock;

    ContactMergeController(
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

    record Pair(
            @Required @Nullable Long baseContactId,
            @Required @Nullable Long mergeeContactId) {
        Pair checked() {
            new Faults()
                    .present("base_contact_id", baseContactId)
                    .present("mergee_contact_id", mergeeContactId)
                    .orThrow();
            return this;
        }
    }

    @PostMapping("/api/v1/accounts/{account}/actions/contact_merge")
    @Allow(scope = "contacts.write")
    @Operation(
            summary = "Merge two contacts",
            description = "The base keeps what it has and gets what only the other one had, with all conversations,"
                    + " notes, labels and names at inboxes; the other one is gone. The first 50 conversations are moved"
                    + " at once, more in the background.")
    Contact.Rest merge(Caller caller, @RequestBody Pair body) {
        Pair pair = body.checked();
        long base = Objects.requireNonNull(pair.baseContactId());
        long mergee = Objects.requireNonNull(pair.mergeeContactId());
        return Objects.requireNonNull(transactions.execute(_ -> {
            Contact merged = merging.merge(caller, base, mergee);
            boolean some = moving.moveSome(caller, mergee);
            Instant next = some ? Instant.EPOCH : clock.instant().plus(MovingOn.STRAGGLERS);
            jobs.schedule(movingOn, MovingOn.instance(caller.account(), mergee), null, next);
            return merged.rest();
        }));
    }
}
