package io.supportly.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.sessions.Browser;
import io.supportly.testing.Answer;
import io.supportly.testing.NodeProgram;
import io.supportly.testing.TestServer;
import io.supportly.testing.World;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Libraries that apps are written with, as they come, and a user in a browser.
class OAuthClientsTest {
    private static final String SCOPE = "contacts.read labels.write";
    private static final TestServer SERVER = TestServer.atItsOwnAddress();

    private final World world = new World(SERVER);

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void openid_client_goes_all_the_way_with_a_secret() {
        JsonNode told = run("openid-client.mjs", true);

        assertThat(told.at("/resource/authorization_servers/0").asString()).isEqualTo(SERVER.address());
        assertThat(told.at("/introspection/active").asBoolean()).isTrue();
        assertThat(told.at("/introspection/scope").asString()).isEqualTo(SCOPE);
        assertThat(told.at("/introspection/iss").asString()).isEqualTo(SERVER.address());
    }

    @Test
    void openid_client_goes_all_the_way_without_a_secret() {
        run("openid-client.mjs", false);
    }

    @Test
    void simple_oauth2_goes_all_the_way() {
        JsonNode told = run("simple-oauth2.mjs", true);

        assertThat(told.at("/expired").asBoolean()).isFalse();
    }

    private JsonNode run(String script, boolean isConfidential) {
        Client client = Client.of(
                world, Map.of("scopes", List.of("contacts.read", "labels.write"), "confidential", isConfidential));
        try (var program = NodeProgram.start(script, environment(client))) {
            program.say(browse(program.json().at("/browse").asString()));
            JsonNode told = program.json();

            assertThat(told.at("/first/token_type").asString()).isEqualToIgnoringCase("bearer");
            assertThat(told.at("/first/scope").asString()).isEqualTo(SCOPE);
            assertThat(told.at("/second/refresh_token").asString())
                    .isNotEmpty()
                    .isNotEqualTo(told.at("/first/refresh_token").asString());
            assertThat(told.at("/before/body/payload").isArray()).isTrue();
            assertThat(told.at("/after/status").asInt()).isEqualTo(200);
            assertThat(told.at("/refusal/status").asInt()).isEqualTo(401);
            assertThat(told.at("/refreshed").asString()).isEqualTo("invalid_grant");
            return told;
        }
    }

    private Map<String, String> environment(Client client) {
        var environment = new HashMap<String, String>();
        environment.put("ISSUER", SERVER.address());
        environment.put("CLIENT_ID", client.clientId());
        environment.put("CLIENT_SECRET", client.secret());
        environment.put("CALLBACK", Client.CALLBACK);
        environment.put("SCOPE", SCOPE);
        environment.put("RESOURCE", SERVER.address() + World.prefix(world.acme) + "/labels");
        return environment;
    }

    /// Bruno signs in and allows it; answers where his browser is sent back to.
    private String browse(String address) {
        String email = Browser.email(world, world.brunoId);
        var browser = new Browser(SERVER);
        String login = browser.get(path(address)).is(302).header("location");
        browser.get(login).is(200);
        Answer onward = browser.post(
                        "/login", Map.of("email", email, "password", Browser.PASSWORD, "return_to", path(address)))
                .is(200);
        Answer page = browser.get(onward.header("refresh").replaceFirst("^0;url=", ""))
                .is(200);
        return Client.decide(browser.api(), Client.signedRequest(page), "approve", world.acme)
                .is(302)
                .header("location");
    }

    private static String path(String address) {
        return address.substring(SERVER.address().length());
    }
}
