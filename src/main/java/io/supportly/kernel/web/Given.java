package io.supportly.kernel.web;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A field of a body that tells "not sent" from "sent as null"; an update clears only what was sent as null.
public record Given<T>(boolean here, @Nullable T value) {
    public static <T> Given<T> absent() {
        return new Given<>(false, null);
    }

    public static <T> Given<T> of(@Nullable T value) {
        return new Given<>(true, value);
    }

    /// What was sent, or what stands already.
    public @Nullable T or(@Nullable T current) {
        return here ? value : current;
    }

    public <R> Given<R> map(Function<T, R> function) {
        return here ? of(value == null ? null : function.apply(value)) : absent();
    }
}
