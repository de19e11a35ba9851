package io.supportly.kernel.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.testing.Answer;
import io.supportly.testing.TestServer;
import io.supportly.testing.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RateLimitsTest {
    private static final int LIMIT = 5;
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.with(Map.of("SUPPORTLY_RATE_LIMIT", Integer.toString(LIMIT)));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private final World world = new World(server);

    @Test
    void every_answer_tells_what_is_left_also_a_refusal() {
        long now = server.clock().instant().getEpochSecond();
        List<Answer> answers = List.of(
                world.bruno.get("/labels").is(200),
                world.bruno.get("/labels/0").is(404),
                world.bruno.post("/labels", Map.of()).is(403),
                world.bruno.get("/nowhere").is(404),
                world.bruno.get("/conversations?page=x").is(400));

        for (int i = 0; i < LIMIT; i++) {
            assertThat(answers.get(i).header("X-RateLimit-Limit")).isEqualTo("5");
            assertThat(answers.get(i).header("X-RateLimit-Remaining")).isEqualTo(Integer.toString(LIMIT - 1 - i));
            assertThat(Long.parseLong(answers.get(i).header("X-RateLimit-Reset")))
                    .isBetween(now + 60, now + 61);
        }
    }

    @Test
    void one_too_many_is_429_and_told_when_to_come_again() {
        for (int i = 0; i < LIMIT; i++) {
            world.bruno.get("/labels").is(200);
        }

        Answer refused = world.bruno.get("/labels").is(429);

        refused.isJson("""
                {
                  "errors": [{"message": "Rate limit exceeded. Please retry after 61 seconds.", "code": "rate_limited"}],
                  "error": "Rate limit exceeded. Please retry after 61 seconds.",
                  "message": "Rate limit exceeded. Please retry after 61 seconds."
                }
                """);
        assertThat(refused.header("Retry-After")).isEqualTo("61");
        assertThat(refused.header("X-RateLimit-Remaining")).isEqualTo("0");
        server.clock().advance(Duration.ofSeconds(61));
        world.bruno.get("/labels").is(200);
    }

    @Test
    void each_token_has_its_own_limit() {
        for (int i = 0; i <= LIMIT; i++) {
            world.bruno.get("/labels");
        }

        world.bruno.get("/labels").is(429);
        world.ada.get("/labels").is(200);
    }

    @Test
    void health_is_asked_without_limit() {
        for (int i = 0; i <= LIMIT * 2; i++) {
            assertThat(world.stranger.get("~/health").is(200).header("X-RateLimit-Limit"))
                    .isEmpty();
        }
    }

    @Test
    void no_sixty_seconds_see_more_than_the_limit() {
        var random = new Random(7);
        var taken = new ArrayList<Instant>();
        for (int i = 0; i < 120; i++) {
            if (world.bruno.get("/labels").status() == 200) {
                taken.add(server.clock().instant());
            }
            server.clock().advance(Duration.ofMillis(random.nextInt(15_000)));
        }

        assertThat(taken).hasSizeGreaterThan(LIMIT * 5);
        for (int i = LIMIT; i < taken.size(); i++) {
            assertThat(Duration.between(taken.get(i - LIMIT), taken.get(i)))
                    .isGreaterThanOrEqualTo(Duration.ofMinutes(1));
        }
    }
}
