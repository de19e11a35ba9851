package io.supportly.kernel.events;

import java.time.Duration;
import java.util.List;

/// A reader of the log, with its own position. `read` runs in the transaction that moves the position, on one node at
/// a time: what it writes to the database is there exactly once, what it does elsewhere at least once.
public interface EventConsumer {
    Duration SHORTLY = Duration.ofMillis(20);
    Duration UNHURRIED = Duration.ofMillis(500);

    /// Names the position; never to be changed.
    String name();

    void read(List<Event> events);

    /// How long it lets more events come while there are many: what is summed or indexed costs less together.
    default Duration gathering() {
        return SHORTLY;
    }

    /// After the commit of what [#read] wrote.
    default void committed() {}
}
