package io.supportly.sessions;

import static io.supportly.testing.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.accounts.Members;
import io.supportly.kernel.Role;
import io.supportly.testing.Answer;
import io.supportly.testing.Api;
import io.supportly.testing.FakeSmtp;
import io.supportly.testing.TestServer;
import io.supportly.testing.World;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class PasswordResetsTest {
    private static final String NEW = "New-pass-word-2";

    private final World world = new World();
    private final String email = Browser.email(world, world.brunoId);

    private Answer ask(String whose) {
        return world.stranger.post("~/auth/password", Map.of("email", whose));
    }

    private Answer choose(String token, String password) {
        return world.stranger.put(
                "~/auth/password",
                Map.of("reset_password_token", token, "password", password, "password_confirmation", password));
    }

    /// What stands in the link of the mail.
    private String token() {
        eventually(() -> world.ada.get("/mails").text().contains("/password/edit"));
        return world.ada
                .get("/mails")
                .string("payload.0.body")
                .replaceFirst("(?s).*/password/edit\\?token=(\\S+).*", "$1");
    }

    @Test
    void a_link_by_mail_leads_to_a_new_password_and_ends_all_sessions() {
        Browser old = Browser.signedIn(world, email);
        ask(email.toUpperCase()).is(200);
        String token = token();

        Answer chosen = choose(token, NEW).is(200).shows("data.email", email);

        assertThat(chosen.header("uid")).isEqualTo(email);
        world.stranger
                .with("access-token", chosen.header("access-token"))
                .with("client", chosen.header("client"))
                .with("uid", email)
                .get("/conversations")
                .is(200);
        old.api().get("~/api/v1/profile").is(401);
        choose(token, NEW).is(422).blames("reset_password_token", "invalid");
        world.stranger
                .post("~/auth/sign_in", Map.of("email", email, "password", Browser.PASSWORD))
                .is(401);
        world.stranger
                .post("~/auth/sign_in", Map.of("email", email, "password", NEW))
                .is(200);
    }

    @Test
    void the_answer_is_the_same_for_who_is_not_there() {
        Answer known = ask(email).is(200);
        Answer unknown = ask("no-" + email).is(200);

        assertThat(unknown.text()).isEqualTo(known.text());
        ask("nobody").is(422).blames("email", "invalid");
        world.stranger.post("~/auth/password").is(422).blames("email", "blank");
    }

    @Test
    void it_is_asked_for_five_times_in_half_an_hour() {
        for (int i = 0; i < 5; i++) {
            ask("no-" + email).is(200);
        }

        ask(email).is(429);
        world.server.clock().advance(Duration.ofMinutes(30));
        ask(email).is(200);
        assertThat(ask("no-" + email).is(429).header("Retry-After")).isEqualTo("1800");
    }

    @Test
    void a_link_is_good_for_two_hours() {
        ask(email).is(200);
        String token = token();

        world.server.clock().advance(Duration.ofHours(2));

        choose(token, NEW).is(422).blames("reset_password_token", "invalid");
    }

    @Test
    void every_fault_of_a_new_password_is_told_at_once() {
        world.stranger
                .put(
                        "~/auth/password",
                        Map.of(
                                "reset_password_token",
                                "wrong",
                                "password",
                                "short",
                                "password_confirmation",
                                "different"))
                .is(422)
                .blames("reset_password_token", "invalid")
                .blames("password", "too_short")
                .blames("password", "invalid")
                .blames("password_confirmation", "confirmation");
        world.stranger
                .put("~/auth/password", Map.of("password", "P@ssw0rd2026!"))
                .is(422)
                .blames("reset_password_token", "blank")
                .blames("password", "too_common");
    }

    @Test
    void no_administrator_reads_a_link_that_opens_another_account() {
        world.server.bean(Members.class).add(world.globex, world.brunoId, Role.AGENT, null);
        ask(email).is(200);
        ask(Browser.email(world, world.adaId)).is(200);

        token();

        assertThat(world.ada.get("/mails").text()).doesNotContain(email);
    }

    @Test
    @Tag("long")
    void nor_one_that_is_sent() {
        try (var smtp = new FakeSmtp().answers("550 No");
                var server = TestServer.with(Map.of("SMTP_URL", smtp.url()))) {
            var there = new World(server);
            String bruno = Browser.email(there, there.brunoId);
            there.stranger.post("~/auth/password", Map.of("email", bruno)).is(200);

            eventually(() -> server.sql()
                    .sql("select exists (select 1 from mails where hidden and status = 'failed')")
                    .query(Boolean.class)
                    .single());

            there.ada.get("/mails").hasSize("payload", 0).shows("meta.count", 0);
            long id = server.sql()
                    .sql("select id from mails where hidden")
                    .query(Long.class)
                    .single();
            there.ada.get("/mails/" + id).is(404);
            there.ada.post("/mails/" + id + "/retry").is(404);
        }
    }

    @Test
    void an_invitation_is_confirmed_by_the_name_that_clients_know() {
        String dora = "dora-" + UUID.randomUUID() + "@example.com";
        world.ada
                .post("/agents", Map.of("name", "Dora", "email", dora, "role", "agent"))
                .is(201);
        String token =
                world.ada.get("/mails").string("payload.0.body").replaceFirst("(?s).*/invitations/(\\S+).*", "$1");

        world.stranger
                .post("~/auth/confirmation", Map.of("password", "short", "password_confirmation", "other"))
                .is(422)
                .blames("confirmation_token", "blank")
                .blames("password", "too_short")
                .blames("password_confirmation", "confirmation");
        Map<String, String> draft = Map.of("confirmation_token", token, "password", NEW);
        Answer confirmed =
                world.stranger.post("~/auth/confirmation", draft).is(200).shows("data.email", dora);

        Api client = world.stranger
                .with("access-token", confirmed.header("access-token"))
                .with("client", confirmed.header("client"))
                .with("uid", dora);
        client.get("/conversations").is(200);
        world.stranger.post("~/auth/confirmation", draft).is(404);
    }
}
