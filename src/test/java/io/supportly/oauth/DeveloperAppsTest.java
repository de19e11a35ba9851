package io.supportly.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.testing.Answer;
import io.supportly.testing.Api;
import io.supportly.testing.World;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeveloperAppsTest {
    private static final Map<String, Object> DRAFT = Map.of(
            "name",
            "Printer Watch",
            "redirect_uris",
            List.of(Client.CALLBACK),
            "scopes",
            List.of("conversations.read", "contacts.read"));

    private final World world = new World();

    @Test
    void an_app_is_registered_with_a_secret_that_is_told_once() {
        Answer made = world.ada.post("/developer_apps", DRAFT).is(201).isJson("""
                {
                  "id": "*", "name": "Printer Watch", "client_id": "*", "client_secret": "*",
                  "redirect_uris": ["https://app.example.com/callback"],
                  "scopes": ["conversations.read", "contacts.read"], "confidential": true,
                  "created_at": "*", "updated_at": "*"
                }
                """);

        String path = "/developer_apps/" + made.number("id");
        world.ada.get(path).is(200).lacks("client_secret").shows("client_id", made.string("client_id"));
        world.ada.get("/developer_apps").is(200).hasSize("", 1).lacks("0.client_secret");
        assertThat(secretHashes()).doesNotContain(made.string("client_secret"));
    }

    private String secretHashes() {
        return world.server
                .sql()
                .sql("select string_agg(d::text, ' ') from developer_apps d where account_id = :account")
                .param("account", world.acme.value())
                .query(String.class)
                .single();
    }

    @Test
    void a_public_app_has_no_secret_and_asks_for_reading_when_it_says_nothing() {
        Answer made = world.ada
                .post(
                        "/developer_apps",
                        Map.of("name", "Phone", "redirect_uris", "com.example.phone:/back", "confidential", false))
                .is(201)
                .lacks("client_secret")
                .shows("confidential", false)
                .shows("scopes", List.of("read"));

        String path = "/developer_apps/" + made.number("id");
        world.ada.post(path + "/rotate_secret").is(422);
        world.ada.patch(path, Map.of("confidential", true)).is(422).blames("confidential", "invalid");
    }

    @Test
    void an_app_is_updated_and_deleted() {
        Client client = Client.of(world, "read");

        world.ada
                .patch(client.path(), Map.of("name", "Watch", "scopes", List.of("labels.read")))
                .is(200)
                .shows("name", "Watch")
                .shows("scopes", List.of("labels.read"))
                .shows("redirect_uris", List.of(Client.CALLBACK));
        world.ada.delete(client.path()).is(200).isJson("{}");

        world.ada.get(client.path()).is(404);
    }

    @Test
    void a_rotated_secret_replaces_the_old_one_at_once() {
        Client client = Client.of(world, "read");
        String refresh = client.tokens(world.bruno, "read").string("refresh_token");

        String secret = world.ada.post(client.path() + "/rotate_secret").is(200).string("client_secret");

        client.refresh(refresh).is(401).shows("error", "invalid_client");
        client.refresh(refresh, "client_secret", secret).is(200);
    }

    @Test
    void the_tokens_of_a_deleted_app_die_with_it() {
        Client client = Client.of(world, "read");
        Answer tokens = client.tokens(world.bruno, "read");
        Api app = client.bearer(tokens.string("access_token"));
        app.get("/labels").is(200);

        world.ada.delete(client.path()).is(200);

        app.get("/labels").is(401);
        client.refresh(tokens.string("refresh_token")).is(401).shows("error", "invalid_client");
    }

    @Test
    void every_fault_of_an_app_is_told_at_once() {
        world.ada
                .post("/developer_apps", Map.of("scopes", List.of("read", "fly", "labels.eat")))
                .is(422)
                .blames("name", "blank")
                .blames("redirect_uris", "blank")
                .blames("scopes", "inclusion")
                .hasSize("errors", 4);
        world.ada
                .post("/developer_apps", Map.of("name", "x".repeat(256), "redirect_uris", List.of("http://x.example/")))
                .is(422)
                .blames("name", "too_long")
                .blames("redirect_uris", "invalid");
        world.ada
                .post(
                        "/developer_apps",
                        Map.of("name", "x", "redirect_uris", Collections.nCopies(21, "https://x.example/")))
                .is(422)
                .blames("redirect_uris", "too_long");
        Client client = Client.of(world, "read");
        world.ada
                .patch(client.path(), Map.of("name", " ", "redirect_uris", List.of(), "scopes", List.of()))
                .is(422)
                .blames("name", "blank")
                .blames("redirect_uris", "blank")
                .blames("scopes", "blank");
    }

    @Test
    void codes_are_sent_to_safe_addresses_only() {
        assertThat(List.of(
                        "https://app.example.com/callback?x=1",
                        "http://127.0.0.1:8123/back",
                        "http://localhost/back",
                        "http://[::1]:1/",
                        "com.example.app:/back"))
                .allMatch(RedirectUris::isAcceptable);
        assertThat(List.of(
                        "http://app.example.com/callback",
                        "http://127.0.0.1.example.com/",
                        "http://localhost@evil.example/",
                        "https://app.example.com/callback#part",
                        "https://*.example.com/",
                        "https://user:pass@app.example.com/",
                        "https:///callback",
                        "https:callback",
                        "javascript:alert(1)",
                        "data:text/html,x",
                        "myapp://back",
                        "/callback",
                        "https://app.example.com/call back",
                        "https://app.example.com/\r\nx",
                        ""))
                .noneMatch(RedirectUris::isAcceptable);
    }

    @Test
    void only_administrators_of_the_account_manage_apps() {
        Client client = Client.of(world, "read");
        Api ginaAtHome = new Api(world.gina.address(), World.prefix(world.globex), world.gina.headers());

        world.bruno.get("/developer_apps").is(403);
        world.bruno.get(client.path()).is(403);
        world.bruno.post("/developer_apps", DRAFT).is(403);
        world.bruno.patch(client.path(), DRAFT).is(403);
        world.bruno.post(client.path() + "/rotate_secret").is(403);
        world.bruno.delete(client.path()).is(403);
        world.gina.get("/developer_apps").is(404);
        ginaAtHome.get("/developer_apps").is(200).hasSize("", 0);
        ginaAtHome.get(client.path()).is(404);
        ginaAtHome.patch(client.path(), DRAFT).is(404);
        ginaAtHome.post(client.path() + "/rotate_secret").is(404);
        ginaAtHome.delete(client.path()).is(404);
    }
}
