package io.supportly.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.accounts.Members;
import io.supportly.kernel.Role;
import io.supportly.testing.Answer;
import io.supportly.testing.Api;
import io.supportly.testing.TestServer;
import io.supportly.testing.World;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// What an app may do with a token, and for how long.
class AppTokensTest {
    private final World world = new World();

    @Test
    void an_app_does_what_it_was_granted_and_is_told_what_it_was_not() {
        Client client = Client.of(world, "labels.read", "contacts.write");
        Api app = client.actingFor(world.ada, "labels.read contacts.write");

        app.get("/labels").is(200);
        app.get("/contacts").is(200);
        app.post("/contacts", Map.of("name", "Dora")).is(201);
        Answer refused = app.post("/labels", Map.of("title", "vip")).is(403).isJson("""
                {
                  "errors": [{"message": "The token lacks the scope labels.write", "code": "insufficient_scope"}],
                  "error": "The token lacks the scope labels.write",
                  "message": "The token lacks the scope labels.write"
                }
                """);

        assertThat(refused.header("WWW-Authenticate"))
                .isEqualTo("Bearer error=\"insufficient_scope\", scope=\"labels.write\"");
        app.get("/conversations").is(403);
    }

    @Test
    void read_implies_all_reading_and_write_implies_everything() {
        Client client = Client.of(world, "write");
        Api reading = client.actingFor(world.ada, "read");
        Api writing = client.actingFor(world.ada, "write");

        reading.get("/labels").is(200);
        reading.post("/labels", Map.of("title", "vip")).is(403);
        writing.get("/labels").is(200);
        writing.post("/labels", Map.of("title", "vip")).is(201);
    }

    @Test
    void an_app_never_exceeds_the_role_of_its_user() {
        Client client = Client.of(world, "write");
        Api app = client.actingFor(world.bruno, "write");

        app.get("/developer_apps").is(403).shows("errors.0.code", "forbidden");
        world.ada
                .patch("/agents/" + world.brunoId, Map.of("role", "administrator"))
                .is(200);
        app.get("/developer_apps").is(200);
        world.ada.patch("/agents/" + world.brunoId, Map.of("role", "agent")).is(200);
        app.get("/developer_apps").is(403);
    }

    @Test
    void an_app_reaches_the_one_account_and_sees_no_other_of_its_user() {
        world.server.bean(Members.class).add(world.globex, world.brunoId, Role.ADMINISTRATOR, null);
        Client client = Client.of(world, "write");
        Api app = client.actingFor(world.bruno, "write");

        app.get("/api/v1/accounts/" + world.globex + "/labels").is(404);
        app.get("/api/v1/profile").is(200).hasSize("accounts", 1).shows("accounts.0.id", world.acme.value());
        app.post("/api/v1/profile/availability", Map.of("account_id", world.globex.value(), "availability", "busy"))
                .is(404);
    }

    @Test
    void endpoints_without_an_account_need_their_scope_too() {
        Client client = Client.of(world, "write");

        client.actingFor(world.bruno, "labels.read")
                .get("/api/v1/profile")
                .is(403)
                .shows("errors.0.code", "insufficient_scope");
        client.actingFor(world.bruno, "agents.read").get("/api/v1/profile").is(200);
    }

    @Test
    void a_token_ends_after_a_day() {
        Client client = Client.of(world, "read");
        Api app = client.actingFor(world.bruno, "read");

        world.server.clock().advance(Duration.ofHours(24).minusSeconds(1));
        app.get("/labels").is(200);
        world.server.clock().advance(Duration.ofSeconds(1));
        app.get("/labels").is(401);
    }

    @Test
    void leaving_the_account_ends_it_even_for_who_comes_back() {
        Members members = world.server.bean(Members.class);
        members.add(world.globex, world.brunoId, Role.AGENT, null);
        Client client = Client.of(world, "read");
        Answer tokens = client.tokens(world.bruno, "read");
        Api app = client.bearer(tokens.string("access_token"));
        app.get("/labels").is(200);

        world.ada.delete("/agents/" + world.brunoId).is(200);
        app.get("/labels").is(401);
        members.add(world.acme, world.brunoId, Role.AGENT, null);
        app.get("/labels").is(401);
        client.refresh(tokens.string("refresh_token")).is(400).shows("error", "invalid_grant");
    }

    @Test
    void a_scope_that_the_app_loses_is_lost_to_its_tokens_at_once() {
        Client client = Client.of(world, "read");
        Api app = client.actingFor(world.bruno, "read");
        app.get("/labels").is(200);

        world.ada
                .patch(client.path(), Map.of("scopes", List.of("contacts.write")))
                .is(200);

        app.get("/labels").is(403);
        app.get("/contacts").is(200);
    }

    @Test
    void a_revocation_is_felt_at_once_here_and_within_a_second_elsewhere() {
        try (TestServer second = world.server.another()) {
            Client client = Client.of(world, "read");
            String token = client.tokens(world.bruno, "read").string("access_token");
            Api here = client.bearer(token);
            Api there = new Api(second.address(), here.prefix(), here.headers());
            there.get("/labels").is(200);
            here.get("/labels").is(200);

            world.stranger.post("~/oauth/revoke", client.login("token", token)).is(200);

            here.get("/labels").is(401);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(1))
                    .until(() -> there.get("/labels").status() == 401);
        }
    }

    @Test
    void the_same_token_in_both_headers_is_one_token() {
        Client client = Client.of(world, "read");
        String token = client.tokens(world.bruno, "read").string("access_token");

        world.stranger.with("api_access_token", token).get("/labels").is(200);
        client.bearer(token).with("api_access_token", "none").get("/labels").is(200);
        client.bearer(token + "x").get("/labels").is(401);
    }
}
