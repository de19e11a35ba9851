package io.supportly.conversations;

import static io.supportly.testing.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.testing.Answer;
import io.supportly.testing.Desk;
import io.supportly.testing.Statements;
import io.supportly.testing.World;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is written under a key that the account has defined is as its definition says, wherever it is written.
class CustomAttributesTest {
    private final World world = new World();
    private final Desk desk = new Desk(world);

    private void define(String model, String type, String name, Object... more) {
        var body = new HashMap<String, Object>(
                Map.of("attribute_display_name", name, "attribute_display_type", type, "attribute_model", model));
        for (int i = 0; i < more.length; i += 2) {
            body.put((String) more[i], more[i + 1]);
        }
        world.ada.post("/custom_attribute_definitions", body).is(201);
    }

    private static Map<String, Object> attributes(Object... fields) {
        var map = new HashMap<String, Object>();
        for (int i = 0; i < fields.length; i += 2) {
            map.put((String) fields[i], fields[i + 1]);
        }
        return Map.of("custom_attributes", map);
    }

    @Test
    void every_wrong_value_of_a_contact_is_told_at_once_with_what_else_is_wrong() {
        define("contact_attribute", "list", "Plan", "attribute_values", List.of("gold", "silver"));
        define("contact_attribute", "number", "Seats");
        define("contact_attribute", "text", "Code", "regex_pattern", "^[A-Z]{3}-\\d+$", "regex_cue", "like ABC-1");
        Map<String, Object> wrong = Map.of(
                "email",
                "no address",
                "custom_attributes",
                Map.of("plan", "iron", "seats", "many", "code", "abc", "free", List.of("anything", 1)));

        for (Answer refused :
                List.of(world.bruno.post("/contacts", wrong), world.bruno.patch("/contacts/" + desk.carla, wrong))) {
            refused.is(422)
                    .hasSize("errors", 4)
                    .blames("email", "invalid")
                    .blames("custom_attributes.plan", "inclusion")
                    .blames("custom_attributes.seats", "invalid")
                    .blames("custom_attributes.code", "invalid");
            assertThat(refused.text()).contains("like ABC-1");
        }
        world.bruno
                .patch("/contacts/" + desk.carla, attributes("plan", "gold", "seats", 3, "code", "ABC-1", "free", true))
                .is(200)
                .shows("payload.custom_attributes", Map.of("plan", "gold", "seats", 3, "code", "ABC-1", "free", true));
    }

    @Test
    void a_value_is_taken_away_whatever_its_type() {
        define("contact_attribute", "number", "Seats");
        define("contact_attribute", "date", "Since");
        world.bruno.patch("/contacts/" + desk.carla, attributes("seats", 3)).is(200);

        world.bruno
                .patch("/contacts/" + desk.carla, attributes("seats", null, "since", ""))
                .is(200)
                .shows("payload.custom_attributes.seats", null);
    }

    @Test
    void a_conversation_is_checked_wherever_it_is_written() {
        define("conversation_attribute", "checkbox", "Urgent");
        Map<String, Object> wrong = attributes("urgent", "perhaps");
        var start = new HashMap<String, Object>(wrong);
        start.putAll(Map.of("inbox_id", desk.inbox, "contact_id", desk.carla));

        for (Answer refused : List.of(
                world.bruno.post("/conversations", start),
                world.bruno.patch(desk.path(), wrong),
                world.bruno.post(desk.path() + "/custom_attributes", wrong))) {
            refused.is(422).blames("custom_attributes.urgent", "invalid");
        }
        world.bruno
                .post(desk.path() + "/custom_attributes", attributes("urgent", true))
                .is(200)
                .shows("custom_attributes.urgent", true);
    }

    @Test
    void what_a_customer_writes_is_checked_too() {
        define("contact_attribute", "number", "Seats");
        define("conversation_attribute", "link", "Page");
        String customers = "/public/api/v1/inboxes/"
                + world.ada.get("/inboxes/" + desk.inbox).string("inbox_identifier") + "/contacts";

        world.stranger
                .post(customers, attributes("seats", "many"))
                .is(422)
                .blames("custom_attributes.seats", "invalid");
        String customer = customers + "/"
                + world.stranger.post(customers, attributes("seats", 2)).is(201).string("source_id");
        world.stranger
                .patch(customer, attributes("seats", "many"))
                .is(422)
                .blames("custom_attributes.seats", "invalid");
        world.stranger
                .post(customer + "/conversations", attributes("page", "nowhere"))
                .is(422)
                .blames("custom_attributes.page", "invalid");
    }

    @ParameterizedTest
    @CsvSource({
        "text, '\"a word\"', '7'",
        "number, '7.5', '\"7,5\"'",
        "number, '\"-12\"', 'true'",
        "currency, '0', '\"€ 3\"'",
        "percent, '\"99.9\"', '{}'",
        "link, '\"https://example.com/a\"', '\"example.com\"'",
        "link, '\"http://example.com\"', '1'",
        "date, '\"2026-02-28\"', '\"2026-02-30\"'",
        "date, '\"2026-02-28T00:00:00.000Z\"', '\"tomorrow\"'",
        "checkbox, 'false', '0'",
        "checkbox, '\"true\"', '\"yes\"'",
        "list, '\"anything\"', '[\"anything\"]'"
    })
    void a_type_takes_what_it_is_for(String type, String good, String bad) {
        define("contact_attribute", type, "Field");
        String path = "/contacts/" + desk.carla;

        world.bruno
                .send("PATCH", path, ("{\"custom_attributes\": {\"field\": " + good + "}}").getBytes())
                .is(200);
        world.bruno
                .send("PATCH", path, ("{\"custom_attributes\": {\"field\": " + bad + "}}").getBytes())
                .is(422)
                .blames("custom_attributes.field", "invalid");
    }

    @Test
    void a_changed_definition_counts_at_once_and_what_was_stored_stays() {
        define("contact_attribute", "number", "Seats");
        world.bruno.patch("/contacts/" + desk.carla, attributes("seats", 3)).is(200);
        String path = "/custom_attribute_definitions/"
                + world.ada.get("/custom_attribute_definitions").number("0.id");

        world.ada.patch(path, Map.of("attribute_display_type", "checkbox")).is(200);

        world.bruno
                .patch("/contacts/" + desk.carla, attributes("seats", 4))
                .is(422)
                .blames("custom_attributes.seats", "invalid");
        world.bruno
                .patch("/contacts/" + desk.carla, Map.of("name", "Carla"))
                .is(200)
                .shows("payload.custom_attributes.seats", 3);
        world.ada.delete(path).is(204);
        world.bruno.patch("/contacts/" + desk.carla, attributes("seats", 4)).is(200);
    }

    @Test
    void a_pattern_in_the_way_of_browsers_is_understood() {
        define("contact_attribute", "text", "Code", "regex_pattern", "/^[a-z]+$/i");

        world.bruno.patch("/contacts/" + desk.carla, attributes("code", "ABC")).is(200);
        world.bruno
                .patch("/contacts/" + desk.carla, attributes("code", "ABC1"))
                .is(422)
                .blames("custom_attributes.code", "invalid");
    }

    @Test
    void a_pattern_that_others_choke_on_answers_at_once() {
        define("contact_attribute", "text", "Code", "regex_pattern", "^(([a-z])+.)+[A-Z]([a-z])+$");
        long begin = System.nanoTime();

        world.bruno
                .patch("/contacts/" + desk.carla, attributes("code", "a".repeat(1500)))
                .is(422)
                .blames("custom_attributes.code", "invalid");

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
        world.bruno
                .patch("/contacts/" + desk.carla, attributes("code", "a".repeat(1501)))
                .is(422)
                .blames("custom_attributes.code", "too_long");
    }

    @Test
    void asking_the_definitions_costs_no_statement() {
        Map<String, Object> body = attributes("seats", 3);
        int before = statements(body);
        define("contact_attribute", "number", "Seats");
        world.bruno.patch("/contacts/" + desk.carla, body).is(200);

        // The word of the new definition comes back from the database once, and what is remembered is read again.
        eventually(() -> statements(body) == before);
    }

    private int statements(Map<String, Object> body) {
        world.bruno.patch("/contacts/" + desk.carla, body).is(200);
        return Statements.during(world.bruno, api -> api.patch("/contacts/" + desk.carla, body))
                .runs()
                .size();
    }
}
