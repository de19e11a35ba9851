package io.supportly.labels;

import io.supportly.testing.World;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LabelsTest {
    private final World world = new World();

    @Test
    void a_label_is_created_with_its_title_in_lower_case() {
        world.ada
                .post("/labels", Map.of("label", Map.of("title", "Größe_1", "description", "Sizes", "color", "#abc")))
                .is(201)
                .isJson("""
                        {"id": "*", "title": "größe_1", "description": "Sizes", "color": "#abc",
                         "show_on_sidebar": null}
                        """);
        world.ada
                .post("/labels", Map.of("title", "billing", "show_on_sidebar", true))
                .is(201)
                .shows("color", "#1f93ff");

        world.bruno
                .get("/labels")
                .is(200)
                .hasSize("payload", 2)
                .shows("payload.0.title", "billing")
                .shows("payload.0.show_on_sidebar", true)
                .shows("payload.1.title", "größe_1");
    }

    @Test
    void a_label_is_updated_by_what_is_sent() {
        String vip = label("vip");

        world.ada
                .patch(vip, Map.of("color", "#00FF00"))
                .is(200)
                .shows("title", "vip")
                .shows("color", "#00FF00");
        world.ada
                .put(vip, Collections.singletonMap("description", null))
                .is(200)
                .shows("description", null);

        world.bruno.get(vip).is(200).shows("color", "#00FF00");
    }

    @Test
    void a_deleted_label_is_gone_and_its_title_free() {
        String vip = label("vip");

        world.ada.delete(vip).is(200).isJson("{}");

        world.ada.get(vip).is(404);
        world.ada.patch(vip, Map.of("title", "gold")).is(404);
        world.ada.delete(vip).is(404);
        label("vip");
    }

    @Test
    void every_fault_of_a_label_is_told_at_once() {
        world.ada
                .post("/labels", Map.of("color", "blue", "description", "x".repeat(20_001)))
                .is(422)
                .blames("title", "blank")
                .blames("color", "invalid")
                .blames("description", "too_long");
        for (String title : List.of("two words", "-vip", "_vip", "v", "v!p", "vip\n")) {
            world.ada.post("/labels", Map.of("title", title)).is(422).blames("title", "invalid");
        }
        world.ada.post("/labels", Map.of("title", "v".repeat(256))).is(422).blames("title", "too_long");
        label("vip");
        world.ada.post("/labels", Map.of("title", "VIP")).is(422).blames("title", "taken");
        world.ada.patch(label("gold"), Map.of("title", "vip")).is(422).blames("title", "taken");
    }

    @Test
    void only_administrators_of_the_account_change_labels() {
        String vip = label("vip");

        world.bruno.post("/labels", Map.of("title", "mine")).is(403);
        world.bruno.patch(vip, Map.of("title", "mine")).is(403);
        world.bruno.delete(vip).is(403);
        world.gina.get("/labels").is(404);
        world.gina.post("/labels", Map.of("title", "mine")).is(404);
        world.stranger.get("/labels").is(401);
    }

    @Test
    void another_accounts_label_does_not_exist() {
        String vip = label("vip");
        var ginaAtHome = world.as(world.ginaId, world.globex);

        ginaAtHome.get(vip).is(404);
        ginaAtHome.patch(vip, Map.of("title", "mine")).is(404);
        ginaAtHome.delete(vip).is(404);
        ginaAtHome.post("/labels", Map.of("title", "vip")).is(201);
    }

    private String label(String title) {
        return "/labels/"
                + world.ada
                        .post("/labels", Map.of("title", title, "description", "old"))
                        .is(201)
                        .number("id");
    }
}
