package io.supportly.oauth;

import static io.supportly.testing.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.supportly.accounts.LoginLinks;
import io.supportly.accounts.Members;
import io.supportly.kernel.Role;
import io.supportly.sessions.Browser;
import io.supportly.testing.NodeProgram;
import io.supportly.testing.TestServer;
import io.supportly.testing.World;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What people see, in a real browser. The environment's `PAGE_PICTURES` names a folder for pictures of it.
@Tag("long")
class PagesInBrowserTest {
    @Test
    void every_page_can_be_read_and_used_on_a_phone_and_by_keyboard() {
        String chromium = chromium();
        try (var server = TestServer.atItsOwnAddress();
                var program = NodeProgram.start("pages.mjs", environment(new World(server), chromium))) {
            JsonNode told = program.json();

            assertThat(told.at("/findings").valueStream().map(JsonNode::asString))
                    .isEmpty();
            assertThat(told.at("/looked").valueStream().map(JsonNode::asString))
                    .hasSize(16)
                    .contains("consent", "docs", "home", "link");
        }
    }

    private static String chromium() {
        String chosen = Objects.requireNonNullElse(System.getenv("CHROMIUM"), "/usr/bin/chromium");
        return Stream.of(chosen, "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
                .filter(path -> Files.isExecutable(Path.of(path)))
                .findFirst()
                .orElseGet(() -> abort("Skipped: Chromium is not installed (CHROMIUM can say where it is)"));
    }

    private static Map<String, String> environment(World world, String chromium) {
        world.server.bean(Members.class).add(world.globex, world.brunoId, Role.AGENT, null);
        String email = Browser.email(world, world.brunoId);
        Client client = Client.of(world, "contacts.read", "labels.write", "conversations.write");
        var environment = new HashMap<String, String>();
        environment.put("BASE", world.server.address());
        environment.put("CHROMIUM", chromium);
        environment.put("PICTURES", Objects.requireNonNullElse(System.getenv("PAGE_PICTURES"), ""));
        environment.put("LANGUAGE", Objects.requireNonNullElse(System.getenv("PAGE_LANGUAGE"), "en"));
        environment.put("EMAIL", email);
        environment.put("PASSWORD", Browser.PASSWORD);
        environment.put("INVITATION", invitation(world));
        environment.put("RESET", reset(world));
        environment.put("LINK", world.server.bean(LoginLinks.class).make(world.brunoId));
        environment.put("CONSENT", Client.address(client.asking()).substring(1));
        environment.put("REFUSED", "/oauth/authorize?client_id=none&redirect_uri=https://example.com/");
        return environment;
    }

    private static String invitation(World world) {
        String dora = "dora-" + UUID.randomUUID() + "@example.com";
        world.ada
                .post("/agents", Map.of("name", "Dora", "email", dora, "role", "agent"))
                .is(201);
        return linked(world, "/invitations/");
    }

    private static String reset(World world) {
        String email = Browser.email(world, world.adaId);
        world.stranger.post("~/auth/password", Map.of("email", email)).is(200);
        return linked(world, "/password/edit");
    }

    private static String linked(World world, String path) {
        eventually(() -> world.ada.get("/mails").string("payload.0.body").contains(path));
        return world.ada.get("/mails").string("payload.0.body").replaceFirst("(?s).*(" + path + "\\S+).*", "$1");
    }
}
