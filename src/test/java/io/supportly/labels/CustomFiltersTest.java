package io.supportly.labels;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.testing.Answer;
import io.supportly.testing.Api;
import io.supportly.testing.World;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CustomFiltersTest {
    private static final String PATH = "/custom_filters";
    private static final Map<String, Object> OPEN = Map.of(
            "payload",
            List.of(Map.of("attribute_key", "status", "filter_operator", "equal_to", "values", List.of("open"))));
    private static final Map<String, Object> NAMED =
            Map.of("payload", List.of(Map.of("attribute_key", "name", "filter_operator", "is_present")));

    private final World world = new World();

    private String add(Object type, Map<String, Object> query) {
        return PATH + "/"
                + world.bruno
                        .post(PATH, Map.of("name", "Mine", "filter_type", type, "query", query))
                        .is(201)
                        .number("id");
    }

    @Test
    void a_user_keeps_a_filter() {
        Answer made = world.bruno
                .post(PATH, Map.of("custom_filter", Map.of("name", "Open", "query", OPEN)))
                .is(201)
                .isJson("""
                        {"id": "*", "name": "Open", "filter_type": "conversation",
                         "query": {"payload": [
                           {"values": ["open"], "attribute_key": "status", "filter_operator": "equal_to"}
                         ]},
                         "created_at": "*", "updated_at": "*"}
                        """);

        assertThat(made.string("created_at")).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
        world.bruno.get(PATH + "/" + made.number("id")).is(200).shows("", made.json());
        world.bruno.get(PATH).is(200).hasSize("", 1).shows("0", made.json());
    }

    @Test
    void types_are_words_or_numbers_and_listed_one_at_a_time() {
        add("contact", NAMED);
        add(0, OPEN);
        add("2", Map.of("from", "2026-01-01"));
        world.bruno
                .post(PATH, Map.of("name", "Mine", "type", "contact", "query", NAMED))
                .is(201);

        world.bruno.get(PATH).is(200).hasSize("", 1).shows("0.filter_type", "conversation");
        world.bruno.get(PATH + "?filter_type=contact").is(200).hasSize("", 2);
        world.bruno
                .get(PATH + "?filter_type=2")
                .is(200)
                .hasSize("", 1)
                .shows("0.filter_type", "report")
                .shows("0.query.from", "2026-01-01");
        world.bruno.get(PATH + "?filter_type=planet").is(422).blames("filter_type", "inclusion");
    }

    @Test
    void a_filter_is_updated_by_what_is_sent() {
        String mine = add("conversation", OPEN);

        world.bruno
                .patch(mine, Map.of("name", "Open ones"))
                .is(200)
                .shows("name", "Open ones")
                .shows("query.payload.0.attribute_key", "status");
        world.bruno
                .put(mine, Map.of("filter_type", "contact", "query", NAMED))
                .is(200)
                .shows("name", "Open ones")
                .shows("filter_type", "contact");

        world.bruno
                .patch(mine, Map.of("filter_type", "conversation"))
                .is(422)
                .blames("query.payload.0.attribute_key", "inclusion");
    }

    @Test
    void a_deleted_filter_is_gone() {
        String mine = add("conversation", OPEN);

        assertThat(world.bruno.delete(mine).is(204).text()).isEmpty();

        world.bruno.get(mine).is(404);
        world.bruno.patch(mine, Map.of("name", "x")).is(404);
        world.bruno.delete(mine).is(404);
    }

    @Test
    void every_fault_of_a_filter_is_told_at_once() {
        world.bruno
                .post(PATH, Map.of())
                .is(422)
                .hasSize("errors", 2)
                .blames("name", "blank")
                .blames("query", "blank");
        world.bruno
                .post(PATH, Map.of("name", "x".repeat(256), "filter_type", "planet", "query", Map.of()))
                .is(422)
                .blames("name", "too_long")
                .blames("filter_type", "inclusion");
        world.bruno
                .post(PATH, Map.of("name", "x".repeat(256), "query", Map.of()))
                .is(422)
                .blames("name", "too_long")
                .blames("query.payload", "blank");
        world.bruno
                .post(
                        PATH,
                        Map.of(
                                "name",
                                "Mine",
                                "query",
                                Map.of(
                                        "payload",
                                        List.of(
                                                Map.of("attribute_key", "name", "filter_operator", "is_present"),
                                                Map.of(
                                                        "attribute_key",
                                                        "labels",
                                                        "filter_operator",
                                                        "equal_to",
                                                        "query_operator",
                                                        "nor")))))
                .is(422)
                .blames("query.payload.0.attribute_key", "inclusion")
                .blames("query.payload.0.query_operator", "blank")
                .blames("query.payload.1.values", "blank")
                .blames("query.payload.1.query_operator", "inclusion");
        world.bruno
                .post(PATH, Map.of("name", "Mine", "query", Map.of("payload", List.of("status"))))
                .is(422)
                .blames("query.payload", "invalid");
        world.bruno
                .post(PATH, Map.of("name", "Mine", "type", "report", "query", Map.of("a", "x".repeat(20_000))))
                .is(422)
                .blames("query", "too_long");
        world.bruno.post(PATH, Map.of("name", "Mine", "query", 3)).is(400).blames("query", "invalid");
    }

    @Test
    void nobody_else_sees_a_users_filters() {
        String mine = add("conversation", OPEN);
        String token = world.ada.post("/agent_bots", Map.of("name", "Robo")).string("access_token");
        Api robo = new Api(world.server.address(), World.prefix(world.acme), Map.of("api_access_token", token));

        Map.of(robo, 403, world.gina, 404, world.stranger, 401).forEach((who, status) -> {
            who.get(PATH).is(status);
            who.post(PATH, Map.of("name", "x", "query", OPEN)).is(status);
            who.get(mine).is(status);
            who.patch(mine, Map.of("name", "x")).is(status);
            who.delete(mine).is(status);
        });
        for (Api other : List.of(world.ada, world.as(world.ginaId, world.globex))) {
            other.get(PATH).is(200).hasSize("", 0);
            other.get(mine).is(404);
            other.patch(mine, Map.of("name", "x")).is(404);
            other.delete(mine).is(404);
        }
        world.bruno.get(mine).is(200).shows("name", "Mine");
    }

    @Test
    void a_user_has_a_thousand_at_most() {
        String mine = add("conversation", OPEN);
        world.server.sql().sql("""
                        insert into custom_filters (account_id, user_id, name, filter_type, query, created_at, updated_at)
                        select account_id, user_id, name, 2, query, created_at, updated_at
                        from custom_filters, generate_series(1, 998) where account_id = :account
                        """).param("account", world.acme.value()).update();
        add("contact", NAMED);

        world.bruno.post(PATH, Map.of("name", "Mine", "query", OPEN)).is(422).shows("errors.0.code", "invalid");
        world.ada.post(PATH, Map.of("name", "Mine", "query", OPEN)).is(201);
        world.bruno.delete(mine).is(204);
        add("contact", NAMED);
    }
}
