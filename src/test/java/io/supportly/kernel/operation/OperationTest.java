package io.supportly.kernel.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.kernel.Version;
import io.supportly.testing.Answer;
import io.supportly.testing.Api;
import io.supportly.testing.TestServer;
import io.supportly.testing.World;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OperationTest {
    private final World world = new World();
    private final Api monitor = world.stranger;

    @Test
    void the_process_lives() {
        monitor.get("~/health").is(200).isJson("{\"status\": \"ok\"}");
    }

    @Test
    void a_server_with_all_migrations_is_ready() {
        Answer answer = monitor.get("~/ready").is(200);

        answer.shows("status", "ok").shows("database", "ok").shows("migrations", "ok");
        assertThat(answer.at("events").propertyNames()).isNotEmpty();
    }

    @Test
    void the_version_is_the_one_of_the_build() {
        assertThat(Version.CURRENT).matches("\\d+\\.\\d+\\.\\d+.*");
        monitor.get("~/api").is(200).shows("version", Version.CURRENT).shows("data_services", "ok");
        monitor.get("~/openapi.json").shows("info.version", Version.CURRENT);
    }

    @Test
    void requests_are_measured_by_route_and_not_by_path() {
        world.bruno.get("/labels").is(200);
        world.bruno.get("/labels/0").is(404);
        world.bruno.get("~/nowhere/to/be/found").is(404);

        String metrics = monitor.get("~/metrics").is(200).text();

        assertThat(metrics)
                .containsPattern("http_server_requests_seconds_count\\{method=\"GET\","
                        + "route=\"/api/v1/accounts/\\{account}/labels\",status=\"200\"} \\d+")
                .containsPattern("route=\"/api/v1/accounts/\\{account}/labels/\\{id}\",status=\"404\"")
                .doesNotContain("nowhere");
    }

    @Test
    void the_process_the_pool_and_what_waits_are_measured() {
        String metrics = monitor.get("~/metrics").is(200).text();

        assertThat(metrics)
                .contains("jvm_memory_used_bytes", "jvm_gc_pause", "jvm_threads_live", "process_uptime")
                .contains("hikaricp_connections_active")
                .containsPattern("event_consumer_lag\\{consumer=\"[a-z-]+\"} \\d")
                .contains("work_waiting{work=\"jobs_due\"}")
                .contains("work_waiting{work=\"jobs_failed\"}")
                .contains("work_waiting{work=\"deliveries_pending\"}")
                .contains("rate_limit_refusals_total")
                .contains("database_up 1.0");
    }

    @Test
    void many_may_ask_for_the_figures_at_once() {
        IntStream.range(0, 60).parallel().forEach(_ -> monitor.get("~/metrics").is(200));
    }

    @Test
    void a_pending_delivery_is_counted() {
        double before = pending();
        world.server.sql().sql("""
                        insert into webhook_deliveries (account_id, endpoint, webhook_id, message_id, event, url, payload,
                          created_at)
                        values (?, 1, 1, gen_random_uuid(), 'message_created', 'http://127.0.0.1:9/', '{}', now())
                        """).param(world.acme.value()).update();

        assertThat(pending()).isEqualTo(before + 1);
        world.server
                .sql()
                .sql("delete from webhook_deliveries where account_id = ?")
                .param(world.acme.value())
                .update();
    }

    private double pending() {
        String name = "work_waiting{work=\"deliveries_pending\"} ";
        return monitor.get("~/metrics")
                .text()
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void without_a_token_metrics_are_for_this_machine_only() {
        monitor.with("X-Forwarded-For", "203.0.113.9").get("~/metrics").is(404);
        monitor.with("Forwarded", "for=203.0.113.9").get("~/metrics").is(404);
    }

    @Test
    void with_a_token_metrics_ask_for_it() {
        try (TestServer server = TestServer.with(Map.of("SUPPORTLY_METRICS_TOKEN", "a-token-for-prometheus"))) {
            var api = new Api(server.address(), "", Map.of());

            api.get("~/metrics").is(401).shows("errors.0.code", "unauthorized");
            api.with("Authorization", "Bearer another-token").get("~/metrics").is(401);
            api.with("Authorization", "Bearer a-token-for-prometheus")
                    .get("~/metrics")
                    .is(200);
        }
    }
}
