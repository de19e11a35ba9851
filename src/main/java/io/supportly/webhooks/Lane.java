package io.supportly.webhooks;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What this node holds for one endpoint, and how many calls to it may run at once: many as long as it answers, few
/// from its first failure to its next success. So no endpoint, however slow, takes the place of another.
final class Lane {
    private static final int AT_ONCE = 16;
    private static final int AT_ONCE_FAILING = 2;
    static final int MOST_WAITING = 500;

    private final ArrayDeque<Delivery> waiting = new ArrayDeque<>();
    private int workers;
    private boolean failing;

    synchronized void add(Delivery delivery) {
        waiting.add(delivery);
    }

    /// How many more it takes.
    synchronized int room() {
        return Math.max(0, (failing ? AT_ONCE_FAILING : MOST_WAITING) - waiting.size());
    }

    /// Whether another worker may begin; he counts from here until [#next] sends him home.
    synchronized boolean hire() {
        if (waiting.isEmpty() || workers >= atOnce()) {
            return false;
        }
        workers++;
        return true;
    }

    /// A worker's next delivery; null sends him home.
    synchronized @Nullable Delivery next() {
        Delivery delivery = workers > atOnce() ? null : waiting.poll();
        if (delivery == null) {
            workers--;
        }
        return delivery;
    }

    private int atOnce() {
        return failing ? AT_ONCE_FAILING : AT_ONCE;
    }

    synchronized void heard(boolean failed) {
        failing = failed;
    }

    synchronized boolean isFull(int step) {
        return waiting.size() + (failing ? 1 : step) > (failing ? AT_ONCE_FAILING : MOST_WAITING);
    }

    /// Nothing to remember of it.
    synchronized boolean isIdle() {
        return waiting.isEmpty() && workers == 0 && !failing;
    }

    synchronized List<Delivery> clear() {
        var left = new ArrayList<>(waiting);
        waiting.clear();
        return left;
    }
}
