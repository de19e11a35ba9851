package io.supportly.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.accounts.Members;
import io.supportly.kernel.Role;
import io.supportly.testing.Answer;
import io.supportly.testing.World;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ProfileTest {
    private static final String PROFILE = "/api/v1/profile";
    private static final String NEW = "New-pass-word-2";

    private final World world = new World();

    @Test
    void a_user_changes_what_is_known_of_him() {
        world.bruno
                .put(
                        PROFILE,
                        Map.of(
                                "profile",
                                Map.of(
                                        "name",
                                        "Bruno Brandt",
                                        "display_name",
                                        "Bruno B.",
                                        "message_signature",
                                        "Yours,\nBruno",
                                        "ui_settings",
                                        Map.of("theme", "dark", "panels", Map.of("left", true)))))
                .is(200)
                .shows("name", "Bruno Brandt")
                .shows("available_name", "Bruno B.")
                .shows("message_signature", "Yours,\nBruno")
                .shows("ui_settings.panels.left", true);

        var cleared = new LinkedHashMap<String, Object>();
        cleared.put("display_name", null);
        world.bruno
                .patch(PROFILE, cleared)
                .shows("display_name", null)
                .shows("name", "Bruno Brandt")
                .shows("message_signature", "Yours,\nBruno");
        world.ada.get("/agents/" + world.brunoId).shows("available_name", "Bruno Brandt");
        assertThat(world.ada.get("/events?limit=500").text()).contains("agent_updated");
    }

    @Test
    void every_fault_of_a_profile_is_told_at_once() {
        world.bruno
                .patch(
                        PROFILE,
                        Map.of(
                                "name",
                                "x".repeat(256),
                                "email",
                                "nobody",
                                "password",
                                "Summer2026!",
                                "password_confirmation",
                                "Summer2027!"))
                .is(422)
                .blames("name", "too_long")
                .blames("email", "invalid")
                .blames("password", "too_common")
                .blames("password_confirmation", "confirmation")
                .blames("current_password", "blank");
        world.bruno
                .patch(PROFILE, Map.of("ui_settings", Map.of("a", "x".repeat(70_000))))
                .is(422)
                .blames("ui_settings", "too_long");
        world.stranger.patch(PROFILE, Map.of("name", "Nobody")).is(401);
    }

    @Test
    void another_password_needs_the_one_there_is_and_ends_other_sessions() {
        String email = Browser.email(world, world.brunoId);
        Browser mine = Browser.signedIn(world, email);
        Browser other = Browser.signedIn(world, email);
        String csrf = mine.get("/auth/validate_token").is(200).header("X-CSRF-Token");

        mine.api()
                .with("X-CSRF-Token", csrf)
                .patch(PROFILE, Map.of("current_password", "Pass-word-2", "password", NEW))
                .is(422)
                .blames("current_password", "invalid");
        mine.api()
                .with("X-CSRF-Token", csrf)
                .patch(PROFILE, Map.of("current_password", Browser.PASSWORD, "password", NEW))
                .is(200);

        mine.api().get(PROFILE).is(200);
        other.api().get(PROFILE).is(401);
    }

    @Test
    void another_email_needs_the_password_and_is_nobody_elses() {
        String email = Browser.email(world, world.brunoId);
        String adas =
                world.server.bean(Members.class).get(world.acme, world.adaId).email();
        String moved = "moved-" + UUID.randomUUID() + "@example.com";

        world.bruno.patch(PROFILE, Map.of("email", email.toUpperCase())).is(200).shows("email", email);
        world.bruno.patch(PROFILE, Map.of("email", moved)).is(422).blames("current_password", "blank");
        world.bruno
                .patch(PROFILE, Map.of("email", adas, "current_password", Browser.PASSWORD))
                .is(422)
                .blames("email", "taken");
        world.bruno
                .patch(PROFILE, Map.of("email", moved, "current_password", Browser.PASSWORD))
                .is(200)
                .shows("uid", moved);
    }

    @Test
    void a_new_access_token_is_told_once() {
        Answer reset = world.bruno.post(PROFILE + "/reset_access_token").is(200).shows("id", world.brunoId);

        world.bruno.get(PROFILE).is(401);
        world.stranger
                .with("api_access_token", reset.string("access_token"))
                .get(PROFILE)
                .is(200)
                .shows("access_token", null);
        world.stranger.post(PROFILE + "/reset_access_token").is(401);
    }

    @Test
    void the_account_that_he_chose_last_is_where_he_begins() {
        world.server.bean(Members.class).add(world.globex, world.brunoId, Role.ADMINISTRATOR, world.ginaId);
        world.bruno.get(PROFILE).shows("account_id", world.acme.value()).shows("role", "agent");

        world.bruno
                .put(PROFILE + "/set_active_account", Map.of("profile", Map.of("account_id", world.globex.value())))
                .is(200)
                .shows("account_id", world.globex.value())
                .shows("role", "administrator")
                .shows("inviter_id", world.ginaId);

        world.ada
                .put(PROFILE + "/set_active_account", Map.of("account_id", world.globex.value()))
                .is(404);
        world.ada.put(PROFILE + "/set_active_account", Map.of()).is(422).blames("account_id", "blank");
        world.stranger
                .put(PROFILE + "/set_active_account", Map.of("account_id", world.acme.value()))
                .is(401);
    }
}
