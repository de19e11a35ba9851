package io.supportly.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.accounts.Tokens;
import io.supportly.kernel.postgres.Durability;
import io.supportly.kernel.postgres.EmbeddedPostgres;
import io.supportly.testing.Counters;
import io.supportly.testing.Desk;
import io.supportly.testing.TestServer;
import io.supportly.testing.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// PostgreSQL stops at once under writes, and comes back.
class LostDatabaseTest {
    private static final Duration RECOVERY = Duration.ofSeconds(5);
    private static final long LONGEST_WAIT_MILLIS = 10_000;
    private static final int ACKNOWLEDGED = 40;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir(cleanup = CleanupMode.ALWAYS)
    private static Path parent;

    private static EmbeddedPostgres postgres;
    private static TestServer server;

    private final World world = new World(server);
    private final Desk desk = new Desk(world);
    private final Writers writers = new Writers(() -> world.ada, desk.path());

    @BeforeAll
    static void a_server_on_a_postgresql_that_keeps_what_it_has() throws IOException {
        Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwx--x--x"));
        postgres = EmbeddedPostgres.start(parent.resolve("home"), Durability.DURABLE);
        server = TestServer.on(postgres, Map.of());
    }

    @AfterAll
    static void stop() {
        server.close();
        postgres.close();
    }

    @Test
    void a_database_that_stops_at_once_is_answered_with_503_and_loses_no_acknowledged_write()
            throws InterruptedException {
        world.bruno.get("/conversations").is(200);

        writers.start(false);
        World.eventually(() -> writers.acknowledged.size() >= ACKNOWLEDGED);
        postgres.stopImmediately();
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> writers.refusals.stream()
                                .filter(it -> it.status() == 503)
                                .count()
                        >= 4);
        postgres.startAgain();
        int before = writers.acknowledged.size();
        Awaitility.await().atMost(RECOVERY).until(() -> writers.acknowledged.size() > before);
        writers.stop();
        writers.retry();

        assertThat(writers.refusals).allSatisfy(LostDatabaseTest::isUnavailable);
        List<JsonNode> messages = writers.messages().stream()
                .filter(message -> !message.path("content").asString().startsWith("The printer"))
                .toList();
        assertThat(messages.stream().map(message -> message.path("content").asString()))
                .containsExactlyInAnyOrderElementsOf(writers.acknowledged);
        assertThat(Counters.differences(server.sql())).isEmpty();
        Awaitility.await().atMost(RECOVERY).until(LostDatabaseTest::isRead);
        Awaitility.await().atMost(RECOVERY).until(LostDatabaseTest::isFolded);
        server.bean(Tokens.class).rotateForUser(world.brunoId);
        Awaitility.await()
                .atMost(RECOVERY)
                .until(() -> world.bruno.get("/conversations").status() == 401);
        world.stranger.get("~/ready").is(200);
    }

    @Test
    void a_database_that_is_killed_is_brought_back_by_itself() throws InterruptedException {
        writers.start(false);
        World.eventually(() -> writers.acknowledged.size() >= ACKNOWLEDGED);
        ProcessHandle.of(postgres.pid()).orElseThrow().destroyForcibly();
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> !writers.refusals.isEmpty());
        int before = writers.acknowledged.size();
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> writers.acknowledged.size() > before + 10);
        writers.stop();
        writers.retry();

        assertThat(writers.refusals).allSatisfy(LostDatabaseTest::isUnavailable);
        assertThat(writers.messages()).hasSize(writers.acknowledged.size() + 1);
    }

    private static void isUnavailable(Writers.Refusal refusal) {
        assertThat(refusal.status()).as(refusal.toString()).isEqualTo(503);
        assertThat(refusal.millis()).as(refusal.toString()).isLessThan(LONGEST_WAIT_MILLIS);
        assertThat(JSON.readTree(refusal.body()).at("/errors/0/code").asString())
                .isEqualTo("unavailable");
    }

    private static boolean isRead() {
        return server.sql().sql("""
                        select coalesce(min(position), 0) >= (select max(id) from events) from event_consumers
                        """).query(Boolean.class).single();
    }

    private static boolean isFolded() {
        return server.sql()
                        .sql("select count(*) from conversation_counter_deltas")
                        .query(Long.class)
                        .single()
                == 0;
    }
}
