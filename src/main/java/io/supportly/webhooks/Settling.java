package io.supportly.webhooks;

import io.supportly.conversations.Rejecting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

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
    private final Rejecting rejecting;
    private final JsonMapper json;
    private final TransactionTemplate transactions;
    private final BlockingQueue<Attempt> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private volatile boolean stopped;
    private @Nullable Thread writer;

    Settling(
            Deliveries deliveries,
            EndpointHealth health,
            Rejecting rejecting,
            JsonMapper json,
            TransactionTemplate transactions) {
        this.deliveries = deliveries;
        this.health = health;
        this.rejecting = rejecting;
        this.json = json;
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

    void settle(List<Attempt> attempts) {
        transactions.executeWithoutResult(_ -> {
            deliveries.settle(attempts);
            health.note(attempts);
            attempts.stream().filter(Settling::isLost).forEach(this::reject);
        });
    }

    /// A message that an API inbox was not given.
    private static boolean isLost(Attempt attempt) {
        Delivery delivery = attempt.delivery();
        return attempt.status() == DeliveryStatus.FAILED
                && delivery.endpoint().inboxId() != null
                && delivery.event().startsWith("message_");
    }

    private void reject(Attempt attempt) {
        JsonNode body = json.readTree(attempt.delivery().payload());
        rejecting.reject(
                attempt.delivery().endpoint().account(),
                body.path("conversation").path("id").asLong(),
                body.path("id").asLong(),
                Objects.requireNonNull(Objects.requireNonNull(attempt.answer()).error()));
    }

    void stop() throws InterruptedException {
        stopped = true;
        if (writer != null) {
            writer.join(GRACE);
        }
    }
}
