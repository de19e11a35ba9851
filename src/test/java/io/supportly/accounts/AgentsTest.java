package io.supportly.accounts;

import static io.supportly.testing.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.kernel.Role;
import io.supportly.testing.Answer;
import io.supportly.testing.Api;
import io.supportly.testing.Desk;
import io.supportly.testing.World;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AgentsTest {
    private final World world = new World();
    private final String email = "dora-" + UUID.randomUUID() + "@example.com";

    @Test
    void a_new_agent_is_invited() {
        Answer invited = invite("Dora", email.toUpperCase()).is(201).isJson("""
                {
                  "id": "*", "account_id": "*", "availability_status": "online", "auto_offline": true,
                  "confirmed": false, "email": "%s", "provider": "email", "available_name": "Dora", "name": "Dora",
                  "role": "agent", "thumbnail": ""
                }
                """.formatted(email));

        world.bruno.get("/agents/" + invited.number("id")).is(200).shows("name", "Dora");
        assertThat(world.bruno
                        .get("/agents")
                        .is(200)
                        .at("")
                        .valueStream()
                        .map(agent -> agent.path("name").asString()))
                .containsExactly("Ada", "Bruno", "Dora");
        world.ada
                .get("/mails")
                .shows("payload.0.recipient", email.toUpperCase())
                .shows("payload.0.kind", "invitation")
                .shows("payload.0.subject", "Ada invites you to Acme");
    }

    @Test
    void an_invitation_is_accepted_once_with_a_password() {
        invite("Dora", email).is(201);
        String invitation = invitationPath();
        world.stranger.get(invitation).is(200).isJson("""
                {"account_name": "Acme", "name": "Dora", "email": "%s", "expires_at": "*"}
                """.formatted(email));

        world.stranger
                .post(invitation, Map.of("name", " ", "password", "short"))
                .is(422)
                .blames("name", "blank")
                .blames("password", "too_short")
                .blames("password", "invalid");
        Answer accepted = world.stranger
                .post(invitation, Map.of("name", "Dora Diaz", "password", "Über-long-1" + "x".repeat(100)))
                .is(200)
                .isJson("""
                        {"id": "*", "name": "Dora Diaz", "email": "%s", "account_id": %s, "access_token": "*"}
                        """.formatted(email, world.acme));

        Api dora = world.stranger.with("api_access_token", accepted.string("access_token"));
        dora.get("/agents/" + accepted.number("id"))
                .is(200)
                .shows("confirmed", true)
                .shows("name", "Dora Diaz");
        world.stranger.get(invitation).is(404);
        world.stranger.post(invitation, Map.of("password", "Pass-word-1")).is(404);
    }

    @Test
    void an_invitation_is_good_for_a_week() {
        invite("Dora", email).is(201);
        String invitation = invitationPath();

        world.server.clock().advance(Duration.ofDays(7));

        world.stranger.get(invitation).is(404);
        world.stranger.post(invitation, Map.of("password", "Pass-word-1")).is(404);
    }

    @Test
    void a_user_of_another_account_joins_and_keeps_his_name() {
        String ginasEmail =
                world.server.bean(Members.class).get(world.globex, world.ginaId).email();

        invite("Regina", ginasEmail)
                .is(201)
                .shows("id", world.ginaId)
                .shows("name", "Gina")
                .shows("confirmed", true);

        world.gina.get("/agents").is(200);
        assertThat(world.ada.get("/mails").string("payload.0.body")).doesNotContain("/invitations/");
    }

    @Test
    void who_was_invited_elsewhere_gets_no_second_link_to_his_password() {
        invite("Dora", email).is(201);
        Api ginaAtHome = world.as(world.ginaId, world.globex);

        ginaAtHome
                .post("/agents", Map.of("name", "Dora", "email", email, "role", "agent"))
                .is(201);

        assertThat(ginaAtHome.get("/mails").string("payload.0.body")).doesNotContain("/invitations/");
        world.stranger.get(invitationPath()).is(200).shows("account_name", "Acme");
    }

    @Test
    void every_fault_of_an_invitation_is_told_at_once() {
        world.ada
                .post("/agents", Map.of("email", "nobody", "role", "king", "availability", "asleep"))
                .is(422)
                .blames("name", "blank")
                .blames("email", "invalid")
                .blames("role", "inclusion")
                .blames("availability", "inclusion");
        world.ada.post("/agents", Map.of()).is(422).blames("email", "blank").blames("role", "blank");
        String brunos =
                world.server.bean(Members.class).get(world.acme, world.brunoId).email();
        world.ada
                .post("/agents", Map.of("name", "Bruno", "email", brunos.toUpperCase(), "role", "king"))
                .is(422)
                .blames("email", "taken")
                .blames("role", "inclusion");
    }

    @Test
    void many_are_invited_at_once_and_the_unusable_left_out() {
        world.ada
                .post("/agents/bulk_create", Map.of("emails", List.of(email, "nonsense", email)))
                .is(201)
                .isJson("{}");

        world.ada.get("/agents").hasSize("", 3);
        world.ada.post("/agents/bulk_create", Map.of()).is(422).blames("emails", "blank");
        world.bruno
                .post("/agents/bulk_create", Map.of("emails", List.of(email)))
                .is(403);
        world.gina.post("/agents/bulk_create", Map.of("emails", List.of(email))).is(404);
    }

    @Test
    void an_agent_is_updated() {
        world.ada
                .patch(
                        "/agents/" + world.brunoId,
                        Map.of(
                                "agent",
                                Map.of("name", "Bruno Brandt", "role", "administrator", "availability", "busy")))
                .is(200)
                .shows("name", "Bruno Brandt")
                .shows("role", "administrator")
                .shows("availability_status", "busy")
                .shows("auto_offline", true);

        world.bruno.get("/mails").is(200);
        world.ada
                .patch("/agents/" + world.brunoId, Map.of("auto_offline", false))
                .shows("auto_offline", false);
    }

    @Test
    void a_new_name_shows_in_every_account() {
        world.server.bean(Members.class).add(world.globex, world.brunoId, Role.AGENT, null);
        Api ginaAtHome = world.as(world.ginaId, world.globex);
        ginaAtHome.get("/agents/" + world.brunoId).shows("name", "Bruno");

        world.ada
                .patch("/agents/" + world.brunoId, Map.of("name", "Bruno Brandt"))
                .is(200);

        ginaAtHome.get("/agents/" + world.brunoId).shows("name", "Bruno Brandt");
    }

    @Test
    void bad_updates_are_explained() {
        world.ada
                .patch("/agents/" + world.brunoId, Map.of("name", " ", "role", "king", "availability", "asleep"))
                .is(422)
                .blames("name", "blank")
                .blames("role", "inclusion")
                .blames("availability", "inclusion");
        world.ada.patch("/agents/" + world.ginaId, Map.of("name", "Mine")).is(404);
    }

    @Test
    void only_administrators_of_the_account_change_agents() {
        Map<String, String> dora = Map.of("name", "Dora", "email", email, "role", "agent");
        world.bruno.post("/agents", dora).is(403);
        world.bruno
                .patch("/agents/" + world.brunoId, Map.of("role", "administrator"))
                .is(403);
        world.bruno.delete("/agents/" + world.adaId).is(403);
        world.gina.get("/agents").is(404);
        world.gina.post("/agents", dora).is(404);
        world.gina.patch("/agents/" + world.brunoId, Map.of("name", "Mine")).is(404);
        world.gina.delete("/agents/" + world.brunoId).is(404);
        world.ada.delete("/agents/" + world.ginaId).is(404);
    }

    @Test
    void the_last_administrator_stays_one() {
        world.ada
                .patch("/agents/" + world.adaId, Map.of("role", "agent"))
                .is(422)
                .blames("role", "invalid");
        world.ada.delete("/agents/" + world.adaId).is(422).blames("id", "invalid");

        world.ada
                .patch("/agents/" + world.brunoId, Map.of("role", "administrator"))
                .is(200);
        world.ada.patch("/agents/" + world.adaId, Map.of("role", "agent")).is(200);

        world.ada.delete("/agents/" + world.brunoId).is(403);
        world.bruno.delete("/agents/" + world.adaId).is(200).isJson("{}");
        world.ada.get("/agents").is(401);
    }

    @Test
    void an_agent_who_leaves_leaves_nothing_behind() {
        var desk = new Desk(world);
        long team = world.ada.post("/teams", Map.of("name", "sales")).is(201).number("id");
        world.ada
                .post("/teams/" + team + "/team_members", Map.of("user_ids", List.of(world.brunoId)))
                .is(201);
        world.ada
                .post(desk.path() + "/assignments", Map.of("assignee_id", world.brunoId))
                .is(200);
        world.bruno.get(desk.path()).is(200).shows("meta.assignee.id", world.brunoId);
        String brunos =
                world.server.bean(Members.class).get(world.acme, world.brunoId).email();

        world.ada.delete("/agents/" + world.brunoId).is(200);

        world.bruno.get(desk.path()).is(401);
        world.ada.get("/teams/" + team + "/team_members").is(200).hasSize("", 0);
        world.ada.get("/inbox_members/" + desk.inbox).is(200).hasSize("payload", 0);
        eventually(() -> world.ada.get(desk.path()).at("meta.assignee").isMissingNode());
        eventually(() -> world.ada.get(desk.path() + "/participants").at("").isEmpty());
        assertThat(world.server.bean(Users.class).find(brunos)).isEmpty();
    }

    @Test
    void who_is_invited_again_has_no_old_inbox_or_team() {
        var desk = new Desk(world);
        long team = world.ada.post("/teams", Map.of("name", "sales")).is(201).number("id");
        world.ada
                .post("/teams/" + team + "/team_members", Map.of("user_ids", List.of(world.brunoId)))
                .is(201);
        world.server.bean(Members.class).add(world.globex, world.brunoId, Role.AGENT, null);
        world.bruno.get("/inboxes/" + desk.inbox).is(200);
        world.bruno.get("/teams/" + team).shows("is_member", true);
        String brunos =
                world.server.bean(Members.class).get(world.acme, world.brunoId).email();

        world.ada.delete("/agents/" + world.brunoId).is(200);
        world.bruno.get("/inboxes").is(404);
        invite("Bruno", brunos).is(201).shows("id", world.brunoId);

        world.bruno.get("/inboxes").is(200).hasSize("payload", 0);
        world.bruno.get("/inboxes/" + desk.inbox).is(403);
        world.bruno.get("/teams/" + team).shows("is_member", false);
    }

    @Test
    void what_happens_to_agents_is_in_the_change_feed() {
        long dora = invite("Dora", email).is(201).number("id");
        world.ada.patch("/agents/" + dora, Map.of("role", "administrator")).is(200);
        world.ada.delete("/agents/" + dora).is(200);

        assertThat(world.ada
                        .get("/events")
                        .is(200)
                        .at("payload")
                        .valueStream()
                        .filter(event -> event.path("data").path("user_id").asLong(0) == dora)
                        .map(event -> event.path("event").asString()))
                .containsExactly("agent_added", "agent_updated", "agent_removed");
    }

    private Answer invite(String name, String address) {
        return world.ada.post("/agents", Map.of("name", name, "email", address, "role", "agent"));
    }

    private String invitationPath() {
        String body = world.ada.get("/mails").string("payload.0.body");
        return "/api/v1" + body.substring(body.indexOf("/invitations/")).replaceFirst("(?s)\\s.*", "");
    }
}
