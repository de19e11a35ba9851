package io.supportly.kernel.problems;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a caller can cause: every 4xx. Anything else that is thrown is a fault of ours, a 500.
public final class Problem extends RuntimeException {
    private final Kind kind;
    private final List<Fault> faults;
    private final @Nullable Duration retryAfter;

    private Problem(Kind kind, List<Fault> faults, @Nullable Duration retryAfter) {
        super(faults.getFirst().message(), null, false, false);
        this.kind = kind;
        this.faults = List.copyOf(faults);
        this.retryAfter = retryAfter;
    }

    public static Problem of(Kind kind) {
        return of(kind, kind.message());
    }

    public static Problem of(Kind kind, String message) {
        return of(kind, List.of(new Fault(null, message, kind.code())));
    }

    public static Problem of(Kind kind, List<Fault> faults) {
        return new Problem(kind, faults, null);
    }

    /// Understood but not valid, for a reason that has no narrower code.
    public static Problem invalid(@Nullable String field, String why) {
        return invalid(field, why, Kind.INVALID.code());
    }

    public static Problem invalid(@Nullable String field, String why, String code) {
        return of(Kind.INVALID, List.of(new Fault(field, why, code)));
    }

    public static Problem taken(String field) {
        return invalid(field, "has already been taken", "taken");
    }

    public static Problem malformed(@Nullable String field, String why) {
        return of(Kind.MALFORMED, List.of(new Fault(field, why, Kind.INVALID.code())));
    }

    /// Also for what belongs to another account.
    public static Problem notFound() {
        return of(Kind.NOT_FOUND);
    }

    public static Problem forbidden() {
        return of(Kind.FORBIDDEN);
    }

    public static Problem unauthorized(String why) {
        return of(Kind.UNAUTHORIZED, why);
    }

    public static Problem tooMany(Duration retryAfter) {
        long seconds = Math.max(1, retryAfter.plusMillis(999).toSeconds());
        String message = "Rate limit exceeded. Please retry after " + seconds + " seconds.";
        return new Problem(
                Kind.RATE_LIMITED,
                List.of(new Fault(null, message, Kind.RATE_LIMITED.code())),
                Duration.ofSeconds(seconds));
    }

    public Kind kind() {
        return kind;
    }

    public List<Fault> faults() {
        return faults;
    }

    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
