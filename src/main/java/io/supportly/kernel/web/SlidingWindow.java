package io.supportly.kernel.web;

/// Counts the requests of the last minute in buckets of one second. A bucket counts until all of its second has left
/// the minute, so there are never more than the limit in any 60 seconds. Not safe for threads; see [RateLimits].
public final class SlidingWindow {
    private static final int SECONDS = 61;

    private final int[] counts = new int[SECONDS];
    private long newest;
    private int total;

    /// Takes a place if there is one.
    public boolean take(long second, int limit) {
        advance(second);
        if (total >= limit) {
            return false;
        }
        counts[(int) (newest % SECONDS)]++;
        total++;
        return true;
    }

    int total() {
        return total;
    }

    /// The second at which the oldest counted request leaves the window.
    long freeAt() {
        for (long second = newest - SECONDS + 1; second <= newest; second++) {
            if (second >= 0 && counts[(int) (second % SECONDS)] > 0) {
                return second + SECONDS;
            }
        }
        return newest;
    }

    private void advance(long second) {
        if (second <= newest) {
            return; // a clock that went back counts into the newest bucket
        }
        long from = Math.max(newest + 1, second - SECONDS + 1);
        for (long passed = from; passed <= second; passed++) {
            int bucket = (int) (passed % SECONDS);
            total -= counts[bucket];
            counts[bucket] = 0;
        }
        newest = second;
    }
}
