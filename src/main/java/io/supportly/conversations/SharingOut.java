package io.supportly.conversations;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.supportly.kernel.Caller;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Gives the conversations that wait to whoever came online, has room again, or was made a member: those who wait
/// longest first, each in a transaction of its own, until nobody there has room.
@Configuration(proxyBeanMethods = false)
class SharingOut {
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int BATCH = 500;

    private final AssignmentQueue queue;
    private final HandingOut handingOut;
    private final Changing changing;

    SharingOut(AssignmentQueue queue, HandingOut handingOut, Changing changing) {
        this.queue = queue;
        this.handingOut = handingOut;
        this.changing = changing;
    }

    /// What is left after a batch is found by the next run.
    @Bean
    RecurringTask<Void> shareOutConversations() {
        return Tasks.recurring("share-out-conversations", FixedDelay.of(PAUSE)).execute((_, _) -> {
            for (AssignmentQueue.Group group : queue.groups()) {
                if (handingOut.isSomebodyThere(group.account(), group.inbox(), group.team()) && !share(group)) {
                    return;
                }
            }
        });
    }

    /// False when it was interrupted.
    private boolean share(AssignmentQueue.Group group) {
        var hasRoom = new AtomicBoolean(true);
        List<AssignmentQueue.Waiting> first = queue.first(group, BATCH);
        return OneByOne.each(first, waiting -> {
            if (hasRoom.get()) {
                var system = new Caller.System(waiting.account());
                Conversation after = changing.give(system, waiting.number(), waiting.reason());
                hasRoom.set(!after.isOpenAndFree());
            }
        });
    }
}
