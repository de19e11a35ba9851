package io.supportly.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.accounts.Credentials;
import io.supportly.accounts.Members;
import io.supportly.accounts.Tokens;
import io.supportly.testing.Answer;
import io.supportly.testing.Api;
import io.supportly.testing.Desk;
import io.supportly.testing.TestServer;
import io.supportly.testing.World;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Two servers on one database.
class TwoNodesTest {
    private static final Duration FELT = Duration.ofSeconds(1);
    private static TestServer second;

    private final World world = new World();
    private final Desk desk = new Desk(world);

    @BeforeAll
    static void start() {
        second = TestServer.shared().another();
    }

    @AfterAll
    static void stop() {
        second.close();
    }

    private static Api there(Api api) {
        return new Api(second.address(), api.prefix(), api.headers());
    }

    @Test
    void a_token_revoked_on_one_node_is_felt_on_the_other_within_a_second() {
        there(world.bruno).get("/conversations").is(200);

        world.server.bean(Tokens.class).rotateForUser(world.brunoId);

        await(() -> there(world.bruno).get("/conversations").status() == 401);
    }

    @Test
    void a_session_ended_on_one_node_is_felt_on_the_other_within_a_second() {
        String email =
                world.server.bean(Members.class).get(world.acme, world.brunoId).email();
        world.server.bean(Credentials.class).replace(world.brunoId, "Pass-word-1");
        world.server.clock().advance(Duration.ofMinutes(61));
        Answer signedIn = world.stranger
                .post("~/auth/sign_in", Map.of("email", email, "password", "Pass-word-1"))
                .is(200);
        Api client = world.stranger;
        for (String header : List.of("access-token", "client", "uid")) {
            client = client.with(header, signedIn.header(header));
        }
        Api elsewhere = there(client);
        elsewhere.get("/conversations").is(200);

        client.delete("~/auth/sign_out").is(200);

        await(() -> elsewhere.get("/conversations").status() == 401);
    }

    @Test
    void an_agent_taken_from_an_inbox_on_one_node_no_longer_sees_it_on_the_other() {
        there(world.bruno).get(desk.path()).is(200);

        world.ada
                .delete("/inbox_members", Map.of("inbox_id", desk.inbox, "user_ids", List.of(world.brunoId)))
                .is(200);

        await(() -> there(world.bruno).get(desk.path()).status() == 403);
        there(world.bruno).get("/conversations").shows("data.meta.all_count", 0).hasSize("data.payload", 0);
    }

    @Test
    void what_is_changed_on_one_node_is_shown_by_the_other() {
        there(world.ada).get("/inboxes/" + desk.inbox).shows("name", "App");
        there(world.ada).get("").shows("name", "Acme");

        world.ada.patch("/inboxes/" + desk.inbox, Map.of("name", "Front")).is(200);
        world.ada.patch("", Map.of("name", "Acme & Sons")).is(200);

        await(() ->
                there(world.ada).get("/inboxes/" + desk.inbox).string("name").equals("Front"));
        await(() -> there(world.ada).get("").string("name").equals("Acme & Sons"));
    }

    @Test
    void each_node_reads_on_where_the_other_stopped() {
        world.ada.post(desk.path() + "/messages", Map.of("content", "here"));
        there(world.ada)
                .post(desk.path() + "/messages", Map.of("content", "there"))
                .is(201);

        // What others write meanwhile is not waited for.
        long last = world.server
                .sql()
                .sql("select max(id) from events")
                .query(Long.class)
                .single();
        World.eventually(() -> world.server
                .sql()
                .sql("select coalesce(min(position), 0) >= ? from event_consumers")
                .param(last)
                .query(Boolean.class)
                .single());
        assertThat(there(world.ada).get("/events?limit=500").at("payload"))
                .isEqualTo(world.ada.get("/events?limit=500").at("payload"));
    }

    @Test
    void nodes_that_start_at_once_on_an_empty_database_migrate_it_once_and_make_one_account() {
        List<TestServer> nodes = TestServer.together(2);
        try {
            assertThat(nodes)
                    .allSatisfy(node -> new Api(
                                    node.address(),
                                    World.prefix(new io.supportly.kernel.AccountId(1)),
                                    Map.of("api_access_token", "root-token"))
                            .get("")
                            .is(200));
            assertThat(nodes.getFirst()
                            .sql()
                            .sql("select count(*) from accounts")
                            .query(Long.class)
                            .single())
                    .isEqualTo(1);
            assertThat(nodes.getFirst()
                            .sql()
                            .sql("select count(*) from flyway_schema_history group by version order by 1 desc limit 1")
                            .query(Long.class)
                            .single())
                    .isEqualTo(1);
        } finally {
            nodes.forEach(TestServer::close);
        }
    }

    private static void await(java.util.concurrent.Callable<Boolean> condition) {
        Awaitility.await().atMost(FELT).pollInterval(Duration.ofMillis(20)).until(condition);
    }
}
