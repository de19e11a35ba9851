package io.supportly.kernel.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.testing.Answer;
import io.supportly.testing.Api;
import io.supportly.testing.Desk;
import io.supportly.testing.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class IdempotencyTest {
    private final World world = new World();
    private final String key = UUID.randomUUID().toString();
    private final Api ada = world.ada.with("Idempotency-Key", key);

    @Test
    void the_same_request_gets_the_first_answer_again() {
        Answer first = ada.post("/labels", Map.of("title", "once")).is(201);

        Answer again = ada.post("/labels", Map.of("title", "once")).is(201);

        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(again.header("X-RateLimit-Limit")).isNotBlank();
        world.ada.get("/labels").hasSize("payload", 1);
    }

    @Test
    void a_refusal_is_kept_as_well() {
        ada.post("/labels", Map.of()).is(422);
        ada.post("/labels", Map.of()).is(422).blames("title", "blank");
    }

    @Test
    void another_body_under_the_same_key_is_refused() {
        ada.post("/labels", Map.of("title", "once")).is(201);

        ada.post("/labels", Map.of("title", "twice")).is(422).blames("Idempotency-Key", "idempotency_key_reused");
        ada.post("/teams", Map.of("title", "once")).is(422);
        world.ada.get("/labels").hasSize("payload", 1);
    }

    @Test
    void ten_at_once_make_one() throws Exception {
        var desk = new Desk(world);
        var answers = new ArrayList<Future<Answer>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 10; i++) {
                answers.add(threads.submit(() -> ada.post(desk.path() + "/messages", Map.of("content", "Once"))));
            }
        }

        String first = answers.getFirst().get().is(201).text();
        for (Future<Answer> answer : answers) {
            assertThat(answer.get().is(201).text()).isEqualTo(first);
        }
        world.ada.get(desk.path() + "/messages").hasSize("payload", 2);
    }

    @Test
    void files_count_as_part_of_the_body() {
        var desk = new Desk(world);
        Api.Part one = new Api.Part("attachments[]", "a.txt", "text/plain", new byte[] {'a'});
        Api.Part other = new Api.Part("attachments[]", "a.txt", "text/plain", new byte[] {'b'});

        Answer first = ada.multipart(desk.path() + "/messages", one).is(201);

        assertThat(ada.multipart(desk.path() + "/messages", one).is(201).number("id"))
                .isEqualTo(first.number("id"));
        ada.multipart(desk.path() + "/messages", other).is(422);
    }

    @Test
    void the_same_key_of_somebody_else_is_another() {
        long mine = ada.post("/contacts", Map.of("name", "Dora")).is(201).number("payload.contact.id");

        long his = world.bruno
                .with("Idempotency-Key", key)
                .post("/contacts", Map.of("name", "Dora"))
                .is(201)
                .number("payload.contact.id");

        assertThat(his).isNotEqualTo(mine);
    }

    @Test
    void a_key_counts_on_posts_only() {
        ada.get("/labels").is(200);
        ada.post("/labels", Map.of("title", "once")).is(201);
    }

    @Test
    void a_key_of_no_use_is_400() {
        world.ada
                .with("Idempotency-Key", " ")
                .post("/labels", Map.of("title", "x1"))
                .is(400);
        world.ada
                .with("Idempotency-Key", "k".repeat(256))
                .post("/labels", Map.of("title", "x1"))
                .is(400)
                .blames("Idempotency-Key", "invalid");
    }

    @Test
    void after_a_day_the_key_is_forgotten() {
        ada.post("/contacts", Map.of("name", "Dora")).is(201);
        world.server.clock().advance(Duration.ofHours(25));

        world.server
                .bean(IdempotencyKeys.class)
                .forgetBefore(world.server.clock().instant().minus(Duration.ofHours(24)));

        ada.post("/contacts", Map.of("name", "Eva")).is(201);
    }

    @Test
    void the_token_in_a_kept_answer_is_not_to_be_read_in_the_database() {
        Answer made = ada.post("/agent_bots", Map.of("name", "Robo")).is(201);
        String token = made.string("access_token");

        assertThat(world.server
                        .sql()
                        .sql("""
                                select count(*) from idempotency_keys
                                where position(:token::bytea in body) > 0 or key = :key
                                """)
                        .param("token", token)
                        .param("key", key)
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(ada.post("/agent_bots", Map.of("name", "Robo")).string("access_token"))
                .isEqualTo(token);
    }
}
