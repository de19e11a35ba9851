package io.supportly.contacts;

import static io.supportly.testing.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.kernel.Role;
import io.supportly.testing.Answer;
import io.supportly.testing.Api;
import io.supportly.testing.Desk;
import io.supportly.testing.World;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompaniesTest {
    private final World world = new World();

    private long add(Map<String, ?> fields) {
        return world.bruno.post("/companies", fields).is(201).number("payload.id");
    }

    private long contact(String name) {
        return world.bruno.post("/contacts", Map.of("name", name)).is(201).number("payload.contact.id");
    }

    @Test
    void an_agent_creates_a_company() {
        Answer made = world.bruno
                .post(
                        "/companies",
                        Map.of(
                                "name", "Acme Inc",
                                "domain", "Acme.com",
                                "industry", "Technology",
                                "employee_count", 150,
                                "description", "Anvils",
                                "custom_attributes", Map.of("tier", 1)))
                .is(201);

        made.isJson("""
                {"payload": {"id": "*", "name": "Acme Inc", "contacts_count": 0, "domain": "acme.com",
                  "description": "Anvils", "industry": "Technology", "employee_count": 150,
                  "additional_attributes": {}, "custom_attributes": {"tier": 1}, "avatar_url": "",
                  "created_at": "*", "updated_at": "*"}}
                """);
        world.bruno.get("/companies/" + made.number("payload.id")).is(200).shows("payload", made.at("payload"));
    }

    @Test
    void attributes_are_merged_and_other_fields_replaced_or_cleared() {
        long acme = add(Map.of("name", "Acme", "industry", "Anvils", "custom_attributes", Map.of("a", 1, "b", 2)));
        var change = new HashMap<String, Object>();
        change.put("industry", null);
        change.put("employee_count", "7");
        change.put("custom_attributes", Map.of("b", 3));

        world.bruno
                .patch("/companies/" + acme, change)
                .is(200)
                .shows("payload.name", "Acme")
                .shows("payload.industry", null)
                .shows("payload.employee_count", 7)
                .shows("payload.custom_attributes", Map.of("a", 1, "b", 3));
        world.bruno
                .post("/companies/" + acme + "/destroy_custom_attributes", Map.of("custom_attributes", List.of("a")))
                .is(200)
                .shows("payload.custom_attributes", Map.of("b", 3));
        world.bruno
                .post("/companies/" + acme + "/destroy_custom_attributes")
                .is(422)
                .blames("custom_attributes", "blank");
    }

    @Test
    void a_picture_is_deleted() {
        long acme = add(Map.of("name", "Acme", "avatar_url", "https://example.com/a.png"));

        world.bruno
                .delete("/companies/" + acme + "/avatar")
                .is(200)
                .shows("payload.avatar_url", "")
                .shows("payload.name", "Acme");
        world.as(world.ginaId, world.globex)
                .delete("/companies/" + acme + "/avatar")
                .is(404);
    }

    @Test
    void every_fault_of_a_company_is_told_at_once() {
        add(Map.of("name", "Acme", "domain", "acme.com"));

        world.bruno.post("/companies").is(422).blames("name", "blank");
        world.bruno
                .post(
                        "/companies",
                        Map.of(
                                "name",
                                "x".repeat(101),
                                "domain",
                                "no domain",
                                "description",
                                "x".repeat(1001),
                                "industry",
                                "x".repeat(256),
                                "employee_count",
                                -1,
                                "avatar_url",
                                "nowhere"))
                .is(422)
                .blames("name", "too_long")
                .blames("domain", "invalid")
                .blames("description", "too_long")
                .blames("industry", "too_long")
                .blames("employee_count", "inclusion")
                .blames("avatar_url", "invalid");
        world.bruno
                .post("/companies", Map.of("name", "Other", "domain", "ACME.com"))
                .is(422)
                .blames("domain", "taken");
        world.bruno
                .post("/companies", Map.of("name", "X", "employee_count", "many"))
                .is(400);
        world.bruno.get("/companies?order_by=up").is(422).blames("order_by", "inclusion");
        world.bruno.get("/companies/search").is(422).blames("q", "blank");
    }

    @Test
    void companies_are_sorted_and_searched() {
        add(Map.of("name", "beta", "domain", "zeta.io"));
        long acme = add(Map.of("name", "Acme", "domain", "acme.io"));
        long gamma = add(Map.of("name", "Gamma"));
        world.bruno.post("/companies/" + gamma + "/contacts", Map.of("contact_id", contact("Carla")));

        names("/companies", "Acme", "beta", "Gamma");
        names("/companies?sort=-name", "Gamma", "beta", "Acme");
        names("/companies?sort=name&order_by=desc", "Gamma", "beta", "Acme");
        names("/companies?sort=domain", "Gamma", "Acme", "beta");
        names("/companies?sort=created_at", "beta", "Acme", "Gamma");
        names("/companies?sort=-contacts_count", "Gamma", "Acme", "beta");
        names("/companies?sort=-last_activity_at", "Gamma", "Acme", "beta");
        names("/companies?page=2");
        names("/companies/search?q=ACME", "Acme");
        names("/companies/search?q=a.i", "beta");
        world.bruno.get("/companies").shows("meta", Map.of("total_count", 3, "page", 1));
        world.bruno.get("/companies/search?q=ACME").shows("payload.0.id", acme).shows("meta.total_count", 1);
    }

    private void names(String path, String... names) {
        assertThat(world.bruno
                        .get(path)
                        .is(200)
                        .at("payload")
                        .valueStream()
                        .map(each -> each.path("name").asString()))
                .containsExactly(names);
    }

    @Test
    void contacts_are_linked_and_unlinked_and_counted() {
        long acme = add(Map.of("name", "Acme"));
        long other = add(Map.of("name", "Other"));
        long carla = contact("Carla");
        String contacts = "/companies/" + acme + "/contacts";

        world.bruno.post(contacts, Map.of("contact_id", carla)).is(200).shows("payload.company_id", acme);
        world.bruno
                .get(contacts)
                .is(200)
                .shows("meta.total_count", 1)
                .shows("payload.0.id", carla)
                .shows("payload.0.linked_to_current_company", true)
                .shows("payload.0.company.name", "Acme");
        world.bruno
                .get("/companies/" + other + "/contacts/search?q=carla")
                .is(200)
                .shows("payload.0.linked_to_current_company", false)
                .shows("payload.0.company.id", acme);
        world.bruno.post("/contacts/" + carla + "/notes", Map.of("content", "Kind"));
        world.bruno.get("/companies/" + acme + "/notes").is(200).shows("payload.0.content", "Kind");

        world.bruno
                .post("/companies/" + other + "/contacts", Map.of("contact_id", carla))
                .is(200);
        world.bruno.delete(contacts + "/" + carla).is(404);
        counts(acme, 0);
        counts(other, 1);
        world.bruno.delete("/companies/" + other + "/contacts/" + carla).is(200).lacks("payload.company_id");
        counts(other, 0);
        world.bruno.post(contacts).is(422).blames("contact_id", "blank");
        world.bruno.post(contacts, Map.of("contact_id", 999_999_999)).is(404);
        world.bruno.get(contacts + "/search").is(422).blames("q", "blank");
    }

    private void counts(long company, int contacts) {
        world.bruno.get("/companies/" + company).shows("payload.contacts_count", contacts);
    }

    @Test
    void a_deleted_company_leaves_its_contacts() {
        long acme = add(Map.of("name", "Acme"));
        long carla = contact("Carla");
        world.bruno.post("/companies/" + acme + "/contacts", Map.of("contact_id", carla));

        world.bruno.delete("/companies/" + acme).is(403);
        world.ada.delete("/companies/" + acme).is(200);

        world.ada.get("/companies/" + acme).is(404);
        world.ada.delete("/companies/" + acme).is(404);
        world.bruno.get("/contacts/" + carla).is(200).lacks("payload.company_id");
    }

    @Test
    void a_deleted_or_merged_contact_is_not_counted_any_more() {
        long acme = add(Map.of("name", "Acme"));
        long carla = contact("Carla");
        long dora = contact("Dora");
        for (long each : List.of(carla, dora)) {
            world.bruno.post("/companies/" + acme + "/contacts", Map.of("contact_id", each));
        }
        counts(acme, 2);

        world.bruno
                .post("/actions/contact_merge", Map.of("base_contact_id", carla, "mergee_contact_id", dora))
                .is(200)
                .shows("company_id", acme);
        counts(acme, 1);
        world.ada.delete("/contacts/" + carla).is(200);
        counts(acme, 0);
    }

    @Test
    void a_business_address_links_its_company_and_makes_one_that_is_missing() {
        long acme = add(Map.of("name", "Acme Inc", "domain", "acme.io"));
        long carla =
                world.bruno.post("/contacts", Map.of("email", "carla@acme.io")).number("payload.contact.id");
        long dora = contact("Dora");
        world.bruno
                .patch("/contacts/" + dora, Map.of("email", "Dora@Newcomers.io"))
                .is(200);

        eventually(() ->
                world.bruno.get("/contacts/" + carla).at("payload.company_id").asLong(0) == acme);
        eventually(() ->
                world.bruno.get("/contacts/" + dora).at("payload.company_id").isNumber());

        world.bruno
                .get("/companies/search?q=newcomers")
                .shows("payload.0.name", "Newcomers")
                .shows("payload.0.contacts_count", 1);
        counts(acme, 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@gmail.com",
                "a@yahoo.co.uk",
                "a@web.de",
                "a@example.com",
                "a@mail.test",
                "a@localhost",
                "a@1.2"
            })
    void a_private_address_tells_of_no_company(String email) {
        assertThat(BusinessDomain.of(email)).isEmpty();
    }

    @Test
    void a_company_knows_when_its_contacts_wrote_last() {
        var desk = new Desk(world);
        long acme = add(Map.of("name", "Acme"));
        long dora = contact("Dora");
        world.bruno.post("/companies/" + acme + "/contacts", Map.of("contact_id", dora));
        world.bruno.get("/companies/" + acme).lacks("payload.last_activity_at");

        Map<String, String> hello = Map.of("content", "Hello?", "message_type", "incoming");
        world.bruno
                .post("/conversations", Map.of("inbox_id", desk.inbox, "contact_id", dora, "message", hello))
                .is(201);

        eventually(() -> world.bruno
                .get("/companies/" + acme)
                .at("payload.last_activity_at")
                .isNumber());
    }

    @Test
    void a_company_has_the_conversations_of_its_contacts() {
        var desk = new Desk(world);
        long acme = add(Map.of("name", "Acme"));
        long dora = contact("Dora");
        for (long each : List.of(desk.carla, dora)) {
            world.bruno.post("/companies/" + acme + "/contacts", Map.of("contact_id", each));
        }
        long quiet = world.bruno
                .post("/conversations", Map.of("inbox_id", desk.inbox, "contact_id", dora))
                .number("id");
        world.bruno.post("/conversations", Map.of("inbox_id", desk.inbox, "contact_id", contact("Emil")));
        world.server.clock().advance(Duration.ofSeconds(1));
        world.bruno.post(desk.path() + "/messages", Map.of("content", "Better?"));
        String path = "/companies/" + acme + "/conversations";

        Answer found = world.bruno.get(path).is(200).hasSize("payload", 2).shows("payload.1.id", quiet);

        assertThat(found.at("payload.0"))
                .isEqualTo(world.bruno
                        .get("/contacts/" + desk.carla + "/conversations")
                        .at("payload.0"));
        world.as(world.user("Otto", world.acme, Role.AGENT), world.acme)
                .get(path)
                .is(200)
                .hasSize("payload", 0);
        world.bruno.get("/companies/999999999/conversations").is(404);
        world.stranger.get(path).is(401);
    }

    /// Gina at acme's doors, with the token that she has by now.
    private Api knocking(Api atHome) {
        return new Api(atHome.address(), World.prefix(world.acme), atHome.headers());
    }

    @Test
    void another_account_has_no_such_company() {
        long acme = add(Map.of("name", "Acme", "domain", "acme.io"));
        long carla = contact("Carla");
        Api atHome = world.as(world.ginaId, world.globex);

        for (Api api : List.of(knocking(atHome), atHome)) {
            String path = "/companies/" + acme;
            api.get(path).is(404);
            api.patch(path, Map.of("name", "X")).is(404);
            api.delete(path).is(404);
            api.post(path + "/destroy_custom_attributes", Map.of("custom_attributes", List.of("a")))
                    .is(404);
            api.get(path + "/contacts").is(404);
            api.get(path + "/contacts/search?q=carla").is(404);
            api.post(path + "/contacts", Map.of("contact_id", carla)).is(404);
            api.delete(path + "/contacts/" + carla).is(404);
            api.get(path + "/notes").is(404);
            api.get(path + "/conversations").is(404);
        }
        for (String path : List.of("/companies", "/companies/search?q=acme")) {
            knocking(atHome).get(path).is(404);
            world.stranger.get(path).is(401);
            atHome.get(path).is(200).hasSize("payload", 0);
        }
        atHome.post("/companies", Map.of("name", "Acme", "domain", "acme.io")).is(201);
    }
}
