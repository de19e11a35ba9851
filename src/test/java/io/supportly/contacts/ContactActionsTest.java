package io.supportly.contacts;

import static io.supportly.testing.World.eventually;

import io.supportly.testing.Api;
import io.supportly.testing.Desk;
import io.supportly.testing.World;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContactActionsTest {
    private final World world = new World();
    private final Desk desk = new Desk(world);
    private final String carla = "/contacts/" + desk.carla;

    private boolean told(String attribute) {
        return world.ada
                .get("/events?limit=500")
                .at("payload")
                .valueStream()
                .filter(event -> event.path("event").asString().equals("contact_updated"))
                .flatMap(event -> event.at("/data/changed_attributes").valueStream())
                .anyMatch(change -> change.has(attribute));
    }

    @Test
    void labels_of_a_contact_are_replaced_and_kept_in_lower_case() {
        world.bruno
                .post(carla + "/labels", Map.of("labels", List.of("VIP", " gold ", "vip")))
                .is(200)
                .isJson("{\"payload\": [\"vip\", \"gold\"]}");

        world.bruno.get(carla + "/labels").is(200).shows("payload", List.of("vip", "gold"));
        world.bruno.get("/contacts?labels[]=gold").hasSize("payload", 1);
        eventually(() -> told("label_list"));
        world.bruno.post(carla + "/labels", Map.of("labels", "")).is(200).hasSize("payload", 0);
        world.bruno
                .post(carla + "/labels", Map.of("labels", List.of("x".repeat(256))))
                .is(422)
                .blames("labels", "too_long");
    }

    @Test
    void custom_attributes_are_deleted_by_key() {
        world.bruno.patch(carla, Map.of("custom_attributes", Map.of("plan", "gold", "seats", 3)));

        world.bruno
                .post(carla + "/destroy_custom_attributes", Map.of("custom_attributes", List.of("plan", "nothing")))
                .is(200)
                .shows("payload.custom_attributes", Map.of("seats", 3));
        world.bruno.post(carla + "/destroy_custom_attributes").is(422).blames("custom_attributes", "blank");
    }

    @Test
    void a_picture_is_deleted() {
        world.bruno.patch(carla, Map.of("avatar_url", "https://example.com/a.png"));

        world.bruno.delete(carla + "/avatar").is(200).shows("payload.thumbnail", "");
    }

    @Test
    void what_an_inbox_needs_decides_whether_it_reaches_a_contact() {
        world.ada
                .post("/inboxes", Map.of("name", "Mail", "channel", Map.of("type", "email", "email", "help@acme.test")))
                .is(201);
        world.ada
                .post("/inboxes", Map.of("name", "Phone", "channel", Map.of("type", "sms", "phone_number", "+4915100")))
                .is(201);

        world.ada
                .get(carla + "/contactable_inboxes")
                .is(200)
                .hasSize("payload", 2)
                .shows("payload.0.inbox.id", desk.inbox)
                .shows("payload.1.inbox.name", "Mail")
                .shows("payload.1.source_id", "carla@example.com");
        world.bruno.get(carla + "/contactable_inboxes").hasSize("payload", 1);
        String known = world.bruno.get(carla).string("payload.contact_inboxes.0.source_id");
        world.bruno.get(carla + "/contactable_inboxes").shows("payload.0.source_id", known);
    }

    @Test
    void a_contact_is_made_known_at_an_inbox_and_found_by_his_name_there() {
        world.bruno
                .post(carla + "/contact_inboxes", Map.of("inbox_id", desk.inbox, "source_id", "c-1"))
                .is(201)
                .shows("source_id", "c-1")
                .shows("inbox.id", desk.inbox);
        world.bruno
                .post(carla + "/contact_inboxes", Map.of("inbox_id", desk.inbox, "source_id", "c-1"))
                .is(201);

        world.bruno
                .post("/contact_inboxes/filter", Map.of("inbox_id", desk.inbox, "source_id", "c-1"))
                .is(200)
                .shows("id", desk.carla);
        world.bruno
                .post("/contact_inboxes/filter", Map.of("inbox_id", desk.inbox, "source_id", "c-2"))
                .is(404);
        long dora = world.bruno.post("/contacts", Map.of("name", "Dora")).number("payload.contact.id");
        world.bruno
                .post("/contacts/" + dora + "/contact_inboxes", Map.of("inbox_id", desk.inbox, "source_id", "c-1"))
                .is(422)
                .blames("source_id", "taken");
        world.bruno.post(carla + "/contact_inboxes").is(422).blames("inbox_id", "blank");
        world.bruno
                .post("/contact_inboxes/filter")
                .is(422)
                .blames("inbox_id", "blank")
                .blames("source_id", "blank");
    }

    @Test
    void an_inbox_of_others_is_forbidden_to_an_agent() {
        long other = world.ada
                .post("/inboxes", Map.of("name", "Other", "channel", Map.of("type", "api")))
                .number("id");

        world.bruno.post(carla + "/contact_inboxes", Map.of("inbox_id", other)).is(403);
        world.bruno
                .post("/contact_inboxes/filter", Map.of("inbox_id", other, "source_id", "c"))
                .is(403);
    }

    /// Gina at acme's doors, with the token that she has by now.
    private Api knocking(Api atHome) {
        return new Api(atHome.address(), World.prefix(world.acme), atHome.headers());
    }

    @Test
    void another_account_has_no_such_contact() {
        Api atHome = world.as(world.ginaId, world.globex);
        for (Api api : List.of(knocking(atHome), atHome)) {
            api.get(carla + "/labels").is(404);
            api.post(carla + "/labels", Map.of("labels", List.of("x"))).is(404);
            api.post(carla + "/destroy_custom_attributes", Map.of("custom_attributes", List.of("x")))
                    .is(404);
            api.delete(carla + "/avatar").is(404);
            api.get(carla + "/contactable_inboxes").is(404);
            api.post(carla + "/contact_inboxes", Map.of("inbox_id", desk.inbox)).is(404);
            api.post("/contact_inboxes/filter", Map.of("inbox_id", desk.inbox, "source_id", "c"))
                    .is(404);
        }
    }
}
