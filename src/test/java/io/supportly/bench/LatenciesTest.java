package io.supportly.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;

class LatenciesTest {

    @Test
    void shares_are_told_to_two_percent() {
        var latencies = new Latencies();
        for (long micros = 1; micros <= 100_000; micros++) {
            latencies.record(micros * 1000);
        }

        assertThat(latencies.count()).isEqualTo(100_000);
        assertThat(latencies.millis(0.5)).isCloseTo(50, withinPercentage(2));
        assertThat(latencies.millis(0.99)).isCloseTo(99, withinPercentage(2));
        assertThat(latencies.millis(1)).isCloseTo(100, withinPercentage(2));
    }

    @Test
    void the_shortest_and_the_longest_have_a_place() {
        var latencies = new Latencies();
        latencies.record(-1);
        latencies.record(0);
        latencies.record(Long.MAX_VALUE);

        assertThat(latencies.millis(0.5)).isZero();
        assertThat(latencies.millis(1)).isCloseTo(Long.MAX_VALUE / 1e6, withinPercentage(2));
    }

    @Test
    void latencies_of_several_connections_add_up() {
        var one = new Latencies();
        one.record(1_000_000);
        var other = new Latencies();
        other.record(9_000_000);

        one.add(other);

        assertThat(one.count()).isEqualTo(2);
        assertThat(one.millis(1)).isCloseTo(9, withinPercentage(2));
    }

    @Test
    void nothing_took_no_time() {
        assertThat(new Latencies().millis(0.99)).isZero();
    }
}
