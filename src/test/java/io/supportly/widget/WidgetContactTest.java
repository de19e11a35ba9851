package io.supportly.widget;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.testing.Answer;
import io.supportly.testing.World;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WidgetContactTest {
    private final World world = new World();
    private final Site site = new Site(world);
    private final Site.Visitor visitor = site.visitor();

    private long carla(String email) {
        return world.ada
                .post(
                        "/contacts",
                        Map.of(
                                "name",
                                "Carla Diaz",
                                "email",
                                email,
                                "phone_number",
                                "+4915112345678",
                                "custom_attributes",
                                Map.of("plan", "gold")))
                .is(201)
                .number("payload.contact.id");
    }

    private Answer contact(long id) {
        return world.ada.get("/contacts/" + id);
    }

    @Test
    void a_visitor_says_who_he_is() {
        visitor.get("/contact").is(200).isJson("""
                {"id": "*", "has_email": false, "has_name": true, "has_phone_number": false, "identifier": null}
                """);

        visitor.patch(
                        "/contact",
                        Map.of("name", "Jo", "email", "Jo@example.com", "custom_attributes", Map.of("plan", "free")))
                .is(200)
                .isJson("""
                {"id": "*", "has_email": true, "has_name": true, "has_phone_number": false}
                """);

        long id = visitor.get("/contact").number("id");
        contact(id)
                .shows("payload.name", "Jo")
                .shows("payload.email", "jo@example.com")
                .shows("payload.custom_attributes.plan", "free");
        visitor.post("/config").shows("contact.email", "jo@example.com");
    }

    @Test
    void every_fault_of_what_he_says_is_told() {
        visitor.patch("/contact", Map.of("email", "nope", "phone_number", "12"))
                .is(422)
                .blames("email", "invalid")
                .blames("phone_number", "invalid");
        visitor.patch("/contact/set_user", Map.of("email", "nope"))
                .is(422)
                .blames("identifier", "blank")
                .blames("email", "invalid");
    }

    @Test
    void a_visitor_can_not_say_what_is_not_his_to_say() {
        visitor.patch("/contact", Map.of("identifier", "root", "blocked", true, "name", "Jo"))
                .is(200);

        long id = visitor.get("/contact").shows("identifier", null).number("id");
        contact(id).shows("payload.identifier", null).shows("payload.blocked", false);
    }

    @Test
    void who_gives_the_address_of_a_contact_becomes_one_with_him_and_reads_nothing_of_him() {
        long carla = carla("carla@example.com");
        long talk = visitor.says("Hi");

        visitor.patch("/contact", Map.of("name", "Eve", "email", "carla@example.com"))
                .is(200)
                .shows("id", carla);

        contact(carla).shows("payload.name", "Carla Diaz").shows("payload.phone_number", "+4915112345678");
        world.ada.get("/conversations/" + talk).shows("meta.sender.id", carla);
        visitor.post("/config")
                .is(200)
                .shows("contact.id", carla)
                .shows("contact.name", "")
                .shows("contact.email", null)
                .shows("contact.phone_number", null);
        visitor.get("/messages")
                .hasSize("payload", 1)
                .shows("payload.0.sender.name", "")
                .shows("payload.0.sender.custom_attributes", Map.of());
        visitor.post("/contact/destroy_custom_attributes", Map.of("custom_attributes", List.of("none")))
                .is(200)
                .shows("email", null)
                .shows("custom_attributes", Map.of());
    }

    @Test
    void an_inbox_that_asks_for_proof_makes_no_two_contacts_one_by_an_address() {
        long carla = carla("carla@example.com");
        site.setChannel("hmac_mandatory", true);

        long id = visitor.patch("/contact", Map.of("email", "carla@example.com"))
                .is(200)
                .shows("has_email", false)
                .number("id");

        assertThat(id).isNotEqualTo(carla);
        contact(id).shows("payload.additional_attributes.unverified_email", "carla@example.com");
    }

    @Test
    void a_website_says_who_its_visitor_is() {
        visitor.patch("/contact/set_user", Map.of("identifier", "u1", "name", "Jo", "email", "jo@example.com"))
                .is(200)
                .isJson("""
                {"id": "*", "has_email": true, "has_name": true, "has_phone_number": false}
                """);

        visitor.get("/contact").shows("identifier", "u1");
    }

    @Test
    void what_a_website_says_again_is_no_news() {
        Map<String, Object> me = site.proof("u1");
        me.put("name", "Jo");
        me.put("custom_attributes", Map.of("plan", "free", "seats", 3));
        visitor.patch("/contact/set_user", me).is(200);
        long last = world.ada.get("/events?after=0").number("meta.last");

        visitor.patch("/contact/set_user", me).is(200);

        world.ada.get("/events?after=" + last).is(200).hasSize("payload", 0);
    }

    @Test
    void the_same_person_elsewhere_is_the_same_contact() {
        visitor.patch("/contact/set_user", site.proof("u1")).is(200);
        long talk = visitor.says("Hi");
        Site.Visitor phone = site.visitor();
        Site.Visitor stranger = site.visitor();

        phone.patch("/contact/set_user", site.proof("u1")).is(200).lacks("widget_auth_token");
        stranger.patch("/contact/set_user", Map.of("identifier", "u1")).is(200);

        assertThat(phone.get("/contact").number("id"))
                .isEqualTo(visitor.get("/contact").number("id"));
        phone.get("/conversations").shows("id", talk);
        phone.get("/messages").hasSize("payload", 1);
        stranger.get("/conversations").isJson("{}");
        stranger.get("/messages").hasSize("payload", 0);
    }

    @Test
    void who_signs_in_as_another_goes_on_in_another_session() {
        visitor.patch("/contact/set_user", site.proof("u1")).is(200);
        long first = visitor.get("/contact").number("id");
        visitor.says("Hi");
        Map<String, Object> other = site.proof("u2");
        other.put("email", "two@example.com");

        Answer answer = visitor.patch("/contact/set_user", other).is(200).shows("has_email", true);

        Site.Visitor second = site.visitor(answer.string("widget_auth_token"));
        assertThat(second.get("/contact").shows("identifier", "u2").number("id"))
                .isNotEqualTo(first);
        second.get("/messages").hasSize("payload", 0);
        visitor.get("/contact").shows("identifier", "u1");
    }

    @Test
    void a_wrong_proof_is_refused_and_a_missing_one_where_it_is_asked_for() {
        visitor.patch("/contact/set_user", Map.of("identifier", "u1", "identifier_hash", "00"))
                .is(401);
        site.setChannel("hmac_mandatory", true);
        visitor.patch("/contact/set_user", Map.of("identifier", "u1")).is(401);
        visitor.patch("/contact/set_user", site.proof("u1")).is(200);
    }

    @Test
    void who_has_proven_one_name_gets_nothing_by_the_address_of_another() {
        long carla = carla("carla@example.com");
        Map<String, Object> me = new HashMap<>(site.proof("u1"));
        me.put("email", "carla@example.com");

        long id = visitor.patch("/contact/set_user", me).is(200).number("id");

        assertThat(id).isNotEqualTo(carla);
        contact(id)
                .shows("payload.email", null)
                .shows("payload.additional_attributes.unverified_email", "carla@example.com");
    }

    @Test
    void who_was_joined_by_an_address_does_not_prove_himself_into_that_contact() {
        long carla = carla("carla@example.com");
        visitor.patch("/contact", Map.of("email", "carla@example.com")).shows("id", carla);

        Answer proven = visitor.patch("/contact/set_user", site.proof("u1")).is(200);

        assertThat(site.visitor(proven.string("widget_auth_token"))
                        .get("/contact")
                        .shows("identifier", "u1")
                        .number("id"))
                .isNotEqualTo(carla);
        contact(carla).shows("payload.identifier", null);
        visitor.post("/config").shows("contact.id", carla).shows("contact.email", null);
    }

    @Test
    void attributes_are_taken_away() {
        visitor.patch("/contact", Map.of("custom_attributes", Map.of("plan", "free", "seats", 3)))
                .is(200);

        visitor.post("/contact/destroy_custom_attributes", Map.of("custom_attributes", List.of("plan")))
                .is(200)
                .isJson("""
                {"id": "*", "name": "*", "email": null, "phone_number": null, "account_id": "*", "identifier": null,
                 "blocked": false, "additional_attributes": {}, "custom_attributes": {"seats": 3},
                 "last_activity_at": null, "created_at": "*", "updated_at": "*"}
                """);
        visitor.post("/contact/destroy_custom_attributes", Map.of()).is(422).blames("custom_attributes", "blank");
    }
}
