package io.supportly.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.testing.Answer;
import io.supportly.testing.Api;
import io.supportly.testing.Receiver;
import io.supportly.testing.ServerProcess;
import io.supportly.testing.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// `kill -9` between the attempts to tell a bot that is not well: each of its conversations comes to people, once.
@Tag("long")
class KilledBotTest {
    private static final int CONVERSATIONS = 10;
    private static final int KILLS = 2;
    /// The minute that a customer waits at most, and what this machine takes for it.
    private static final Duration LONGEST = Duration.ofSeconds(120);

    @TempDir(cleanup = CleanupMode.ALWAYS)
    private Path parent;

    private Path home;
    private ServerProcess server;

    @BeforeEach
    void a_folder_that_the_server_user_can_enter() throws IOException {
        Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwx--x--x"));
        home = parent.resolve("home");
    }

    @Test
    void conversations_of_a_bot_that_fails_outlive_their_server() {
        server = ServerProcess.start(home, Map.of());
        try (var receiver = new Receiver()) {
            List<String> conversations = ask(receiver.answers(500));
            for (int kill = 0; kill < KILLS; kill++) {
                int before = receiver.requests("message_created").size();
                World.eventually(() -> receiver.requests("message_created").size() > before);
                server.kill();
                server = ServerProcess.start(home, Map.of());
            }

            Awaitility.await()
                    .atMost(LONGEST)
                    .until(() -> conversations.stream()
                            .allMatch(conversation -> server.administrator()
                                    .get(conversation)
                                    .string("status")
                                    .equals("open")));

            conversations.forEach(conversation -> assertThat(lines(conversation))
                    .containsExactly("Robo could not be reached", "The system reopened the conversation"));
            assertThat(server.sql()
                            .sql("select count(*) from events where type = 'conversation_bot_handoff'")
                            .query(Integer.class)
                            .single())
                    .isEqualTo(CONVERSATIONS);
        } finally {
            server.close();
        }
    }

    private List<String> ask(Receiver receiver) {
        Api ada = server.administrator();
        Answer robo = ada.post("/agent_bots", Map.of("name", "Robo", "outgoing_url", receiver.url()))
                .is(201);
        long inbox = ada.post("/inboxes", Map.of("name", "App", "channel", Map.of("type", "api")))
                .is(201)
                .number("id");
        ada.post("/inboxes/" + inbox + "/set_agent_bot", Map.of("agent_bot", robo.number("id")))
                .is(200);
        long carla = ada.post("/contacts", Map.of("name", "Carla")).is(201).number("payload.contact.id");
        var message = Map.of("content", "Anybody there?", "message_type", "incoming");
        var conversations = new ArrayList<String>();
        for (int i = 0; i < CONVERSATIONS; i++) {
            Answer made =
                    ada.post("/conversations", Map.of("inbox_id", inbox, "contact_id", carla, "message", message));
            conversations.add("/conversations/" + made.is(201).number("id"));
        }
        return conversations;
    }

    private List<String> lines(String conversation) {
        return server.administrator()
                .get(conversation + "/messages")
                .at("payload")
                .valueStream()
                .filter(message -> message.path("message_type").asInt() == 2)
                .map(message -> message.path("content").asString())
                .toList();
    }
}
