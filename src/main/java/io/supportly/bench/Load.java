package io.supportly.bench;

import java.io.IOException;
import java.time.Duration;

/// Sends one kind of request over some connections for some time.
sealed interface Load permits SocketLoad, WrkLoad {

    /// What one run came to: answers of 2xx, everything else, and the load's own CPU time.
    record Measured(long answered, long failed, Duration elapsed, double p50Millis, double p99Millis, Duration cpu) {
        double perSecond() {
            return answered * 1e9 / Math.max(1, elapsed.toNanos());
        }
    }

    String title();

    Measured run(Request request, int connections, Duration time) throws IOException, InterruptedException;
}
