package io.supportly.conversations;

import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Work on many conversations of which each stands for itself: one that fails is told of and does not hold up the
/// others. When nothing works any more, it ends as the last one did.
public final class OneByOne {
    private static final Logger log = LoggerFactory.getLogger(OneByOne.class);
    private static final int MOST_IN_A_ROW = 5;

    private OneByOne() {}

    /// False when it was interrupted.
    public static <T> boolean each(List<T> all, Consumer<T> work) {
        int failed = 0;
        for (T one : all) {
            if (Thread.currentThread().isInterrupted()) {
                return false;
            }
            try {
                work.accept(one);
                failed = 0;
            } catch (RuntimeException e) {
                log.error("{} failed", one, e);
                failed++;
                if (failed == MOST_IN_A_ROW) {
                    throw e;
                }
            }
        }
        return true;
    }
}
