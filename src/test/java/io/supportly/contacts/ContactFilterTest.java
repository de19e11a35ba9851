package io.supportly.contacts;

import static io.supportly.testing.Filters.filter;
import static io.supportly.testing.Filters.ids;
import static io.supportly.testing.Filters.when;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.testing.Answer;
import io.supportly.testing.Api;
import io.supportly.testing.World;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContactFilterTest {
    private static final String PATH = "/contacts/filter";

    private final World world = new World();

    private long add(Object... fields) {
        var body = new HashMap<String, Object>();
        for (int i = 0; i < fields.length; i += 2) {
            body.put((String) fields[i], fields[i + 1]);
        }
        return world.bruno.post("/contacts", body).is(201).number("payload.contact.id");
    }

    private List<Long> found(Map<String, Object> filter) {
        return ids(world.bruno.post(PATH, filter).is(200));
    }

    @Test
    void contacts_are_found_in_the_shape_of_the_list() {
        long carla = add("name", "Carla", "email", "carla@example.com");

        Answer found = world.bruno
                .post(PATH, filter(when("email", "contains", List.of("CARLA@"), null)))
                .is(200)
                .shows("meta", Map.of("count", 1, "current_page", 1));

        assertThat(found.json()).isEqualTo(world.bruno.get("/contacts").is(200).json());
        assertThat(ids(found)).containsExactly(carla);
    }

    @ParameterizedTest
    @CsvSource({
        "name, equal_to, carla diaz, true",
        "name, starts_with, car, true",
        "name, does_not_contain, otto, true",
        "name, not_equal_to, Carla Diaz, false",
        "email, contains, '@example', true",
        "email, equal_to, 'carla@example.com', true",
        "phone_number, starts_with, +49, true",
        "phone_number, is_not_present, , false",
        "identifier, equal_to, crm-42, true",
        "identifier, contains, '_', false",
        "country_code, equal_to, DE, true",
        "city, not_equal_to, berlin, false",
        "company_name, contains, acme, true",
        "company_name, is_present, , true",
        "labels, is_not_present, , true",
        "labels, equal_to, vip, false",
        "created_at, is_greater_than, 2020-01-01, true",
        "created_at, is_less_than, 2020-01-01T00:00:00Z, false",
        "created_at, days_before, 1, false",
        "last_activity_at, is_greater_than, 2020-01-01, false",
        "blocked, equal_to, false, true",
        "blocked, not_equal_to, false, false",
        "plan, equal_to, gold, true",
        "plan, does_not_contain, ol, false",
        "plan, is_not_present, , false"
    })
    void each_key_finds_what_it_is_asked_for(String key, String operator, String value, boolean finds) {
        world.ada
                .post(
                        "/custom_attribute_definitions",
                        Map.of("attribute_display_name", "Plan", "attribute_display_type", 0, "attribute_model", 1))
                .is(201);
        add(
                "name",
                "Carla Diaz",
                "email",
                "carla@example.com",
                "phone_number",
                "+4915123456789",
                "identifier",
                "crm-42",
                "additional_attributes",
                Map.of("country_code", "DE", "city", "Berlin", "company_name", "Acme Inc."),
                "custom_attributes",
                Map.of("plan", "Gold"));

        assertThat(found(filter(when(key, operator, value, null)))).hasSize(finds ? 1 : 0);
    }

    @Test
    void and_binds_tighter_than_or() {
        long carla = add("name", "Carla", "email", "carla@example.com");
        long otto = add("name", "Otto", "email", "otto@example.com");
        add("name", "Otto");

        assertThat(found(filter(
                        when("name", "equal_to", "carla", "or"),
                        when("name", "equal_to", "otto", "and"),
                        when("email", "is_present", null, null))))
                .containsExactly(carla, otto);
    }

    @Test
    void a_removed_contact_is_not_found() {
        long carla = add("name", "Carla");
        world.ada.delete("/contacts/" + carla).is(200);

        assertThat(found(filter(when("created_at", "is_greater_than", "2020-01-01", null))))
                .isEmpty();
    }

    @Test
    void a_page_holds_fifteen_in_the_order_that_is_asked_for() {
        var expected = new ArrayList<Long>();
        for (int i = 0; i < 16; i++) {
            expected.add(add("name", "Person " + Character.toString('A' + i)));
        }
        Map<String, Object> any = filter(when("name", "starts_with", "person", null));

        assertThat(ids(world.bruno.post(PATH, any).is(200).shows("meta.count", 16)))
                .isEqualTo(expected.subList(0, 15));
        assertThat(ids(world.bruno.post(PATH + "?page=2&sort=name", any).is(200).shows("meta.current_page", 2)))
                .isEqualTo(expected.subList(15, 16));
        Answer down = world.bruno
                .post(PATH + "?sort=-name&include_contact_inboxes=false", any)
                .is(200)
                .lacks("payload.0.contact_inboxes");
        assertThat(ids(down)).startsWith(expected.getLast());
        world.bruno.post(PATH + "?page=x", any).is(400).blames("page", "invalid");
        world.bruno.post(PATH + "?order_by=up", any).is(422).blames("order_by", "inclusion");
    }

    @Test
    void every_fault_of_a_filter_is_told_at_once() {
        world.bruno.post(PATH, Map.of()).is(422).blames("payload", "blank");
        world.bruno
                .post(
                        PATH,
                        filter(
                                when("status", "equal_to", "open", null),
                                when("blocked", "equal_to", "perhaps", "but"),
                                when("name", "days_before", 1, null)))
                .is(422)
                .hasSize("errors", 5)
                .blames("payload.0.attribute_key", "inclusion")
                .blames("payload.0.query_operator", "blank")
                .blames("payload.1.values", "invalid")
                .blames("payload.1.query_operator", "inclusion")
                .blames("payload.2.filter_operator", "inclusion");
        world.bruno
                .post(PATH, Map.of("payload", Collections.nCopies(51, when("name", "is_present", null, "and"))))
                .is(422)
                .blames("payload", "too_long");
    }

    @Test
    void only_people_of_the_account_filter() {
        add("name", "Carla");
        Map<String, Object> any = filter(when("name", "is_present", null, null));
        String token = world.ada.post("/agent_bots", Map.of("name", "Robo")).string("access_token");

        new Api(world.server.address(), World.prefix(world.acme), Map.of("api_access_token", token))
                .post(PATH, any)
                .is(403);
        for (Api api : Arrays.asList(world.gina, world.stranger)) {
            api.post(PATH, any).is(api == world.gina ? 404 : 401);
        }
        world.as(world.ginaId, world.globex).post(PATH, any).is(200).hasSize("payload", 0);
    }
}
