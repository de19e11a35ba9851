package io.supportly.conversations;

import static io.supportly.testing.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.testing.Answer;
import io.supportly.testing.Api;
import io.supportly.testing.Counters;
import io.supportly.testing.Desk;
import io.supportly.testing.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ContactMergeTest {
    private final World world = new World();
    private final Desk desk = new Desk(world);

    private long add(Map<String, ?> fields) {
        return world.bruno.post("/contacts", fields).is(201).number("payload.contact.id");
    }

    private Answer merge(Api who, long base, long mergee) {
        return who.post("/actions/contact_merge", Map.of("base_contact_id", base, "mergee_contact_id", mergee));
    }

    @Test
    void the_base_keeps_what_it_has_and_gets_what_it_lacks() {
        world.bruno.patch(
                "/contacts/" + desk.carla,
                Map.of("phone_number", "+14155550100", "custom_attributes", Map.of("plan", "gold", "seats", 3)));
        world.bruno.post("/contacts/" + desk.carla + "/labels", Map.of("labels", List.of("vip")));
        long base = add(Map.of(
                "name", "C. Diaz", "identifier", "c-1", "custom_attributes", Map.of("plan", "silver", "city", "Rome")));

        merge(world.bruno, base, desk.carla).is(200).isJson("""
                {"id": %d, "name": "C. Diaz", "email": "carla@example.com", "phone_number": "+14155550100",
                 "identifier": "c-1", "blocked": false, "thumbnail": "", "availability_status": "offline",
                 "additional_attributes": {}, "custom_attributes": {"city": "Rome", "plan": "silver", "seats": 3},
                 "last_activity_at": "*", "created_at": "*"}
                """.formatted(base));

        world.bruno.get("/contacts/" + base + "/labels").shows("payload", List.of("vip"));
        world.bruno.get("/contacts/" + base).hasSize("payload.contact_inboxes", 1);
        world.bruno.get("/contacts/" + desk.carla).is(404);
        world.bruno.get("/contacts/search?q=carla").hasSize("payload", 1);
        assertThat(Counters.differences(world.server.sql())).isEmpty();
    }

    @Test
    void conversations_what_was_said_in_them_and_notes_move() {
        world.bruno.post(desk.path() + "/labels", Map.of("labels", List.of("urgent")));
        world.bruno.post("/contacts/" + desk.carla + "/notes", Map.of("content", "Calls at night"));
        world.bruno.get("/conversations?labels[]=urgent").shows("data.payload.0.meta.sender.name", "Carla Diaz");
        long base = add(Map.of("name", "Carla D."));

        merge(world.bruno, base, desk.carla).is(200);

        world.bruno
                .get(desk.path())
                .is(200)
                .shows("meta.sender.id", base)
                .shows("last_non_activity_message.sender.id", base);
        world.bruno.get("/conversations").shows("data.payload.0.meta.sender.name", "Carla D.");
        world.bruno.get("/conversations?labels[]=urgent").shows("data.payload.0.meta.sender.name", "Carla D.");
        world.bruno.get(desk.path() + "/messages").shows("payload.0.sender.id", base);
        world.bruno.get("/contacts/" + base + "/conversations").hasSize("payload", 1);
        world.bruno.get("/contacts/" + base + "/notes").hasSize("", 1);
        eventually(() -> !told("conversation_contact_changed").isEmpty());
        assertThat(told("contact_merged")
                        .getFirst()
                        .at("/data/mergee_contact_id")
                        .longValue())
                .isEqualTo(desk.carla);
        assertThat(told("conversation_contact_changed")
                        .getFirst()
                        .path("contact_id")
                        .longValue())
                .isEqualTo(base);
    }

    private List<JsonNode> told(String type) {
        var told = new ArrayList<JsonNode>();
        world.ada.get("/events?limit=500").at("payload").forEach(event -> {
            if (event.path("event").asString().equals(type)) {
                told.add(event);
            }
        });
        return told;
    }

    @Test
    void what_is_too_much_for_a_request_moves_in_the_background_and_through_a_second_merge() {
        for (int i = 0; i < 120; i++) {
            world.bruno
                    .post("/conversations", Map.of("inbox_id", desk.inbox, "contact_id", desk.carla))
                    .is(201);
        }
        long middle = add(Map.of("name", "Middle"));
        long base = add(Map.of("name", "Base"));

        merge(world.bruno, middle, desk.carla).is(200);
        merge(world.bruno, base, middle).is(200);

        eventually(() -> count("contact_id = " + base) == 121);
        eventually(() -> told("conversation_contact_changed").size() >= 121);
        assertThat(Counters.differences(world.server.sql())).isEmpty();
    }

    @Test
    void the_row_of_the_merged_contact_goes_when_nobody_can_add_to_him_any_more() {
        long base = add(Map.of("name", "Base"));
        merge(world.bruno, base, desk.carla).is(200);

        world.server.clock().advance(Duration.ofMinutes(2));
        world.server
                .sql()
                .sql("update scheduled_tasks set execution_time = now() where task_name = 'move-conversations'"
                        + " and task_instance = ?")
                .param(world.acme + ":" + desk.carla)
                .update();

        eventually(() -> world.server
                        .sql()
                        .sql("select count(*) from contacts where account_id = ? and id = ?")
                        .param(world.acme.value())
                        .param(desk.carla)
                        .query(Long.class)
                        .single()
                == 0);
    }

    @Test
    void what_a_deleted_heir_would_have_got_goes_with_him() {
        for (int i = 0; i < 60; i++) {
            world.bruno
                    .post("/conversations", Map.of("inbox_id", desk.inbox, "contact_id", desk.carla))
                    .is(201);
        }
        long base = add(Map.of("name", "Base"));

        merge(world.bruno, base, desk.carla).is(200);
        world.ada.delete("/contacts/" + base).is(200);

        eventually(() -> count("true") == 0);
    }

    private long count(String condition) {
        return world.server
                .sql()
                .sql("select count(*) from conversations where account_id = ? and " + condition)
                .param(world.acme.value())
                .query(Long.class)
                .single();
    }

    @Test
    void a_merge_that_fails_leaves_nothing_behind() {
        world.bruno.post("/contacts/" + desk.carla + "/notes", Map.of("content", "Calls at night"));
        world.bruno.post("/contacts/" + desk.carla + "/labels", Map.of("labels", List.of("vip")));
        long base = add(Map.of("name", "Base"));
        List<String> seen = List.of(
                "/contacts/" + base,
                "/contacts/" + desk.carla,
                "/contacts/" + desk.carla + "/notes",
                "/contacts/" + desk.carla + "/conversations");
        List<String> before =
                seen.stream().map(path -> world.ada.get(path).is(200).text()).toList();

        String rule = "no_move_of_" + desk.carla;
        world.server
                .sql()
                .sql("alter table conversations add constraint " + rule + " check (account_id <> " + world.acme
                        + " or contact_id <> " + base + ") not valid")
                .update();
        try {
            merge(world.ada, base, desk.carla).is(500).shows("errors.0.code", "internal");
        } finally {
            world.server
                    .sql()
                    .sql("alter table conversations drop constraint " + rule)
                    .update();
        }

        assertThat(seen.stream().map(path -> world.ada.get(path).is(200).text()))
                .containsExactlyElementsOf(before);
        assertThat(told("contact_merged")).isEmpty();
        merge(world.ada, base, desk.carla).is(200);
    }

    @Test
    void a_contact_is_not_merged_with_himself_or_with_nobody() {
        world.bruno
                .post("/actions/contact_merge")
                .is(422)
                .blames("base_contact_id", "blank")
                .blames("mergee_contact_id", "blank");
        merge(world.bruno, desk.carla, desk.carla).is(422).blames("mergee_contact_id", "invalid");
        merge(world.bruno, desk.carla, 999_999_999).is(404);
        long dora = add(Map.of("name", "Dora"));
        merge(world.gina, desk.carla, dora).is(404);
        merge(world.as(world.ginaId, world.globex), desk.carla, dora).is(404);
        merge(world.stranger, desk.carla, dora).is(401);
    }
}
