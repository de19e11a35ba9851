package io.supportly.labels;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.testing.Answer;
import io.supportly.testing.Api;
import io.supportly.testing.World;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttributeDefinitionsTest {
    private static final String PATH = "/custom_attribute_definitions";

    private final World world = new World();

    private static Map<String, Object> body(String name, Object type, Object model, Object... more) {
        var body = new HashMap<String, Object>(
                Map.of("attribute_display_name", name, "attribute_display_type", type, "attribute_model", model));
        for (int i = 0; i < more.length; i += 2) {
            body.put((String) more[i], more[i + 1]);
        }
        return body;
    }

    private String add(Map<String, Object> body) {
        return PATH + "/" + world.ada.post(PATH, body).is(201).number("id");
    }

    @Test
    void an_administrator_defines_an_attribute_and_its_key_is_made_of_its_name() {
        Answer made = world.ada
                .post(
                        PATH,
                        body("Subscription Plan", "list", "contact_attribute", "attribute_values", List.of("a", "b")))
                .is(201)
                .isJson("""
                        {"id": "*", "attribute_display_name": "Subscription Plan", "attribute_display_type": "list",
                         "attribute_description": null, "attribute_key": "subscription_plan", "regex_pattern": null,
                         "regex_cue": null, "attribute_values": ["a", "b"], "attribute_model": "contact_attribute",
                         "default_value": null, "created_at": "*", "updated_at": "*"}
                        """);

        assertThat(made.string("created_at")).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
        world.bruno.get(PATH + "/" + made.number("id")).is(200).shows("", made.json());
    }

    @Test
    void types_and_models_are_words_or_numbers_and_the_list_is_of_one_kind_where_that_is_asked() {
        add(Map.of("custom_attribute_definition", body("Seats", 1, 1)));
        add(body("Fee", "currency", "conversation_attribute"));
        add(body("Share", "3", "2", "attribute_key", "share.of-market"));

        world.bruno
                .get(PATH)
                .is(200)
                .hasSize("", 3)
                .shows("0.attribute_display_type", "number")
                .shows("0.attribute_model", "contact_attribute")
                .shows("2.attribute_display_type", "percent")
                .shows("2.attribute_key", "share.of-market")
                .shows("2.attribute_model", "company_attribute");
        world.bruno.get(PATH + "?attribute_model=0").is(200).hasSize("", 1).shows("0.attribute_key", "fee");
        world.bruno
                .get(PATH + "?attribute_model=contact_attribute")
                .is(200)
                .hasSize("", 1)
                .shows("0.attribute_key", "seats");
        world.bruno.get(PATH + "?attribute_model=planet").is(422).blames("attribute_model", "inclusion");
    }

    @Test
    void a_definition_is_updated_by_what_is_sent() {
        String plan = add(body("Plan", "text", "contact_attribute", "attribute_description", "What he pays for"));

        world.ada
                .patch(plan, Map.of("attribute_display_name", "Tariff", "attribute_display_type", "list"))
                .is(200)
                .shows("attribute_display_name", "Tariff")
                .shows("attribute_display_type", "list")
                .shows("attribute_key", "plan")
                .shows("attribute_description", "What he pays for");
        world.ada
                .put(plan, Collections.singletonMap("attribute_description", null))
                .is(200)
                .shows("attribute_description", null);

        world.bruno.get(plan).is(200).shows("attribute_display_name", "Tariff");
    }

    @Test
    void a_deleted_definition_is_gone_and_its_key_free() {
        Map<String, Object> plan = body("Plan", "text", "contact_attribute");
        String path = add(plan);

        assertThat(world.ada.delete(path).is(204).text()).isEmpty();

        world.ada.get(path).is(404);
        world.ada.patch(path, Map.of("attribute_display_name", "x")).is(404);
        world.ada.delete(path).is(404);
        add(plan);
    }

    @Test
    void every_fault_of_a_definition_is_told_at_once() {
        world.ada
                .post(PATH, Map.of())
                .is(422)
                .hasSize("errors", 3)
                .blames("attribute_display_name", "blank")
                .blames("attribute_display_type", "blank")
                .blames("attribute_model", "blank");
        world.ada
                .post(
                        PATH,
                        body(
                                "x".repeat(256),
                                "colour",
                                "planet",
                                "attribute_key",
                                "two words",
                                "regex_pattern",
                                "(a",
                                "regex_cue",
                                "x".repeat(256),
                                "attribute_values",
                                List.of("x".repeat(256))))
                .is(422)
                .blames("attribute_display_name", "too_long")
                .blames("attribute_display_type", "inclusion")
                .blames("attribute_model", "inclusion")
                .blames("attribute_key", "invalid")
                .blames("regex_pattern", "invalid")
                .blames("regex_cue", "too_long")
                .blames("attribute_values", "too_long");
        String plan = add(body("Plan", "text", "contact_attribute"));
        world.ada
                .patch(plan, Map.of("attribute_display_type", "colour", "attribute_key", "!"))
                .is(422)
                .blames("attribute_display_type", "inclusion")
                .blames("attribute_key", "invalid");
    }

    @Test
    void a_key_is_unique_for_its_kind_and_no_field_that_is_there_already() {
        add(body("Plan", "text", "contact_attribute"));

        world.ada.post(PATH, body("PLAN", "list", "contact_attribute")).is(422).blames("attribute_key", "taken");
        add(body("Plan", "text", "conversation_attribute"));
        world.ada.post(PATH, body("Status", "text", 0)).is(422).blames("attribute_key", "reserved");
        world.ada
                .post(PATH, body("Mail", "text", 1, "attribute_key", "email"))
                .is(422)
                .blames("attribute_key", "reserved");
        add(body("E-mail", "text", 0, "attribute_key", "email"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"(?=a)b", "(a)\\1", "a{1001}", "(a{100}){100}", "[", "((a{30}){30}b{999})*c{999}", "*", "(?<n>"})
    void a_pattern_that_is_none_or_could_take_for_ever_is_refused(String pattern) {
        world.ada
                .post(PATH, body("Code", "text", 0, "regex_pattern", pattern))
                .is(422)
                .blames("regex_pattern", "invalid");
    }

    @Test
    void a_pattern_is_of_bounded_length() {
        world.ada
                .post(PATH, body("Code", "text", 0, "regex_pattern", "a".repeat(256)))
                .is(422)
                .blames("regex_pattern", "too_long");
    }

    @Test
    void only_administrators_of_the_account_define_attributes() {
        Map<String, Object> plan = body("Plan", "text", "contact_attribute");
        String path = add(plan);

        world.bruno.post(PATH, plan).is(403);
        world.bruno.patch(path, plan).is(403);
        world.bruno.delete(path).is(403);
        for (Api api : List.of(world.gina, world.stranger)) {
            int status = api == world.gina ? 404 : 401;
            api.get(PATH).is(status);
            api.get(path).is(status);
            api.post(PATH, plan).is(status);
            api.patch(path, plan).is(status);
            api.delete(path).is(status);
        }
        Api ginaAtHome = world.as(world.ginaId, world.globex);
        ginaAtHome.get(path).is(404);
        ginaAtHome.patch(path, plan).is(404);
        ginaAtHome.delete(path).is(404);
        ginaAtHome.post(PATH, plan).is(201);
    }
}
