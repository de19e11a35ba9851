package io.supportly.kernel.postgres;

/// Our server cannot run here; the message is one line that tells the operator what to do.
public sealed class PostgresFailure extends RuntimeException permits HomeTaken {
    PostgresFailure(String message) {
        super(message);
    }

    PostgresFailure(String message, Throwable cause) {
        super(message + ": " + cause, cause);
    }
}
