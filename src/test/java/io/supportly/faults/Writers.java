package io.supportly.faults;

import io.supportly.testing.Answer;
import io.supportly.testing.Api;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/// Several clients who write messages to one conversation as fast as they are answered, each message with a key of its
/// own, and note what became of each.
final class Writers {
    private static final int CLIENTS = 4;

    private final Supplier<Api> api;
    private final String conversation;
    private final AtomicInteger next = new AtomicInteger();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean writing;

    final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
    /// Sent and not answered with 201: they may have been written or not.
    final Queue<String> doubtful = new ConcurrentLinkedQueue<>();
    /// Everything else that a client saw.
    final Queue<Refusal> refusals = new ConcurrentLinkedQueue<>();

    record Refusal(int status, String body, long millis) {}

    Writers(Supplier<Api> api, String conversation) {
        this.api = api;
        this.conversation = conversation;
    }

    /// They go on after a refusal; a broken connection ends `untilBroken` ones.
    void start(boolean untilBroken) {
        writing = true;
        for (int i = 0; i < CLIENTS; i++) {
            threads.add(Thread.ofVirtual().start(() -> {
                while (writing && (write("m" + next.incrementAndGet()) || !untilBroken)) {}
            }));
        }
    }

    void stop() throws InterruptedException {
        writing = false;
        for (Thread thread : threads) {
            thread.join();
        }
        threads.clear();
    }

    /// Sends again what may have been written or not, as a client would; each is acknowledged now.
    void retry() {
        for (String name = doubtful.poll(); name != null; name = doubtful.poll()) {
            post(name).is(201);
            acknowledged.add(name);
        }
    }

    private boolean write(String name) {
        long start = System.nanoTime();
        doubtful.add(name);
        try {
            Answer answer = post(name);
            if (answer.status() == 201) {
                doubtful.remove(name);
                acknowledged.add(name);
            } else {
                refused(answer.status(), answer.text(), start);
            }
            return true;
        } catch (UncheckedIOException e) {
            refused(0, e.toString(), start);
            return false;
        }
    }

    private void refused(int status, String body, long start) {
        refusals.add(new Refusal(status, body, (System.nanoTime() - start) / 1_000_000));
    }

    private Answer post(String name) {
        return api.get()
                .with("Idempotency-Key", name)
                .post(conversation + "/messages", Map.of("content", name, "message_type", "incoming"));
    }

    /// The content of every message in the conversation, oldest first.
    List<JsonNode> messages() {
        var all = new ArrayList<JsonNode>();
        long after = 0;
        while (true) {
            List<JsonNode> page = api.get()
                    .get(conversation + "/messages?limit=100&after=" + after)
                    .is(200)
                    .at("payload")
                    .valueStream()
                    .toList();
            all.addAll(page);
            if (page.isEmpty()) {
                return all;
            }
            after = page.getLast().path("id").longValue();
        }
    }

    /// The ids of the messages that the change feed tells of, in its order.
    List<Long> told() {
        var all = new ArrayList<Long>();
        long after = 0;
        while (true) {
            Answer feed = api.get().get("/events?limit=500&after=" + after).is(200);
            feed.at("payload")
                    .valueStream()
                    .filter(event -> event.path("event").asString().equals("message_created"))
                    .forEach(event -> all.add(event.path("message_id").longValue()));
            if (feed.number("meta.last") == after) {
                return all;
            }
            after = feed.number("meta.last");
        }
    }
}
