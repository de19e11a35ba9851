package io.supportly.teams;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.testing.World;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TeamsTest {
    private final World world = new World();

    @Test
    void a_team_is_created_with_its_name_in_lower_case() {
        world.ada
                .post("/teams", Map.of("name", "Sales EMEA", "description", "Europe and more"))
                .is(201)
                .isJson("""
                        {
                          "id": "*", "name": "sales emea", "description": "Europe and more",
                          "allow_auto_assign": true, "account_id": %s, "is_member": false
                        }
                        """.formatted(world.acme));
        world.ada
                .post("/teams", Map.of("team", Map.of("name", "billing", "allow_auto_assign", "false")))
                .is(201);

        world.bruno
                .get("/teams")
                .is(200)
                .hasSize("", 2)
                .shows("0.name", "sales emea")
                .shows("1.allow_auto_assign", false);
    }

    @Test
    void a_team_is_updated_by_what_is_sent() {
        String sales = team("sales");

        world.ada
                .patch(sales, Map.of("name", "Sellers"))
                .is(200)
                .shows("name", "sellers")
                .shows("description", "old");
        world.ada
                .put(sales, Collections.singletonMap("description", null))
                .is(200)
                .shows("description", null);

        world.bruno.get(sales).is(200).shows("name", "sellers").shows("description", null);
    }

    @Test
    void a_deleted_team_is_gone_and_its_name_free() {
        String sales = team("sales");

        world.ada.delete(sales).is(200).isJson("{}");

        world.ada.get(sales).is(404);
        world.ada.delete(sales).is(404);
        team("sales");
    }

    @Test
    void members_are_added_set_and_removed() {
        String sales = team("sales");
        String members = sales + "/team_members";

        world.ada
                .post(members, Map.of("user_ids", List.of(world.brunoId)))
                .is(201)
                .hasSize("", 1)
                .shows("0.name", "Bruno");
        world.bruno.get(sales).shows("is_member", true);
        world.ada
                .post(members, Map.of("user_ids", List.of(world.adaId, world.brunoId)))
                .is(201)
                .hasSize("", 1)
                .shows("0.name", "Ada");
        world.ada
                .patch(members, Map.of("user_ids", List.of(world.adaId)))
                .is(200)
                .hasSize("", 1);
        world.bruno.get(sales).shows("is_member", false);
        world.ada
                .delete(members, Map.of("user_ids", List.of(world.adaId)))
                .is(200)
                .isJson("{}");

        world.bruno.get(members).is(200).isJson("[]");
    }

    @Test
    void a_member_of_a_team_is_of_its_account() {
        String members = team("sales") + "/team_members";

        world.ada
                .post(members, Map.of("user_ids", List.of(world.brunoId, world.ginaId)))
                .is(422)
                .blames("user_ids", "invalid");
        world.ada.post(members, Map.of()).is(422).blames("user_ids", "blank");
        world.ada.post(members, Map.of("user_ids", "x")).is(400).blames("user_ids", "invalid");

        world.ada.get(members).isJson("[]");
    }

    @Test
    void every_fault_of_a_team_is_told_at_once() {
        world.ada
                .post("/teams", Map.of("name", " ", "description", "x".repeat(20_001)))
                .is(422)
                .blames("name", "blank")
                .blames("description", "too_long");
        world.ada.post("/teams", Map.of("name", "x".repeat(256))).is(422).blames("name", "too_long");
        world.ada
                .post("/teams", Map.of("name", "sales", "allow_auto_assign", "perhaps"))
                .is(400);
        team("sales");
        world.ada.post("/teams", Map.of("name", "SALES")).is(422).blames("name", "taken");
        world.ada.patch(team("billing"), Map.of("name", "Sales")).is(422).blames("name", "taken");
        assertThat(world.ada.get("/teams").at("")).hasSize(2);
    }

    @Test
    void only_administrators_of_the_account_change_teams() {
        String sales = team("sales");
        Map<String, Object> people = Map.of("user_ids", List.of(world.brunoId));

        world.bruno.post("/teams", Map.of("name", "mine")).is(403);
        world.bruno.patch(sales, Map.of("name", "mine")).is(403);
        world.bruno.delete(sales).is(403);
        world.bruno.post(sales + "/team_members", people).is(403);
        world.bruno.patch(sales + "/team_members", people).is(403);
        world.bruno.delete(sales + "/team_members", people).is(403);
        world.gina.get("/teams").is(404);
        world.gina.post("/teams", Map.of("name", "mine")).is(404);
    }

    @Test
    void another_accounts_team_does_not_exist() {
        String sales = team("sales");
        var ginaAtHome = world.as(world.ginaId, world.globex);

        ginaAtHome.get(sales).is(404);
        ginaAtHome.patch(sales, Map.of("name", "mine")).is(404);
        ginaAtHome.delete(sales).is(404);
        ginaAtHome.get(sales + "/team_members").is(404);
        ginaAtHome
                .post(sales + "/team_members", Map.of("user_ids", List.of(world.ginaId)))
                .is(404);
        ginaAtHome.post("/teams", Map.of("name", "sales")).is(201);
    }

    private String team(String name) {
        return "/teams/"
                + world.ada
                        .post("/teams", Map.of("name", name, "description", "old"))
                        .is(201)
                        .number("id");
    }
}
