package io.supportly.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.testing.Api;
import io.supportly.testing.Counters;
import io.supportly.testing.Receiver;
import io.supportly.testing.ServerProcess;
import io.supportly.testing.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// `kill -9` under writes: what was acknowledged is there once, what was not can be sent again, everything that follows
/// from a message is as whole as the message, and a webhook hears of each.
class KilledServerTest {
    private static final int ACKNOWLEDGED = 60;
    private static final Duration DELIVERED = Duration.ofSeconds(40);

    @TempDir(cleanup = CleanupMode.ALWAYS)
    private Path parent;

    private Path home;
    private ServerProcess server;
    private Writers writers;

    @BeforeEach
    void a_folder_that_the_server_user_can_enter() throws IOException {
        Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwx--x--x"));
        home = parent.resolve("home");
    }

    @Test
    void a_killed_server_and_a_killed_database_lose_nothing_and_double_nothing() throws InterruptedException {
        rounds(2);
    }

    @Test
    @Tag("long")
    void twenty_kills_lose_nothing_and_double_nothing() throws InterruptedException {
        rounds(20);
    }

    /// The server is killed each time, and PostgreSQL with it every second time.
    private void rounds(int rounds) throws InterruptedException {
        server = ServerProcess.start(home, Map.of());
        try (var receiver = new Receiver()) {
            server.administrator()
                    .post("/webhooks", Map.of("url", receiver.url(), "subscriptions", List.of("message_created")))
                    .is(201);
            writers = new Writers(() -> server.administrator(), conversation());
            for (int round = 0; round < rounds; round++) {
                int before = writers.acknowledged.size();
                writers.start(true);
                World.eventually(() -> writers.acknowledged.size() >= before + ACKNOWLEDGED);
                server.kill();
                if (round % 2 == 1) {
                    server.killPostgres();
                }
                writers.stop();

                server = ServerProcess.start(home, Map.of());
                writers.retry();
                check();
                // What the killed server was delivering is due again when its time is over; that is waited for no
                // longer.
                server.sql()
                        .sql("update webhook_deliveries set next_attempt_at = now() where status = 'pending'")
                        .update();
            }
            assertThat(writers.refusals).allMatch(refusal -> refusal.status() == 0);
            Awaitility.await().atMost(DELIVERED).until(() -> heard(receiver).containsAll(writers.acknowledged));
        } finally {
            server.close();
        }
    }

    private static Set<String> heard(Receiver receiver) {
        return receiver.requests().stream()
                .map(request -> request.json().path("content").asString())
                .collect(Collectors.toSet());
    }

    private String conversation() {
        Api ada = server.administrator();
        long inbox = ada.post("/inboxes", Map.of("name", "App", "channel", Map.of("type", "api")))
                .is(201)
                .number("id");
        long carla = ada.post("/contacts", Map.of("name", "Carla")).is(201).number("payload.contact.id");
        return "/conversations/"
                + ada.post("/conversations", Map.of("inbox_id", inbox, "contact_id", carla))
                        .is(201)
                        .number("id");
    }

    private void check() {
        List<JsonNode> messages = writers.messages();
        assertThat(messages.stream().map(message -> message.path("content").asString()))
                .containsExactlyInAnyOrderElementsOf(writers.acknowledged);
        assertThat(writers.told())
                .containsExactlyElementsOf(messages.stream()
                        .map(message -> message.path("id").longValue())
                        .toList());
        assertThat(Counters.differences(server.sql())).isEmpty();
        assertThat(server.sql()
                        .sql("select unread_count from conversations")
                        .query(Integer.class)
                        .single())
                .isEqualTo(messages.size());
    }
}
