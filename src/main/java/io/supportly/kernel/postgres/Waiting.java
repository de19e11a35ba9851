package io.supportly.kernel.postgres;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/// Waits for another process, which can only be asked again and again.
final class Waiting {
    private static final Duration BETWEEN = Duration.ofMillis(10);

    private Waiting() {}

    /// Whether the condition came true within the limit.
    static boolean until(BooleanSupplier condition, Duration limit) {
        var end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            pause(BETWEEN);
        }
        return true;
    }

    static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new PostgresFailure("Interrupted while waiting for PostgreSQL", interrupted);
        }
    }
}
