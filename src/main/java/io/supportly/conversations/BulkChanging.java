package io.supportly.conversations;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.supportly.accounts.Members;
import io.supportly.contacts.Contacts;
import io.supportly.contacts.Labelling;
import io.supportly.kernel.AccountId;
import io.supportly.kernel.Caller;
import io.supportly.kernel.problems.Problem;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/// Changes many conversations or contacts, each by itself and as whoever asked for it may: what he may not see, or is
/// gone, is left out. What was cut off is done again, which changes nothing where it was done.
@Configuration(proxyBeanMethods = false)
class BulkChanging {
    private final Members members;
    private final Changing changing;
    private final Assigning assigning;
    private final Contacts contacts;
    private final Labelling labelling;

    BulkChanging(Members members, Changing changing, Assigning assigning, Contacts contacts, Labelling labelling) {
        this.members = members;
        this.changing = changing;
        this.assigning = assigning;
        this.contacts = contacts;
        this.labelling = labelling;
    }

    /// What the job has to know.
    record Order(long account, long user, BulkChange change) {
        static Order of(Caller caller, BulkChange change) {
            return new Order(caller.account().value(), caller.actorId(), change);
        }
    }

    @Bean
    CustomTask<String> changeMany(JsonMapper json, Clock clock) {
        return Tasks.custom("change-many", String.class).execute((job, _) -> {
            Order order = json.readValue(job.getData(), Order.class);
            Optional<Caller.Member> caller = members.caller(new AccountId(order.account()), order.user());
            if (caller.isEmpty()) {
                return new CompletionHandler.OnCompleteRemove<>();
            }
            for (long id : order.change().ids()) {
                if (Thread.currentThread().isInterrupted()) {
                    return (completed, again) -> again.reschedule(completed, clock.instant());
                }
                one(caller.get(), id, order.change());
            }
            return new CompletionHandler.OnCompleteRemove<>();
        });
    }

    private void one(Caller caller, long id, BulkChange change) {
        try {
            if (change.kind() == BulkChange.Kind.CONVERSATION) {
                changing.change(caller, id, state -> changed(caller, state, change));
            } else if (change.deletes()) {
                contacts.remove(caller, id);
            } else {
                labelling.change(caller, id, change::labels);
            }
        } catch (Problem leftOut) {
            return;
        }
    }

    private Conversation.State changed(Caller caller, Conversation.State state, BulkChange change) {
        Conversation.State next = state.labels(change.labels(state.labels()));
        if (change.status() != null) {
            next = next.status(Status.of(Objects.requireNonNull(change.status())), change.wakes());
        }
        if (change.team().here()) {
            next = assigning.toTeam(caller, next, change.team().value());
        }
        return change.assignee().here() ? next.assignee(change.assignee().value()) : next;
    }
}
