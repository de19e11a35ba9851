package io.supportly.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.accounts.Members;
import io.supportly.kernel.Role;
import io.supportly.kernel.mail.Wording;
import io.supportly.kernel.web.Scopes;
import io.supportly.sessions.Browser;
import io.supportly.testing.Answer;
import io.supportly.testing.Api;
import io.supportly.testing.World;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What a user's browser goes through.
class AuthorizeTest {
    private final World world = new World();
    private final Client client = Client.of(world, "labels.write", "contacts.read");

    @Test
    void the_page_says_who_asks_for_what_and_where_it_leads() {
        Answer page = world.bruno
                .get(Client.address(client.asking("scope", "labels.write contacts.read")))
                .is(200);

        assertThat(page.header("content-type")).isEqualTo("text/html;charset=UTF-8");
        assertThat(page.text())
                .contains("<h1>Printer Watch asks to act for you</h1>", "<p class=\"brand\">Acme</p>", "<dd>Bruno</dd>")
                .contains("app.example.com", "See and change labels", "See contacts and companies")
                .doesNotContain("<script");
        assertThat(page.header("content-security-policy"))
                .startsWith("default-src 'none'; style-src 'self'")
                .contains("form-action 'self' https://app.example.com;", "frame-ancestors 'none'")
                .doesNotContain("unsafe-inline");
        assertThat(page.header("x-frame-options")).isEqualTo("DENY");
        assertThat(page.response().headers().allValues("content-security-policy"))
                .hasSize(1);
    }

    @Test
    void the_page_speaks_the_readers_language() {
        Api german = world.bruno.with("Accept-Language", "de-AT,en;q=0.5").with("Accept", "text/html");

        assertThat(german.get(Client.address(client.asking("scope", "labels.write")))
                        .is(200)
                        .text())
                .contains("<html lang=\"de\">", "Printer Watch möchte für Sie handeln", "Labels sehen und ändern");
        assertThat(german.get(Client.address(client.asking("client_id", "app_1_nobody")))
                        .is(401)
                        .text())
                .contains("<html lang=\"de\">", "Diese App gibt es hier nicht.", "client_id names no app");
    }

    @Test
    void every_scope_has_words_in_every_language() {
        for (String language : List.of("en", "de", "es", "fr", "pt")) {
            Wording words = Wording.in(language);

            assertThat(Scopes.ALL.keySet().stream().map(scope -> ConsentPage.words(words, scope)))
                    .as(language)
                    .doesNotHaveDuplicates()
                    .doesNotContain("");
        }
    }

    @Test
    void who_allows_it_is_sent_back_with_a_code_and_the_state_as_it_was() {
        String state = "a b&c=d#é?\"";

        Answer back = client.approve(world.bruno, client.asking("scope", "labels.read", "state", state));

        assertThat(back.header("location")).startsWith(Client.CALLBACK + "?code=code_" + world.acme);
        assertThat(Client.sentBack(back))
                .containsEntry("state", state)
                .containsEntry("iss", "http://localhost:0")
                .containsOnlyKeys("code", "state", "iss");
    }

    @Test
    void who_does_not_is_sent_back_with_an_error() {
        Answer page = world.bruno.get(Client.address(client.asking("state", "xyz")));

        Answer back = Client.decide(world.bruno, Client.signedRequest(page), "deny", world.acme);

        assertThat(Client.sentBack(back))
                .containsEntry("error", "access_denied")
                .containsEntry("state", "xyz")
                .doesNotContainKey("code");
    }

    @Test
    void nobody_is_sent_to_sign_in_and_comes_back() {
        Map<String, String> asking = client.asking("scope", "labels.read", "state", "a&b");

        Answer answer = world.stranger.get(Client.address(asking)).is(302);

        assertThat(answer.header("location"))
                .isEqualTo("/login?"
                        + Client.form(Map.of("return_to", Client.address(asking).substring(1))));
    }

    @Test
    void who_is_signed_in_in_the_browser_needs_no_token() {
        Api bruno = Browser.signedIn(world, Browser.email(world, world.brunoId)).api();

        String code = client.code(bruno, "scope", "labels.read");

        client.bearer(client.exchange(code).is(200).string("access_token"))
                .get("/labels")
                .is(200);
    }

    @Test
    void an_app_can_not_let_itself_in() {
        Api app = client.actingFor(world.ada, "labels.write");
        String request = Client.signedRequest(world.ada.get(Client.address(client.asking("scope", "contacts.read"))));

        assertThat(app.get(Client.address(client.asking())).is(302).header("location"))
                .startsWith("/login?");
        Client.decide(app, request, "approve", world.acme).is(401);
    }

    @Test
    void what_was_allowed_is_not_asked_again_until_it_grows() {
        client.code(world.bruno, "scope", "labels.write");

        Map<String, String> again =
                Client.sentBack(world.bruno.get(Client.address(client.asking("scope", "labels.read"))));

        client.exchange(again.get("code")).is(200).shows("scope", "labels.read");
        world.bruno.get(Client.address(client.asking("scope", "contacts.read"))).is(200);
        client.code(world.bruno, "scope", "contacts.read");
        world.bruno
                .get(Client.address(client.asking("scope", "contacts.read labels.write")))
                .is(302);
    }

    @Test
    void without_a_scope_all_that_the_app_may_read_is_meant() {
        client.exchange(client.code(world.bruno)).is(200).shows("scope", "contacts.read labels.read");
        Client reader = Client.of(world, "write");
        reader.exchange(reader.code(world.bruno)).is(200).shows("scope", "read");
    }

    @Test
    void an_unknown_app_or_address_is_told_on_a_page_and_never_redirected_to() {
        Api browser = world.bruno.with("Accept", "text/html,*/*");
        String evil = "https://evil.example/callback";

        Answer unknown = browser.get(Client.address(client.asking("client_id", "app_1_nobody")));
        assertThat(unknown.is(401).text()).contains("<h1>").doesNotContain("http");
        for (String address : List.of(
                evil,
                Client.CALLBACK + "/",
                Client.CALLBACK + "?x=1",
                Client.CALLBACK + "#x",
                "https://app.example.com.evil.example/callback",
                "https://APP.example.com/callback",
                "https://app.example.com@evil.example/callback",
                "https://app.example.com/callback/../evil",
                "")) {
            Answer wrong = browser.get(Client.address(client.asking("redirect_uri", address)));
            assertThat(wrong.is(400).header("location")).as(address).isEmpty();
            assertThat(wrong.text()).contains("<h1>").doesNotContain("evil");
        }
        world.bruno
                .get(Client.address(client.asking("redirect_uri", evil)))
                .is(400)
                .shows("error", "invalid_redirect_uri")
                .blames("redirect_uri", "invalid_redirect_uri");
        world.bruno.get(Client.address(client.asking("client_id", ""))).is(401).shows("error", "invalid_client");
    }

    @Test
    void what_else_is_wrong_is_told_to_the_app() {
        refused("invalid_scope", client.asking("scope", "labels.write conversations.read"));
        refused("invalid_scope", client.asking("scope", "fly"));
        refused("unsupported_response_type", client.asking("response_type", "token"));
        refused("unsupported_response_type", client.asking("response_type", ""));
        String challenge = Client.challenge(Client.VERIFIER);
        refused("invalid_request", client.asking("code_challenge", Client.VERIFIER, "code_challenge_method", "plain"));
        refused("invalid_request", client.asking("code_challenge", challenge));
        refused("invalid_request", client.asking("code_challenge", "short", "code_challenge_method", "S256"));
        refused("invalid_request", client.asking("code_challenge_method", "S256"));
    }

    private void refused(String error, Map<String, String> asking) {
        assertThat(Client.sentBack(world.stranger.get(Client.address(asking))))
                .containsEntry("error", error)
                .containsKeys("error_description", "iss")
                .doesNotContainKey("code");
    }

    @Test
    void a_public_app_has_to_prove_itself_and_to_ask_again_on_a_machine() {
        Client phone = Client.of(
                world,
                Map.of("redirect_uris", List.of("http://127.0.0.1/back", Client.CALLBACK), "confidential", false));
        String[] proof = {"code_challenge", Client.challenge(Client.VERIFIER), "code_challenge_method", "S256"};
        refused("invalid_request", phone.asking());

        Map<String, String> asking = phone.asking(proof);
        asking.put("redirect_uri", "http://127.0.0.1:51004/back");
        Map<String, String> back = Client.sentBack(phone.approve(world.bruno, asking));

        phone.exchange(
                        back.get("code"),
                        "redirect_uri",
                        "http://127.0.0.1:51004/back",
                        "code_verifier",
                        Client.VERIFIER)
                .is(200);
        world.bruno.get(Client.address(asking)).is(200);
        world.bruno.get(Client.address(phone.asking(proof))).is(302);
        asking.put("redirect_uri", "http://127.0.0.2:51004/back");
        world.bruno.get(Client.address(asking)).is(400);
        asking.put("redirect_uri", "http://127.0.0.1:51004/other");
        world.bruno.get(Client.address(asking)).is(400);
    }

    @Test
    void a_form_of_another_website_or_user_changes_nothing() {
        String request = Client.signedRequest(world.ada.get(Client.address(client.asking())));

        Client.decide(world.bruno, request, "approve", world.acme).is(403);
        Client.decide(world.ada, request.replaceFirst("^.", "x"), "approve", world.acme)
                .is(403);
        Client.decide(world.ada, "x", "approve", world.acme).is(403);
        Client.decide(world.stranger, request, "approve", world.acme).is(401);
        world.ada
                .post("~/oauth/authorize", Map.of("decision", "perhaps"))
                .is(400)
                .blames("request", "blank")
                .blames("decision", "inclusion");
        Client.decide(world.ada, request, "approve", world.globex).is(403);
        Client.decide(world.ada, request, "approve", world.acme).is(302);
    }

    @Test
    void a_page_that_waited_is_checked_again() {
        String request = Client.signedRequest(world.ada.get(Client.address(client.asking("scope", "labels.write"))));

        world.ada.patch(client.path(), Map.of("scopes", List.of("labels.read"))).is(200);
        Client.decide(world.ada, request, "approve", world.acme).is(403);
        world.ada.delete(client.path()).is(200);
        Client.decide(world.ada, request, "approve", world.acme).is(403);
    }

    @Test
    void who_has_several_accounts_chooses_one() {
        world.server.bean(Members.class).add(world.globex, world.brunoId, Role.AGENT, null);
        Answer page = world.bruno.get(Client.address(client.asking("scope", "labels.read")));
        assertThat(page.is(200).text()).contains("<fieldset>", " Acme</label>", " Globex</label>");

        Map<String, String> back =
                Client.sentBack(Client.decide(world.bruno, Client.signedRequest(page), "approve", world.globex));
        String token = client.exchange(back.get("code")).is(200).string("access_token");

        client.bearer(token).get("/api/v1/accounts/" + world.globex + "/labels").is(200);
        client.bearer(token).get("/labels").is(404);
        world.bruno.get(Client.address(client.asking("scope", "labels.read"))).is(200);
        Map<String, String> named = client.asking("scope", "labels.read", "account_id", world.globex.toString());
        world.bruno.get(Client.address(named)).is(302);
    }

    @Test
    void names_are_shown_and_never_run() {
        Client evil = Client.of(world, Map.of("name", "<script>alert(1)</script>"));

        assertThat(world.bruno.get(Client.address(evil.asking())).is(200).text())
                .doesNotContain("<script");
    }
}
