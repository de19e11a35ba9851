package io.supportly.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.sessions.Browser;
import io.supportly.testing.Answer;
import io.supportly.testing.Api;
import io.supportly.testing.World;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/// An operator's program leads a user of its own into a session.
class LoginLinksTest {
    private final World world = new World();
    private final Operator ops = Operator.of(world);
    private final long account = ops.account("Initech");
    private final String email = Operator.email("peter").toLowerCase();
    private final long peter = ops.api()
            .post("/users", Map.of("name", "Peter", "email", email, "password", "Pass-word-1"))
            .number("id");
    private final Browser browser = new Browser(world.server);

    @BeforeEach
    void peter_has_an_account() {
        ops.put(account, peter, "agent");
        world.server.clock().advance(Duration.ofMinutes(6)); // what others tried before is long ago
    }

    @Test
    void a_link_asks_and_then_signs_in_once() {
        String link = link();
        assertThat(link).contains("/app/login?email=").contains("&sso_auth_token=");
        String path = URI.create(link).getRawPath() + "?" + URI.create(link).getRawQuery();

        assertThat(browser.get(path).is(200).text()).contains("signed in as " + email);
        browser.get(path).is(200);
        browser.post("/app/login", form(link)).is(303);

        browser.api().get("~/auth/validate_token").is(200).shows("payload.data.email", email);
        var second = new Browser(world.server);
        second.get("/login").is(200);
        assertThat(second.get(path).is(404).text()).doesNotContain(email);
        second.post("/app/login", form(link)).is(404);
    }

    @Test
    void who_was_signed_in_in_that_browser_is_so_no_longer() {
        Browser adas = Browser.signedIn(world, Browser.email(world, world.adaId));
        Api before = adas.api();
        String link = link();
        adas.get("/app/login?" + URI.create(link).getRawQuery()).is(200);

        adas.post("/app/login", form(link)).is(303);

        before.get("~/auth/validate_token").is(401);
        adas.api().get("~/auth/validate_token").is(200).shows("payload.data.email", email);
    }

    @Test
    void a_client_signs_in_with_its_token_once() {
        Map<String, String> credentials = form(link());

        Answer begun = signIn(credentials).is(200);
        assertThat(begun.header("access-token")).isNotEmpty();
        signIn(credentials).is(401);
    }

    @Test
    void it_is_good_for_five_minutes_for_that_user_and_until_his_password_is_another() {
        String old = link();
        world.server.clock().advance(Duration.ofMinutes(5));
        signIn(form(old)).is(401);

        signIn(Map.of(
                        "email",
                        Operator.email("other"),
                        "sso_auth_token",
                        form(link()).get("sso_auth_token")))
                .is(401);

        String before = link();
        ops.api().patch("/users/" + peter, Map.of("password", "Pass-word-2")).is(200);
        signIn(form(before)).is(401);
    }

    @Test
    void without_the_token_of_its_page_the_form_is_refused() {
        String link = link();
        var fields = new HashMap<>(form(link));
        fields.put("csrf_token", "wrong");

        browser.get("/login").is(200);
        browser.post("/app/login", fields).is(403);

        signIn(form(link)).is(200);
    }

    @Test
    void only_users_of_the_app_and_of_an_account_have_one() {
        Operator.of(world).api().get("/users/" + peter + "/login").is(404);
        ops.api().get("/users/" + ops.user("Nobody") + "/login").is(422).shows("errors.0.field", "id");
        new Api(world.server.address(), "/platform/api/v1", Map.of())
                .get("/users/" + peter + "/login")
                .is(401);
    }

    private String link() {
        return ops.api().get("/users/" + peter + "/login").is(200).string("url");
    }

    private static Map<String, String> form(String link) {
        Map<String, String> query = UriComponentsBuilder.fromUriString(link)
                .build()
                .getQueryParams()
                .toSingleValueMap();
        return Map.of(
                "email",
                UriUtils.decode(query.get("email"), StandardCharsets.UTF_8),
                "sso_auth_token",
                query.get("sso_auth_token"));
    }

    private Answer signIn(Map<String, String> credentials) {
        return new Api(world.server.address(), "", Map.of()).post("~/auth/sign_in", credentials);
    }
}
