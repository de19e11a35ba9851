package io.supportly.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.testing.Answer;
import io.supportly.testing.TestServer;
import io.supportly.testing.World;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// How an app gets its tokens, changes them and gives them back.
class TokenTest {
    private final World world = new World();
    private final Client client = Client.of(world, "read", "labels.write");

    @Test
    void a_code_is_exchanged_once_for_tokens() {
        String code = client.code(world.bruno, "scope", "labels.read contacts.read");

        Answer tokens = client.exchange(code).is(200).isJson("""
                {
                  "access_token": "*", "token_type": "Bearer", "expires_in": 86400, "refresh_token": "*",
                  "scope": "labels.read contacts.read", "created_at": %d
                }
                """.formatted(
                        world.server.clock().instant().getEpochSecond()));

        assertThat(tokens.header("cache-control")).isEqualTo("no-store");
        assertThat(tokens.header("pragma")).isEqualTo("no-cache");
        assertThat(kept()).doesNotContain(tokens.string("access_token"), tokens.string("refresh_token"), code);
    }

    private String kept() {
        return world.server
                .sql()
                .sql("""
                        select (select string_agg(t::text, ' ') from oauth_tokens t where account_id = :account)
                          || (select string_agg(c::text, ' ') from oauth_codes c where account_id = :account)
                        """)
                .param("account", world.acme.value())
                .query(String.class)
                .single();
    }

    @Test
    void forms_and_basic_are_read_as_well() {
        String form = Client.form(client.login(
                "grant_type", "authorization_code", "code", client.code(world.bruno), "redirect_uri", Client.CALLBACK));
        world.stranger
                .send(
                        "POST",
                        "~/oauth/token",
                        form.getBytes(StandardCharsets.UTF_8),
                        "application/x-www-form-urlencoded")
                .is(200);
        String basic = Base64.getEncoder()
                .encodeToString((client.clientId() + ":" + client.secret()).getBytes(StandardCharsets.UTF_8));

        world.stranger
                .with("Authorization", "Basic " + basic)
                .post(
                        "~/oauth/token",
                        Map.of(
                                "grant_type",
                                "authorization_code",
                                "code",
                                client.code(world.bruno),
                                "redirect_uri",
                                Client.CALLBACK))
                .is(200);
        world.stranger
                .with("Authorization", "Basic %%%")
                .post("~/oauth/token", client.login("grant_type", "refresh_token"))
                .is(401);
    }

    @Test
    void a_code_that_is_shown_again_revokes_what_it_gave() {
        String code = client.code(world.bruno);
        Answer tokens = client.exchange(code).is(200);
        Answer next = client.refresh(tokens.string("refresh_token")).is(200);
        client.bearer(next.string("access_token")).get("/labels").is(200);

        client.exchange(code).is(400).shows("error", "invalid_grant");

        client.bearer(tokens.string("access_token")).get("/labels").is(401);
        client.bearer(next.string("access_token")).get("/labels").is(401);
        client.refresh(next.string("refresh_token")).is(400);
    }

    @Test
    void a_used_code_gives_its_thief_away_without_its_proof_or_address_too() {
        for (var wrong : List.of(
                Map.entry("code_verifier", Client.VERIFIER + "x"),
                Map.entry("redirect_uri", "https://app.example.com/other"))) {
            String code = client.code(
                    world.bruno, "code_challenge", Client.challenge(Client.VERIFIER), "code_challenge_method", "S256");
            Answer tokens =
                    client.exchange(code, "code_verifier", Client.VERIFIER).is(200);

            client.exchange(code, "code_verifier", Client.VERIFIER, wrong.getKey(), wrong.getValue())
                    .is(400)
                    .shows("error", "invalid_grant");

            client.bearer(tokens.string("access_token")).get("/labels").is(401);
        }
    }

    @Test
    void of_many_who_show_a_code_at_once_one_gets_tokens() throws Exception {
        String code = client.code(world.bruno);
        List<Integer> statuses;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = threads.invokeAll(Collections.nCopies(
                    4, (Callable<Integer>) () -> client.exchange(code).status()));
            statuses = answers.stream().map(Future::resultNow).toList();
        }

        assertThat(statuses).containsExactlyInAnyOrder(200, 400, 400, 400);
    }

    @Test
    void an_idempotency_key_does_not_take_a_revocation_back() {
        String code = client.code(world.bruno);
        Answer tokens = client.exchange(code).is(200);
        var fields = client.login("grant_type", "authorization_code", "code", code, "redirect_uri", Client.CALLBACK);

        world.stranger
                .with("Idempotency-Key", "again-and-again")
                .post("~/oauth/token", fields)
                .is(400);

        client.bearer(tokens.string("access_token")).get("/labels").is(401);
    }

    @Test
    void a_code_is_good_for_ten_minutes_its_app_its_address_and_its_proof() {
        Client other = Client.of(world, "read");
        String code = client.code(
                world.bruno, "code_challenge", Client.challenge(Client.VERIFIER), "code_challenge_method", "S256");

        other.exchange(code, "code_verifier", Client.VERIFIER).is(400).shows("error", "invalid_grant");
        client.exchange(code, "redirect_uri", "https://app.example.com/other").is(400);
        client.exchange(code).is(400).shows("error", "invalid_grant");
        client.exchange(code, "code_verifier", Client.VERIFIER + "x").is(400);
        client.exchange(code, "code_verifier", Client.challenge(Client.VERIFIER))
                .is(400);
        client.exchange(code, "code_verifier", Client.VERIFIER).is(200);
        client.exchange(client.code(world.bruno), "code_verifier", Client.VERIFIER)
                .is(400)
                .shows("error", "invalid_grant");
    }

    @Test
    void codes_and_refresh_tokens_end_in_time_and_are_cleared_away() {
        try (TestServer server = TestServer.with(Map.of())) {
            var alone = new World(server);
            Client app = Client.of(alone, "read");
            String late = app.code(alone.bruno);
            Answer tokens = app.tokens(alone.bruno, "read");

            server.clock().advance(Duration.ofMinutes(10));
            app.exchange(late).is(400).shows("error", "invalid_grant");
            Expiring.forgetExpired(server.sql(), server.clock());
            assertThat(count(server, "oauth_codes")).isEqualTo(2);
            server.clock().advance(Duration.ofDays(2));
            Expiring.forgetExpired(server.sql(), server.clock());
            assertThat(count(server, "oauth_codes")).isZero();
            assertThat(count(server, "oauth_tokens")).isEqualTo(1);
            Answer next = app.refresh(tokens.string("refresh_token")).is(200);
            server.clock().advance(Duration.ofDays(90));
            app.refresh(next.string("refresh_token")).is(400);
            Expiring.forgetExpired(server.sql(), server.clock());
            assertThat(count(server, "oauth_tokens")).isZero();
            assertThat(count(server, "oauth_grants")).isEqualTo(1);
            alone.ada.delete(app.path()).is(200);
            Expiring.forgetExpired(server.sql(), server.clock());
            assertThat(count(server, "oauth_grants")).isZero();
        }
    }

    private static long count(TestServer server, String table) {
        return server.sql()
                .sql("select count(*) from " + table)
                .query(Long.class)
                .single();
    }

    @Test
    void a_refresh_token_that_is_shown_again_revokes_its_family() {
        Answer first = client.tokens(world.bruno, "labels.write");
        Answer second = client.refresh(first.string("refresh_token"), "scope", "labels.read")
                .is(200)
                .shows("scope", "labels.read");
        client.refresh(second.string("refresh_token"), "scope", "labels.write")
                .is(400)
                .shows("error", "invalid_scope");
        Client other = Client.of(world, "read");
        other.refresh(second.string("refresh_token")).is(400).shows("error", "invalid_grant");
        Answer third = client.refresh(second.string("refresh_token")).is(200);

        client.refresh(first.string("refresh_token")).is(400).shows("error", "invalid_grant");

        client.refresh(third.string("refresh_token")).is(400);
        client.bearer(third.string("access_token")).get("/labels").is(401);
        client.bearer(first.string("access_token")).get("/labels").is(401);
    }

    @Test
    void refusals_speak_both_languages() {
        Answer refused =
                client.exchange("code_1_none", "client_secret", "wrong").is(401).isJson("""
                        {
                          "errors": [{"message": "The app is not known, or its secret is wrong", "code": "invalid_client"}],
                          "error": "invalid_client",
                          "message": "The app is not known, or its secret is wrong",
                          "error_description": "The app is not known, or its secret is wrong"
                        }
                        """);
        assertThat(refused.header("www-authenticate")).isEqualTo("Basic realm=\"Supportly\"");
        client.exchange("none", "client_secret", "").is(401);
        client.exchange("none", "client_id", "app_1_none").is(401);
        client.exchange("none").is(400).shows("error", "invalid_grant");
        client.exchange("").is(400).shows("error", "invalid_request").blames("code", "blank");
        client.exchange("x", "grant_type", "").is(400).shows("error", "invalid_request");
        client.exchange("x", "grant_type", "password").is(400).shows("error", "unsupported_grant_type");
        world.stranger
                .send("POST", "~/oauth/token", "{".getBytes(StandardCharsets.UTF_8))
                .is(400)
                .shows("error", "invalid_request");
        world.stranger
                .post("~/oauth/token?" + Client.form(client.login("grant_type", "refresh_token")))
                .is(400)
                .shows("error", "invalid_request");
    }

    @Test
    void a_revoked_token_takes_its_family_along() {
        Answer tokens = client.tokens(world.bruno, "read");
        Client other = Client.of(world, "read");
        String access = tokens.string("access_token");

        world.stranger
                .post("~/oauth/revoke", other.login("token", access))
                .is(403)
                .shows("error", "unauthorized_client");
        world.stranger
                .post("~/oauth/revoke", client.login("token", access, "client_secret", "x"))
                .is(401);
        client.bearer(access).get("/labels").is(200);
        world.stranger
                .post("~/oauth/revoke", client.login("token", tokens.string("refresh_token")))
                .is(200)
                .isJson("{}");

        client.bearer(access).get("/labels").is(401);
        world.stranger
                .post("~/oauth/revoke", client.login("token", access))
                .is(200)
                .isJson("{}");
        world.stranger.post("~/oauth/revoke", client.login()).is(400).blames("token", "blank");
    }

    @Test
    void a_token_tells_of_itself() {
        String access = client.tokens(world.bruno, "labels.read contacts.read").string("access_token");

        client.bearer(access).get("~/oauth/token/info").is(200).isJson("""
                        {
                          "resource_owner_id": %d, "account_id": %s, "scope": "labels.read contacts.read",
                          "expires_in": 86400, "application": {"uid": "%s"}, "created_at": "*"
                        }
                        """.formatted(
                        world.brunoId, world.acme, client.clientId()));

        Answer none = world.stranger.get("~/oauth/token/info").is(401).shows("error", "invalid_token");
        assertThat(none.header("www-authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
        world.bruno.get("~/oauth/token/info").is(401);
    }

    @Test
    void an_app_introspects_its_own_tokens_only() {
        Answer tokens = client.tokens(world.bruno, "read");
        Client other = Client.of(world, "read");
        String access = tokens.string("access_token");

        world.stranger
                .post("~/oauth/introspect", client.login("token", access))
                .is(200)
                .isJson("""
                        {
                          "active": true, "scope": "read", "client_id": "%s", "token_type": "Bearer", "exp": "*",
                          "iat": "*", "sub": "%d", "iss": "http://localhost:0", "account_id": %s
                        }
                        """.formatted(client.clientId(), world.brunoId, world.acme));
        world.stranger
                .post("~/oauth/introspect", client.login("token", tokens.string("refresh_token")))
                .shows("active", true);
        world.stranger
                .post("~/oauth/introspect", other.login("token", access))
                .is(200)
                .isJson("{\"active\": false}");
        world.stranger.post("~/oauth/introspect", other.login("token", "x")).isJson("{\"active\": false}");
        world.stranger
                .post("~/oauth/introspect", client.login("token", access, "client_secret", ""))
                .is(401);
        Client phone = Client.of(world, Map.of("confidential", false));
        world.stranger.post("~/oauth/introspect", phone.login("token", access)).is(401);
    }
}
