package io.supportly.conversations;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.kernel.Role;
import io.supportly.testing.Desk;
import io.supportly.testing.World;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AssigningTest {
    private final World world = new World();
    private final Desk desk = new Desk(world);
    private final String assignments = desk.path() + "/assignments";

    private long team(Long... users) {
        long team = world.ada
                .post("/teams", Map.of("name", "team" + users.length))
                .is(201)
                .number("id");
        if (users.length > 0) {
            world.ada
                    .post("/teams/" + team + "/team_members", Map.of("user_ids", List.of(users)))
                    .is(201);
        }
        return team;
    }

    @Test
    void an_agent_is_assigned_follows_and_is_let_go() {
        world.ada
                .post(assignments, Map.of("assignee_id", world.brunoId))
                .is(200)
                .shows("name", "Bruno");
        world.ada
                .get(desk.path())
                .shows("meta.assignee.id", world.brunoId)
                .shows("meta.assignee_type", "User")
                .shows("participants.0.id", world.brunoId);

        assertThat(world.ada
                        .post(assignments, java.util.Collections.singletonMap("assignee_id", null))
                        .is(200)
                        .text())
                .isIn("null", "");
        world.ada.get(desk.path()).lacks("meta.assignee");
        assertThat(world.ada.get(desk.path() + "/messages").text())
                .contains("Ada assigned the conversation to Bruno", "Ada unassigned the conversation");
    }

    @Test
    void who_takes_it_himself_is_said_to_have_taken_it() {
        world.bruno.post(assignments, Map.of("assignee_id", world.brunoId)).is(200);

        assertThat(world.ada.get(desk.path() + "/messages").text()).contains("Bruno took the conversation");
    }

    @Test
    void a_team_lets_an_assignee_go_who_is_not_in_it() {
        long empty = team();
        long brunos = team(world.brunoId);
        world.ada.post(assignments, Map.of("assignee_id", world.brunoId)).is(200);

        world.ada.post(assignments, Map.of("team_id", brunos)).is(200).isJson("""
                        {"id": "*", "name": "team1", "description": null, "allow_auto_assign": true, "account_id": "*",
                         "created_at": "*", "updated_at": "*"}
                        """);
        world.ada.get(desk.path()).shows("meta.assignee.id", world.brunoId).shows("meta.team.id", brunos);
        world.ada.post(assignments + "?team_id=" + empty).is(200);
        world.ada.get(desk.path()).lacks("meta.assignee").shows("meta.team.id", empty);
    }

    @Test
    void the_agent_wins_over_the_team() {
        long team = team();

        world.ada
                .post(assignments, Map.of("assignee_id", world.brunoId, "team_id", team))
                .is(200)
                .shows("name", "Bruno");

        world.ada.get(desk.path()).lacks("meta.team");
    }

    @Test
    void who_is_unknown_can_not_be_assigned() {
        world.ada.post(assignments, Map.of("assignee_id", world.ginaId)).is(422).blames("assignee_id", "not_found");
        world.ada.post(assignments, Map.of("team_id", 999999)).is(422).blames("team_id", "not_found");
        world.ada.post(assignments, Map.of("assignee_id", "x")).is(400);
        world.as(world.user("Otto", world.acme, Role.AGENT), world.acme)
                .post(assignments, Map.of("assignee_id", world.brunoId))
                .is(403);
        world.gina.post(assignments, Map.of("assignee_id", world.ginaId)).is(404);
    }
}
