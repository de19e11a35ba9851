package io.supportly.bench;

/// How long things took, in microseconds, in buckets that are never wider than 1/64 of their value.
final class Latencies {

    private static final int FINE_BITS = 6;
    private static final int FINE = 1 << FINE_BITS;
    private static final int BUCKETS = FINE * (Long.SIZE - FINE_BITS);

    private final long[] counts = new long[BUCKETS];
    private long total;

    void record(long nanos) {
        counts[bucket(Math.max(0, nanos / 1000))]++;
        total++;
    }

    void add(Latencies others) {
        for (int i = 0; i < BUCKETS; i++) {
            counts[i] += others.counts[i];
        }
        total += others.total;
    }

    long count() {
        return total;
    }

    /// The time within which this share of all stayed, in milliseconds; 0 when there were none.
    double millis(double share) {
        long rank = Math.max(1, (long) Math.ceil(share * total));
        long seen = 0;
        for (int i = 0; i < BUCKETS; i++) {
            seen += counts[i];
            if (seen >= rank) {
                return highest(i) / 1000.0;
            }
        }
        return 0;
    }

    private static int bucket(long micros) {
        if (micros < FINE) {
            return (int) micros;
        }
        int shift = Long.SIZE - 1 - Long.numberOfLeadingZeros(micros) - FINE_BITS;
        return FINE * (shift + 1) + (int) (micros >>> shift) - FINE;
    }

    private static long highest(int bucket) {
        if (bucket < FINE) {
            return bucket;
        }
        int shift = bucket / FINE - 1;
        return ((long) (bucket % FINE + FINE + 1) << shift) - 1;
    }
}
