package io.supportly.webhooks;

import io.supportly.kernel.Background;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Brings deliveries to their endpoints, on every node: what this node's fan-out has just written at once, what is due
/// otherwise by looking. Each endpoint has a [Lane]; nothing is held in the database while a call runs.
@Component
final class Delivering implements Background {
    private static final Logger log = LoggerFactory.getLogger(Delivering.class);
    private static final int CLAIMED_OF_EACH = 50;
    private static final int MOST_CLAIMED = 200;
    private static final long MOST_CHARACTERS_HELD = 16L * 1024 * 1024;
    private static final int MOST_WORKERS = 768;
    private static final long BUSY_MILLIS = 50;
    private static final long IDLE_MILLIS = 500;
    private static final long FAILED_MILLIS = 1_000;
    /// What waited longer on this node is left to whoever finds it when its time is over.
    private static final Duration CALL = Duration.ofSeconds(20);

    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Deliveries deliveries;
    private final Attempting attempting;
    private final Settling settling;
    private final Clock clock;
    private final Map<Endpoint, Lane> lanes = new ConcurrentHashMap<>();
    private final Set<Thread> workers = ConcurrentHashMap.newKeySet();
    private final AtomicLong charactersHeld = new AtomicLong();
    private final Semaphore news = new Semaphore(0);
    private volatile boolean running;
    private volatile boolean stopped;
    private @Nullable Thread looker;

    Delivering(Deliveries deliveries, Attempting attempting, Settling settling, Clock clock) {
        this.deliveries = deliveries;
        this.attempting = attempting;
        this.settling = settling;
        this.clock = clock;
    }

    /// How many deliveries to this endpoint can be taken along at once.
    int room(Endpoint endpoint) {
        Lane lane = lanes.get(endpoint);
        int room = lane == null ? Lane.MOST_WAITING : lane.room();
        return stopped || charactersHeld.get() > MOST_CHARACTERS_HELD ? 0 : room;
    }

    /// Goes on with what this node holds.
    void take(List<Delivery> held) {
        for (Delivery delivery : held) {
            charactersHeld.addAndGet(delivery.payload().length());
            lanes.compute(delivery.endpoint(), (_, there) -> {
                Lane lane = there == null ? new Lane() : there;
                lane.add(delivery);
                return lane;
            });
        }
        held.stream().map(Delivery::endpoint).distinct().forEach(this::hire);
    }

    /// There is more to do than this node was told of.
    void wake() {
        news.release();
    }

    private void hire(Endpoint endpoint) {
        Lane lane = lanes.get(endpoint);
        while (lane != null && !stopped && workers.size() < MOST_WORKERS && lane.hire()) {
            Thread worker = Thread.ofVirtual().name("webhook-delivery").unstarted(() -> work(endpoint, lane));
            workers.add(worker);
            worker.start();
        }
    }

    private void work(Endpoint endpoint, Lane lane) {
        try {
            for (Delivery next = lane.next(); next != null; next = stopped ? null : lane.next()) {
                charactersHeld.addAndGet(-next.payload().length());
                attempt(lane, next);
            }
        } finally {
            workers.remove(Thread.currentThread());
            lanes.computeIfPresent(endpoint, (_, there) -> there.isIdle() ? null : there);
        }
    }

    private void attempt(Lane lane, Delivery delivery) {
        if (clock.instant().isAfter(delivery.heldUntil().minus(CALL))) {
            if (delivery.isPassing()) {
                settling.add(new Attempt(delivery, DeliveryStatus.CANCELLED, null, null, false));
            }
            return;
        }
        try {
            Attempt attempt = attempting.attempt(delivery);
            if (Thread.currentThread().isInterrupted()) {
                return; // nobody knows whether it arrived: it is sent again when its time here is over
            }
            lane.heard(attempt.failed());
            settling.add(attempt);
        } catch (RuntimeException e) {
            log.error(
                    "Delivery {} of account {} broke off",
                    delivery.id(),
                    delivery.endpoint().account(),
                    e);
        }
    }

    /// Takes what is due; returns how many it took.
    int deliverDue() {
        lanes.keySet().forEach(this::hire);
        if (charactersHeld.get() > MOST_CHARACTERS_HELD) {
            return 0;
        }
        List<Endpoint> full = lanes.entrySet().stream()
                .filter(lane -> lane.getValue().isFull(CLAIMED_OF_EACH))
                .map(Map.Entry::getKey)
                .toList();
        List<Delivery> due = deliveries.claim(full, CLAIMED_OF_EACH, MOST_CLAIMED);
        take(due);
        return due.size();
    }

    @Override
    public void start() {
        running = true;
        settling.start();
        looker = Thread.ofVirtual().name("webhooks").start(this::look);
    }

    private void look() {
        while (!stopped) {
            try {
                long pause = deliverDue() > 0 ? BUSY_MILLIS : IDLE_MILLIS;
                if (news.tryAcquire(pause, TimeUnit.MILLISECONDS)) {
                    news.drainPermits();
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                failed(e);
            }
        }
    }

    private void failed(RuntimeException e) {
        if (stopped) {
            return;
        }
        log.error("Looking for deliveries failed", e);
        try {
            Thread.sleep(FAILED_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// Calls that run may end; what has not begun is left to others.
    @Override
    public void stop() {
        stopped = true;
        running = false;
        try {
            if (looker != null) {
                wake();
                looker.join(GRACE);
            }
            var left = new ArrayList<Delivery>();
            lanes.values().forEach(lane -> left.addAll(lane.clear()));
            Instant until = Instant.now().plus(GRACE);
            for (Thread worker : workers) {
                worker.join(Duration.ofMillis(
                        Math.max(1, Duration.between(Instant.now(), until).toMillis())));
                worker.interrupt();
            }
            settling.stop();
            if (!left.isEmpty()) {
                deliveries.release(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// There before the readers of events hand over to it, and until they have ended.
    @Override
    public int getPhase() {
        return PHASE - 1;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
