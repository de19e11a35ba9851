package io.supportly.accounts;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.supportly.kernel.Caller;
import io.supportly.kernel.events.EventLog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionTemplate;

/// Who comes and who goes: a heartbeat brings a member back, and a member whose heartbeats stay out goes offline.
@Configuration(proxyBeanMethods = false)
class Attending {
    /// Between two heartbeats that are written.
    private static final Duration PAUSE = Duration.ofSeconds(20);

    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final int BATCH = 200;
    private static final int MOST_REMEMBERED = 100_000;

    private final Members members;
    private final Presences presences;
    private final EventLog events;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final Cache<Presences.Lapsed, Instant> written = Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .expireAfterWrite(PAUSE)
            .build();

    Attending(Members members, Presences presences, EventLog events, TransactionTemplate transactions, Clock clock) {
        this.members = members;
        this.presences = presences;
        this.events = events;
        this.transactions = transactions;
        this.clock = clock;
    }

    /// A heartbeat.
    Agent attend(Caller.Member caller) {
        var who = new Presences.Lapsed(caller.account(), caller.userId());
        Instant last = written.getIfPresent(who);
        Instant now = clock.instant();
        if (last == null || !now.isBefore(last.plus(PAUSE))) {
            change(caller, () -> beat(caller, now));
            written.put(who, now);
        }
        return members.get(caller.account(), caller.userId());
    }

    /// What he says about himself, which only somebody who is there can say; null stays. Who sends no heartbeats does
    /// not begin with it.
    Agent set(Caller.Member caller, @Nullable String availability, @Nullable Boolean autoOffline) {
        change(caller, () -> {
            members.update(caller.account(), caller.userId(), null, availability, autoOffline);
            presences.seen(caller.account(), caller.userId(), clock.instant());
        });
        return members.get(caller.account(), caller.userId());
    }

    private void beat(Caller.Member caller, Instant now) {
        if (presences.beat(caller.account(), caller.userId(), now)) {
            members.presenceChanged(caller.account());
        }
    }

    private void change(Caller.Member caller, Runnable change) {
        transactions.executeWithoutResult(_ -> {
            Agent before = members.get(caller.account(), caller.userId());
            change.run();
            tell(caller, before);
        });
    }

    private void tell(Caller caller, Agent before) {
        Agent after = members.get(caller.account(), before.id());
        if (!after.equals(before)) {
            events.append(after.updated(caller, before, clock.instant()));
        }
    }

    @Bean
    RecurringTask<Void> goOffline() {
        return Tasks.recurring("go-offline", FixedDelay.of(LOOK)).execute((_, _) -> {
            int gone;
            do {
                gone = leave();
            } while (gone == BATCH && !Thread.currentThread().isInterrupted());
        });
    }

    private int leave() {
        Integer gone = transactions.execute(_ -> {
            List<Presences.Lapsed> lapsed = presences.lapse(clock.instant().minus(Presences.LAPSE), BATCH);
            lapsed.forEach(this::leave);
            return lapsed.size();
        });
        return gone == null ? 0 : gone;
    }

    /// Who was busy or offline by his own word stays that.
    private void leave(Presences.Lapsed lapsed) {
        members.find(lapsed.account(), lapsed.user()).ifPresent(before -> {
            members.presenceChanged(lapsed.account());
            tell(new Caller.System(lapsed.account()), before);
        });
    }
}
