package io.supportly.sessions;

import static io.supportly.testing.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.testing.Answer;
import io.supportly.testing.World;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PagesTest {
    private final World world = new World();
    private final String email = Browser.email(world, world.brunoId);
    private final Browser browser = new Browser(world.server);

    private Answer login(String password) {
        return browser.post("/login", Map.of("email", email, "password", password));
    }

    private static String cookie(Answer answer, String name) {
        return answer.response().headers().allValues("set-cookie").stream()
                .filter(cookie -> cookie.startsWith(name + "="))
                .findFirst()
                .orElse("");
    }

    @Test
    void a_stranger_is_led_to_the_login_and_home_again() {
        assertThat(browser.get("/").is(303).header("Location")).isEqualTo("/login");
        browser.get("/login").is(200);
        Answer signedIn = login(Browser.PASSWORD).is(303);

        assertThat(signedIn.header("Location")).isEqualTo("/");
        assertThat(cookie(signedIn, "supportly_session"))
                .contains("; HttpOnly", "; SameSite=Lax", "; Path=/")
                .doesNotContain("Secure");
        assertThat(browser.get("/").is(200).text())
                .contains(email, "Acme", "This browser", "action=\"/logout\"", " UTC</time>");
        assertThat(browser.get("/login?return_to=/docs/index.html").is(303).header("Location"))
                .isEqualTo("/docs/index.html");

        assertThat(browser.post("/logout", Map.of()).is(303).header("Location")).isEqualTo("/login");
        assertThat(browser.cookies).doesNotContainKey("supportly_session");
        browser.get("/").is(303);
    }

    @Test
    void who_came_from_an_app_is_led_back_by_a_page_as_no_form_may_lead_that_far() {
        String path = "/oauth/authorize?client_id=app_1_a&state=b";
        browser.get("/login").is(200);

        Answer onward = browser.post("/login", Map.of("email", email, "password", Browser.PASSWORD, "return_to", path))
                .is(200);

        assertThat(onward.header("Refresh")).isEqualTo("0;url=" + path);
        assertThat(onward.text()).contains("<a href=\"/oauth/authorize?client_id=app_1_a&amp;state=b\">Go on</a>");
        browser.get("/").is(200);
    }

    @Test
    void cookies_are_secure_where_the_server_is() {
        var cookies = new Cookies(io.supportly.kernel.Settings.of(Map.of("SUPPORTLY_BASE_URL", "https://desk.test")));

        assertThat(List.of(cookies.session("a"), cookies.form("b"), cookies.ended()))
                .allSatisfy(cookie -> assertThat(cookie)
                        .startsWith("__Host-supportly_")
                        .contains("; Secure", "; HttpOnly", "; SameSite=Lax", "; Path=/")
                        .doesNotContain("Domain"));
    }

    @Test
    void a_session_is_a_new_one_at_each_login() {
        browser.cookies.put("supportly_session", "chosen-by-somebody");
        browser.get("/login");
        login(Browser.PASSWORD).is(303);
        String first = browser.cookies.get("supportly_session");
        assertThat(first).isNotEqualTo("chosen-by-somebody");
        browser.get("/");

        login(Browser.PASSWORD).is(303);

        assertThat(browser.cookies.get("supportly_session")).isNotEqualTo(first);
        world.stranger
                .with("Cookie", "supportly_session=" + first)
                .get("/api/v1/profile")
                .is(401);
    }

    @Test
    void a_form_from_elsewhere_does_nothing() {
        browser.get("/login");
        Map<String, String> right = Map.of("email", email, "password", Browser.PASSWORD);
        var forged = new LinkedHashMap<>(right);
        forged.put("csrf_token", "a".repeat(24));

        assertThat(browser.post("/login", forged).is(403).text()).contains("role=\"alert\"", "Send it once more");
        new Browser(world.server).post("/login", right).is(403);
        new Browser(world.server).post("/password/new", Map.of("email", email)).is(403);
        browser.post("/login", right).is(303);
        browser.post("/logout", Map.of("csrf_token", "a".repeat(64))).is(403);
        browser.get("/").is(200);
    }

    @Test
    void a_write_under_the_cookie_needs_its_token() {
        Browser signedIn = Browser.signedIn(world, email);
        String csrf = signedIn.get("/auth/validate_token").is(200).header("X-CSRF-Token");
        var ours = signedIn.api();

        ours.get("/api/v1/profile").is(200).shows("id", world.brunoId);
        ours.patch("/api/v1/profile", Map.of("name", "Forged")).is(403).shows("errors.0.code", "csrf");
        ours.with("X-CSRF-Token", csrf.replace(csrf.charAt(0), 'x'))
                .patch("/api/v1/profile", Map.of("name", "Forged"))
                .is(403);
        ours.delete("~/auth/sign_out").is(403);
        ours.send("POST", "/api/v1/profile/auto_offline", "auto_offline=true".getBytes(), "text/plain")
                .is(403);
        ours.with("X-CSRF-Token", csrf)
                .patch("/api/v1/profile", Map.of("name", "Bruno B."))
                .is(200);
        ours.send(
                        "POST",
                        "/api/v1/profile/auto_offline",
                        ("account_id=" + world.acme + "&auto_offline=true&csrf_token=" + csrf).getBytes(),
                        "application/x-www-form-urlencoded")
                .is(200);
        world.bruno.patch("/api/v1/profile", Map.of("name", "Bruno")).is(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil.example",
                "/\\evil.example",
                "https://evil.example/",
                "javascript:alert(1)",
                "/\r\nSet-Cookie: a=b",
                "/\tevil.example",
                "/a\\b",
                "",
                "evil"
            })
    void nobody_is_led_to_another_place(String returnTo) {
        browser.get("/login");
        Answer signedIn = browser.post(
                        "/login", Map.of("email", email, "password", Browser.PASSWORD, "return_to", returnTo))
                .is(303);

        assertThat(signedIn.header("Location")).isEqualTo("/");
        assertThat(cookie(signedIn, "a")).isEmpty();
    }

    @Test
    void a_path_of_ours_is_returned_to() {
        browser.get("/login");

        Answer signedIn = browser.post(
                "/login",
                Map.of("email", email, "password", Browser.PASSWORD, "return_to", "/docs/index.html?a=b&c=%2F%2Fd"));

        assertThat(signedIn.is(303).header("Location")).isEqualTo("/docs/index.html?a=b&c=%2F%2Fd");
    }

    @Test
    void a_wrong_password_and_an_unknown_email_look_alike() {
        browser.get("/login");
        Answer wrong = login("Pass-word-2").is(401);
        Answer unknown = browser.post("/login", Map.of("email", "no-" + email, "password", "Pass-word-2"))
                .is(401);

        assertThat(wrong.text()).contains("role=\"alert\"", "E-mail or password is wrong.");
        assertThat(unknown.text().replace("no-" + email, email)).isEqualTo(wrong.text());
        assertThat(browser.post("/login", Map.of()).is(422).text())
                .contains("The e-mail is missing.", "The password is missing.");
    }

    @Test
    void too_many_wrong_passwords_are_told_to_wait() {
        browser.get("/login");
        for (int i = 0; i < 5; i++) {
            login("Pass-word-2").is(401);
        }

        Answer refused = login(Browser.PASSWORD).is(429);

        assertThat(refused.header("Retry-After")).isEqualTo("300");
        assertThat(refused.text()).contains("Too many attempts.");
    }

    @Test
    void pages_run_nothing_and_stand_in_nobodys_frame() {
        Answer page = browser.get("/login").is(200);

        assertThat(page.header("Content-Security-Policy"))
                .isEqualTo("default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none';"
                        + " frame-ancestors 'none'");
        assertThat(page.header("Content-Type")).isEqualTo("text/html;charset=UTF-8");
        assertThat(page.header("Cache-Control")).isEqualTo("no-store");
        assertThat(page.text())
                .startsWith("<!doctype html>")
                .contains(
                        "<html lang=\"en\">", "name=\"viewport\"", "<label for=\"email\">", "<label for=\"password\">")
                .doesNotContain("<script", "style=");
        assertThat(browser.get("/pages/pages.css").is(200).text())
                .contains("prefers-color-scheme: dark", ":focus-visible");
    }

    @Test
    void what_people_call_themselves_is_text_on_a_page() {
        String evil = "<script>alert(1)</script>\"'><img src=x>";
        world.ada.patch("", Map.of("name", evil)).is(200);
        world.bruno.patch("/api/v1/profile", Map.of("name", evil)).is(200);
        Browser signedIn = Browser.signedIn(world, email);
        world.stranger
                .with("User-Agent", evil)
                .post("~/auth/sign_in", Map.of("email", email, "password", Browser.PASSWORD))
                .is(200);

        String home = signedIn.get("/").is(200).text();
        browser.get("/login");
        String login =
                browser.post("/login", Map.of("email", evil, "password", "x")).text();

        assertThat(home).contains("&lt;script&gt;alert(1)");
        assertThat(List.of(home, login)).allSatisfy(page -> assertThat(page).doesNotContain("<script", "<img", "\"'>"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            de-AT,de;q=0.9 | de | Anmelden
            nl,es;q=0.5    | es | Iniciar sesión
            fr             | fr | Connexion
            pt-BR          | pt | Entrar
            nl             | en | Sign in
            ;;;q=x         | en | Sign in
            """)
    void pages_speak_the_readers_language(String accepted, String language, String title) {
        Answer page =
                world.stranger.with("Accept-Language", accepted).get("~/login").is(200);

        assertThat(page.text()).contains("<html lang=\"" + language + "\">", "<h1>" + title + "</h1>");
    }

    @Test
    void a_forgotten_password_is_replaced_by_the_link_of_a_mail() {
        Browser elsewhere = Browser.signedIn(world, email);
        browser.get("/password/new").is(200);
        Answer known = browser.post("/password/new", Map.of("email", email)).is(200);
        Answer unknown =
                browser.post("/password/new", Map.of("email", "no-" + email)).is(200);
        assertThat(unknown.text()).isEqualTo(known.text()).contains("Look into your mail");
        eventually(() -> world.ada.get("/mails").text().contains("/password/edit"));
        String token = world.ada
                .get("/mails")
                .string("payload.0.body")
                .replaceFirst("(?s).*/password/edit\\?token=(\\S+).*", "$1");

        assertThat(browser.get("/password/edit?token=" + token).is(200).text()).contains("Acme");
        Map<String, String> differing =
                Map.of("token", token, "password", "Password1!", "password_confirmation", "Password2!");
        assertThat(browser.post("/password/edit", differing).is(422).text())
                .contains("The two passwords differ.", "one of the first that others try");
        Map<String, String> right =
                Map.of("token", token, "password", "New-pass-word-2", "password_confirmation", "New-pass-word-2");
        assertThat(browser.post("/password/edit", right).is(303).header("Location"))
                .isEqualTo("/");

        assertThat(browser.get("/").is(200).text()).contains(email);
        elsewhere.get("/").is(303);
        browser.get("/password/edit?token=" + token).is(404);
        browser.post("/password/edit", right).is(404);
    }

    @Test
    void an_invitation_is_accepted_on_its_page() {
        String dora = "dora-" + UUID.randomUUID() + "@example.com";
        world.ada
                .post("/agents", Map.of("name", "Dora", "email", dora, "role", "agent"))
                .is(201);
        String path =
                world.ada.get("/mails").string("payload.0.body").replaceFirst("(?s).*(/invitations/\\S+).*", "$1");

        assertThat(browser.get(path).is(200).text()).contains("Welcome to Acme", dora, "value=\"Dora\"");
        assertThat(browser.post(path, Map.of("name", "x".repeat(256))).is(422).text())
                .contains("The name is too long.", "The password is missing.");
        Map<String, String> form =
                Map.of("name", "Dora Diaz", "password", "New-pass-word-2", "password_confirmation", "New-pass-word-2");
        browser.post(path, form).is(303);

        assertThat(browser.get("/").is(200).text()).contains("Dora Diaz", dora);
        assertThat(browser.get(path).is(404).text()).contains("This link no longer works");
        browser.post(path, form).is(404);
    }

    @Test
    void a_session_elsewhere_is_ended_from_the_home_page() {
        Browser mine = Browser.signedIn(world, email);
        Browser other = Browser.signedIn(world, email);
        String page = mine.get("/").text();
        String end = page.replaceFirst("(?s).*action=\"(/sessions/\\d+/end)\".*", "$1");

        other.get("/");
        Browser adas = Browser.signedIn(world, Browser.email(world, world.adaId));
        adas.get("/");
        adas.post(end, Map.of()).is(404);
        assertThat(mine.post(end, Map.of()).is(303).header("Location")).isEqualTo("/");

        other.get("/").is(303);
        mine.get("/").is(200);
        assertThat(new Browser(world.server).post(end, Map.of()).is(403).text()).contains("Nothing was changed.");
    }

    @Test
    void a_browser_that_is_used_stays_signed_in() {
        Browser used = Browser.signedIn(world, email);
        for (int i = 0; i < 3; i++) {
            world.server.clock().advance(Duration.ofDays(13));
            used.get("/").is(200);
        }

        world.server.clock().advance(Duration.ofDays(14));

        used.get("/").is(303);
    }
}
