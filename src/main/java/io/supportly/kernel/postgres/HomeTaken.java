package io.supportly.kernel.postgres;

/// Another process keeps the server under this home; [KeptPostgres] tells how to reach it.
public final class HomeTaken extends PostgresFailure {
    HomeTaken(String message) {
        super(message);
    }
}
