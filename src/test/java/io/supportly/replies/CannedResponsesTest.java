package io.supportly.replies;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.testing.Answer;
import io.supportly.testing.Api;
import io.supportly.testing.Desk;
import io.supportly.testing.World;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CannedResponsesTest {
    private final World world = new World();

    private String add(String code, String content) {
        return "/canned_responses/"
                + world.bruno
                        .post("/canned_responses", Map.of("short_code", code, "content", content))
                        .is(201)
                        .number("id");
    }

    @Test
    void an_agent_creates_a_canned_response() {
        Answer made = world.bruno
                .post(
                        "/canned_responses",
                        Map.of(
                                "canned_response",
                                Map.of("short_code", "greeting", "content", "Hello {{contact.name}}!")))
                .is(201)
                .isJson("""
                        {"id": "*", "account_id": %s, "short_code": "greeting", "content": "Hello {{contact.name}}!",
                         "created_at": "*", "updated_at": "*"}
                        """.formatted(world.acme));

        assertThat(made.string("created_at")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        world.ada.get("/canned_responses/" + made.number("id")).is(200).shows("", made.json());
        world.ada.get("/canned_responses").is(200).hasSize("", 1).shows("0", made.json());
    }

    @Test
    void what_is_found_by_its_code_comes_before_what_is_found_by_its_content() {
        add("bye", "We hope that the REFUND helped");
        add("no-refund", "Sorry");
        add("Refund", "It is on its way");
        add("hello", "How can we help?");

        Answer found = world.bruno.get("/canned_responses?search=refund").is(200);

        assertThat(found.json()
                        .valueStream()
                        .map(each -> each.path("short_code").asString()))
                .containsExactly("Refund", "no-refund", "bye");
        Answer all = world.bruno.get("/canned_responses").is(200);
        assertThat(all.json().valueStream().map(each -> each.path("short_code").asString()))
                .containsExactly("bye", "hello", "no-refund", "Refund");
    }

    @Test
    void signs_in_a_search_stand_for_themselves() {
        add("half", "50% off");
        add("full", "500 off");

        world.bruno.get("/canned_responses?search=50%25").is(200).hasSize("", 1).shows("0.short_code", "half");
        world.bruno.get("/canned_responses?search=_").is(200).hasSize("", 0);
        world.bruno.get("/canned_responses?search=%5C").is(200).hasSize("", 0);
    }

    @Test
    void variables_are_filled_in_when_it_is_sent_and_not_before() {
        var desk = new Desk(world);
        String content = "Hello {{contact.first_name}}, this is {{agent.name}}.";
        String greeting = add("greeting", content);

        Answer ready = world.bruno.get(greeting).is(200).shows("content", content);
        world.bruno
                .post(desk.path() + "/messages", Map.of("content", ready.string("content")))
                .is(201)
                .shows("content", "Hello Carla, this is Bruno.");
    }

    @Test
    void a_canned_response_is_updated_by_what_is_sent() {
        String greeting = add("greeting", "Hello");
        world.server.clock().advance(java.time.Duration.ofMinutes(1));

        Answer after = world.bruno
                .patch(greeting, Map.of("content", "Hi"))
                .is(200)
                .shows("short_code", "greeting")
                .shows("content", "Hi");
        world.bruno.put(greeting, Map.of("short_code", "hi")).is(200).shows("content", "Hi");

        assertThat(after.string("updated_at")).isGreaterThan(after.string("created_at"));
    }

    @Test
    void a_deleted_canned_response_is_gone_and_its_code_free() {
        String greeting = add("greeting", "Hello");

        world.bruno.delete(greeting).is(200).isJson("{}");

        world.bruno.get(greeting).is(404);
        world.bruno.patch(greeting, Map.of("content", "Hi")).is(404);
        world.bruno.delete(greeting).is(404);
        add("greeting", "Hello");
    }

    @Test
    void every_fault_of_a_canned_response_is_told_at_once() {
        world.bruno
                .post("/canned_responses", Map.of("short_code", " "))
                .is(422)
                .blames("short_code", "blank")
                .blames("content", "blank");
        world.bruno
                .post("/canned_responses", Map.of("short_code", "x".repeat(256), "content", "x".repeat(20_001)))
                .is(422)
                .blames("short_code", "too_long")
                .blames("content", "too_long");
        String greeting = add("greeting", "Hello");
        world.bruno
                .patch(greeting, Map.of("short_code", " ", "content", " "))
                .is(422)
                .blames("short_code", "blank")
                .blames("content", "blank");
        world.bruno.get("/canned_responses?search=" + "x".repeat(256)).is(422).blames("search", "too_long");
    }

    @Test
    void a_short_code_is_taken_once_in_an_account() {
        add("greeting", "Hello");
        String bye = add("bye", "Bye");

        world.bruno
                .post("/canned_responses", Map.of("short_code", " greeting ", "content", "Hi"))
                .is(422)
                .blames("short_code", "taken");
        world.bruno.patch(bye, Map.of("short_code", "greeting")).is(422).blames("short_code", "taken");
        world.as(world.ginaId, world.globex)
                .post("/canned_responses", Map.of("short_code", "greeting", "content", "Hi"))
                .is(201);
    }

    @Test
    void bots_and_strangers_and_other_accounts_are_kept_out() {
        String greeting = add("greeting", "Hello");
        String token = world.ada.post("/agent_bots", Map.of("name", "Robo")).string("access_token");
        Api robo = new Api(world.server.address(), World.prefix(world.acme), Map.of("api_access_token", token));
        Map<Api, Integer> kept = Map.of(robo, 403, world.gina, 404, world.stranger, 401);

        kept.forEach((who, status) -> {
            who.get("/canned_responses").is(status);
            who.post("/canned_responses", Map.of("short_code", "x", "content", "x"))
                    .is(status);
            who.get(greeting).is(status);
            who.patch(greeting, Map.of("content", "x")).is(status);
            who.delete(greeting).is(status);
        });
        Api ginaAtHome = world.as(world.ginaId, world.globex);
        ginaAtHome.get(greeting).is(404);
        ginaAtHome.patch(greeting, Map.of("content", "x")).is(404);
        ginaAtHome.delete(greeting).is(404);
        world.bruno.get(greeting).is(200).shows("content", "Hello");
    }
}
