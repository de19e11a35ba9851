package io.supportly.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SocketLoadTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private ToyServer server;
    private SocketLoad load;

    @BeforeEach
    void start() throws IOException {
        server = new ToyServer();
        load = new SocketLoad(server.target(), Duration.ofMillis(100));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void stops_by_count_and_counts_every_answer() throws InterruptedException {
        Load.Measured measured = load.run(List.of(get("/plain")), 4, LONG, 25);

        assertThat(measured.answered()).isEqualTo(100);
        assertThat(measured.failed()).isZero();
        assertThat(server.asked("/plain")).isEqualTo(100);
    }

    @Test
    void keeps_its_connections() throws InterruptedException {
        load.run(List.of(get("/plain"), get("/chunked"), get("/empty")), 4, LONG, 25);

        assertThat(server.connections).hasSize(4);
    }

    @Test
    void opens_another_connection_when_the_server_closes_one() throws InterruptedException {
        Load.Measured measured = load.run(List.of(get("/closing")), 1, LONG, 5);

        assertThat(measured.answered()).isEqualTo(5);
        assertThat(server.connections).hasSize(5);
    }

    @Test
    void stops_by_time() throws InterruptedException {
        Load.Measured measured = load.run(get("/chunked"), 2, Duration.ofMillis(300));

        assertThat(measured.elapsed()).isBetween(Duration.ofMillis(300), Duration.ofSeconds(2));
        assertThat(measured.answered()).isPositive().isEqualTo(server.asked("/chunked"));
        assertThat(measured.cpu()).isPositive();
    }

    @Test
    void latencies_are_those_of_the_answers() throws InterruptedException {
        Load.Measured measured = load.run(get("/plain"), 1, Duration.ofMillis(300));

        double mean = measured.elapsed().toNanos() / 1e6 / measured.answered();
        assertThat(measured.p50Millis()).isPositive().isLessThan(2 * mean);
        assertThat(measured.p99Millis())
                .isBetween(measured.p50Millis(), (double) measured.elapsed().toMillis());
    }

    @Test
    void an_answer_that_is_not_2xx_has_failed() throws InterruptedException {
        Load.Measured measured = load.run(List.of(get("/broken")), 2, LONG, 3);

        assertThat(measured.answered()).isZero();
        assertThat(measured.failed()).isEqualTo(6);
    }

    @Test
    void an_answer_that_never_comes_has_failed() throws InterruptedException {
        Load.Measured measured = load.run(get("/silent"), 2, Duration.ofMillis(50));

        assertThat(measured.answered()).isZero();
        assertThat(measured.failed()).isEqualTo(2);
    }

    @Test
    void a_server_that_is_gone_fails_every_request() throws InterruptedException {
        server.close();

        Load.Measured measured = load.run(List.of(get("/plain")), 1, LONG, 3);

        assertThat(measured.failed()).isEqualTo(3);
    }

    @Test
    void tells_the_status_of_one_answer() throws IOException {
        assertThat(load.status(get("/empty"))).isEqualTo(204);
        assertThat(load.status(get("/broken"))).isEqualTo(500);
    }

    @Test
    void holes_are_filled() throws InterruptedException {
        var request = Request.post("/{}", Request.Hole.word(List.of("one", "two")), "{\"n\":{}}");

        load.run(List.of(request), 1, LONG, 40);

        assertThat(server.asked).containsOnlyKeys("/one{\"n\":999999999}", "/two{\"n\":999999999}");
    }

    private static Request get(String path) {
        return Request.get(path, Request.Hole.NONE);
    }
}
