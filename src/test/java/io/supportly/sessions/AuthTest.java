package io.supportly.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.testing.Answer;
import io.supportly.testing.Api;
import io.supportly.testing.World;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AuthTest {
    private final World world = new World();
    private final String email = Browser.email(world, world.brunoId);

    private Answer signIn(String password) {
        return world.stranger.post("~/auth/sign_in", Map.of("email", email, "password", password));
    }

    private Api client(Answer signedIn) {
        return world.stranger
                .with("access-token", signedIn.header("access-token"))
                .with("client", signedIn.header("client"))
                .with("uid", signedIn.header("uid"));
    }

    @Test
    void who_signs_in_gets_a_session_in_the_headers() {
        Answer signedIn = world.stranger
                .post("~/auth/sign_in", Map.of("email", email.toUpperCase(), "password", Browser.PASSWORD))
                .is(200)
                .isJson("""
                        {"data": {
                          "id": "*", "account_id": %s, "access_token": null, "name": "Bruno", "display_name": null,
                          "message_signature": null, "available_name": "Bruno", "email": "%s", "uid": "%s",
                          "provider": "email", "confirmed": true, "avatar_url": "", "ui_settings": {}, "role": "agent",
                          "inviter_id": null, "type": null, "created_at": "*",
                          "accounts": [{
                            "id": %s, "name": "Acme", "status": "active", "active_at": null, "role": "agent",
                            "permissions": ["agent"], "availability": "online", "availability_status": "online",
                            "auto_offline": true
                          }]
                        }}
                        """.formatted(world.acme, email, email, world.acme));

        assertThat(signedIn.header("token-type")).isEqualTo("Bearer");
        assertThat(signedIn.header("uid")).isEqualTo(email);
        long expiry = Long.parseLong(signedIn.header("expiry"));
        assertThat(Duration.ofSeconds(expiry - world.server.clock().instant().getEpochSecond()))
                .isEqualTo(Duration.ofDays(60));
        client(signedIn).get("/conversations").is(200);
        client(signedIn)
                .get("~/auth/validate_token")
                .is(200)
                .shows("payload.success", true)
                .shows("payload.data.id", world.brunoId);
    }

    @Test
    void a_session_is_good_only_with_its_client_and_its_user() {
        Answer signedIn = signIn(Browser.PASSWORD).is(200);

        client(signedIn).with("client", "another").get("/conversations").is(401);
        client(signedIn).with("uid", "ada@example.com").get("/conversations").is(401);
        world.stranger
                .with("access-token", signedIn.header("access-token"))
                .get("/conversations")
                .is(401);
        world.stranger
                .with("Cookie", "supportly_session=" + signedIn.header("access-token"))
                .get("/conversations")
                .is(401);
    }

    @Test
    void a_token_wins_over_a_session() {
        Api client = client(signIn(Browser.PASSWORD));

        client.with("api_access_token", world.ada.headers().get("api_access_token"))
                .get("/api/v1/profile")
                .shows("id", world.adaId);
        client.with("api_access_token", "wrong").get("/api/v1/profile").is(401);
        client.with("Authorization", "Bearer nonsense").get("/api/v1/profile").shows("id", world.brunoId);
    }

    @Test
    void signing_out_ends_the_session_that_is_sent() {
        Api client = client(signIn(Browser.PASSWORD));
        Api other = client(signIn(Browser.PASSWORD));

        client.delete("~/auth/sign_out").is(200).isJson("{\"success\": true}");

        client.get("/conversations").is(401);
        client.delete("~/auth/sign_out").is(404);
        other.get("/conversations").is(200);
        world.bruno.delete("~/auth/sign_out").is(404);
        world.stranger.get("~/auth/validate_token").is(401);
    }

    @Test
    void nobody_learns_whether_the_email_or_the_password_was_wrong() {
        Answer wrong = signIn("Pass-word-2").is(401);
        Answer unknown = world.stranger
                .post("~/auth/sign_in", Map.of("email", "no-" + email, "password", "Pass-word-2"))
                .is(401);

        assertThat(unknown.text()).isEqualTo(wrong.text());
        assertThat(wrong.string("errors.0.code")).isEqualTo("invalid_credentials");
        world.stranger
                .post("~/auth/sign_in", Map.of("password", ""))
                .is(422)
                .blames("email", "blank")
                .blames("password", "blank");
    }

    @Test
    void an_address_gets_five_wrong_passwords_in_five_minutes() {
        for (int i = 0; i < 3; i++) {
            signIn(Browser.PASSWORD).is(200); // does not count
        }
        for (int i = 0; i < 5; i++) {
            signIn("Pass-word-2").is(401);
        }

        Answer refused = signIn(Browser.PASSWORD).is(429);
        assertThat(refused.header("Retry-After")).isEqualTo("300");
        world.stranger
                .with("Idempotency-Key", UUID.randomUUID().toString())
                .post("~/auth/sign_in", Map.of("email", email, "password", "Pass-word-2"))
                .is(429);
        world.server.clock().advance(Duration.ofMinutes(5));
        signIn(Browser.PASSWORD).is(200);
    }

    @Test
    void wrong_passwords_count_under_an_idempotency_key_too() {
        for (int i = 0; i < 5; i++) {
            world.stranger
                    .with("Idempotency-Key", UUID.randomUUID().toString())
                    .post("~/auth/sign_in", Map.of("email", email, "password", "Pass-word-2"))
                    .is(401);
        }

        signIn(Browser.PASSWORD).is(429);
    }

    @Test
    void an_email_gets_ten_wrong_passwords_in_fifteen_minutes() {
        for (int i = 0; i < 10; i++) {
            if (i == 5) {
                world.server.clock().advance(Duration.ofMinutes(6));
            }
            signIn("Pass-word-2").is(401);
        }
        world.server.clock().advance(Duration.ofMinutes(6));

        assertThat(signIn(Browser.PASSWORD).is(429).header("Retry-After")).isEqualTo("180");
        world.server.clock().advance(Duration.ofMinutes(3));
        signIn(Browser.PASSWORD).is(200);
    }

    @Test
    void a_user_has_25_sessions_at_most() {
        Api first = client(signIn(Browser.PASSWORD));
        first.get("/conversations").is(200);
        Sessions sessions = world.server.bean(Sessions.class);

        for (int i = 0; i < 25; i++) {
            sessions.inClient(world.brunoId, email, new Place("127.0.0.1", "Some"));
        }

        first.get("/conversations").is(401);
        assertThat(sessions.of(world.brunoId)).hasSize(25);
    }

    @Test
    void a_session_ends_on_its_day_and_is_forgotten() {
        Api client = client(signIn(Browser.PASSWORD));
        world.server.clock().advance(Duration.ofDays(59));
        client.get("/conversations").is(200);

        world.server.clock().advance(Duration.ofDays(1));

        client.get("/conversations").is(401);
        ForgettingSessions.forget(world.server.sql(), world.server.clock().instant());
        assertThat(world.server
                        .sql()
                        .sql("select count(*) from sessions where user_id = :user")
                        .param("user", world.brunoId)
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void the_sessions_of_a_user_are_listed_and_ended() {
        Api client = client(world.stranger
                .with("User-Agent", "Phone")
                .post("~/auth/sign_in", Map.of("email", email, "password", Browser.PASSWORD)));
        Api other = client(signIn(Browser.PASSWORD));

        Answer listed = client.get("/api/v1/profile/sessions").is(200);
        listed.hasSize("payload", 2);
        long id = listed.number("payload.0.id");
        listed.shows("payload.0.current", false);
        assertThat(listed.at("payload.1").toString())
                .contains("\"kind\":\"client\",\"current\":true,\"ip_address\":\"127.0.0.1\",\"user_agent\":\"Phone\"");

        world.ada.delete("/api/v1/profile/sessions/" + id).is(404);
        other.get("/conversations").is(200);
        client.delete("/api/v1/profile/sessions/" + id).is(200).isJson("{}");
        other.get("/conversations").is(401);
        client.delete("/api/v1/profile/sessions/" + id).is(404);
        client.get("/api/v1/profile/sessions").hasSize("payload", 1);
        world.stranger.get("/api/v1/profile/sessions").is(401);
        world.stranger.delete("/api/v1/profile/sessions/" + id).is(401);
    }

    @Test
    void who_leaves_his_last_account_is_signed_in_nowhere() {
        Api client = client(signIn(Browser.PASSWORD));
        client.get("/conversations").is(200);

        world.ada
                .patch("/agents/" + world.brunoId, Map.of("role", "administrator"))
                .is(200);
        client.get("/webhooks").is(200);
        world.ada.delete("/agents/" + world.brunoId).is(200);

        client.get("/conversations").is(401);
        signIn(Browser.PASSWORD).is(401);
    }
}
