package io.supportly.webhooks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Writes down what became of attempts, as many as there are at a time in one transaction. What can not be written is
/// tried again: until then no call is made anew, as the queue is full.
@Component
final class Settling {
    private static final Logger log = LoggerFactory.getLogger(Settling.class);
    private static final int MOST_WAITING = 2_000;
    private static final int BATCH = 500;
    private static final int MOST_TRIES = 5;
    private static final long WAIT_MILLIS = 200;
    private static final long FAILED_MILLIS = 1_000;
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Deliveries deliveries;
    private final EndpointHealth health;
    private final Losing losing;
    private final TransactionTemplate transactions;
    private final BlockingQueue<Attempt> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private volatile boolean stopped;
    private @Nullable Thread writer;

    Settling(Deliveries deliveries, EndpointHealth health, Losing losing, TransactionTemplate transactions) {
        this.deliveries = deliveries;
        this.health = health;
        this.losing = losing;
        this.transactions = transactions;
    }

    void add(Attempt attempt) {
        try {
            waiting.put(attempt);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void start() {
        writer = Thread.ofVirtual().name("webhook-outcomes").start(this::write);
    }

    private void write() {
        var batch = new ArrayList<Attempt>();
        try {
            while (!stopped || !waiting.isEmpty()) {
                Attempt first = waiting.poll(WAIT_MILLIS, TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    waiting.drainTo(batch, BATCH - 1);
                    write(batch);
                    batch.clear();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(List<Attempt> batch) throws InterruptedException {
        for (int tries = 1; tries <= MOST_TRIES; tries++) {
            try {
                settle(batch);
                return;
            } catch (RuntimeException e) {
                log.error("The outcome of {} webhook deliveries was not written, try {}", batch.size(), tries, e);
                Thread.sleep(FAILED_MILLIS);
            }
        }
        if (batch.size() > 1) {
            for (Attempt attempt : batch) {
                write(List.of(attempt));
            }
        }
    }

    /// What has consequences in a conversation is settled with them, one in a transaction; first, as it can be repeated
    /// when the rest fails.
    void settle(List<Attempt> attempts) {
        Map<Boolean, List<Attempt>> byLoss = attempts.stream().collect(Collectors.partitioningBy(Losing::isLost));
        byLoss.getOrDefault(true, List.of()).forEach(this::settleLost);
        List<Attempt> others = byLoss.getOrDefault(false, List.of());
        if (!others.isEmpty()) {
            transactions.executeWithoutResult(_ -> {
                deliveries.settle(others);
                health.note(others);
            });
        }
    }

    private void settleLost(Attempt attempt) {
        transactions.executeWithoutResult(_ -> {
            if (deliveries.settle(List.of(attempt)) > 0) {
                health.note(List.of(attempt));
                losing.follow(attempt);
            }
        });
    }

    void stop() throws InterruptedException {
        stopped = true;
        if (writer != null) {
            writer.join(GRACE);
        }
    }
}
