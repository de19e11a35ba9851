package io.supportly.kernel.web;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.supportly.platform.PlatformApps;
import io.supportly.testing.Api;
import io.supportly.testing.Desk;
import io.supportly.testing.World;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AccessLogTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final World world = new World();
    private final String id = UUID.randomUUID().toString();
    private final Logger logger = (Logger) LoggerFactory.getLogger("supportly.access");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(lines);
    }

    private JsonNode line() {
        World.eventually(() -> !mine().isEmpty());
        return JSON.readTree(mine().getFirst());
    }

    private List<String> mine() {
        return List.copyOf(lines.list).stream()
                .map(ILoggingEvent::getFormattedMessage)
                .filter(line -> line.contains(id))
                .toList();
    }

    @Test
    void a_platform_app_is_named_by_its_number() {
        PlatformApps.Made app = world.server.bean(PlatformApps.class).add("Ops");

        world.stranger
                .with("api_access_token", app.token())
                .with("X-Request-Id", id)
                .get("~/platform/api/v1/accounts")
                .is(200);

        assertThat(line().path("caller").asString()).isEqualTo("platform_app:" + app.id());
        assertThat(mine().getFirst()).doesNotContain(app.token());
    }

    @Test
    void a_request_is_one_json_object() {
        world.bruno.with("X-Request-Id", id).get("/labels?q=private").is(200);

        JsonNode line = line();

        assertThat(line.path("request_id").asString()).isEqualTo(id);
        assertThat(line.path("method").asString()).isEqualTo("GET");
        assertThat(line.path("path").asString()).isEqualTo(World.prefix(world.acme) + "/labels");
        assertThat(line.path("status").asInt()).isEqualTo(200);
        assertThat(line.path("account").asLong()).isEqualTo(world.acme.value());
        assertThat(line.path("caller").asString()).isEqualTo("User:" + world.brunoId);
        assertThat(line.path("duration_ms").isNumber()).isTrue();
        assertThat(line.path("time").asString()).endsWith("Z");
        assertThat(line.toString()).doesNotContain("private");
    }

    @Test
    void a_refusal_is_written_too_and_no_token_ever_is() {
        String token = world.bruno.headers().get("api_access_token");
        Api bruno = world.bruno.with("X-Request-Id", id).with("Authorization", "Bearer " + token);

        bruno.post("/labels?api_access_token=" + token, Map.of("title", token)).is(403);

        assertThat(line().path("status").asInt()).isEqualTo(403);
        assertThat(mine()).noneMatch(each -> each.contains(token));
    }

    @Test
    void the_secrets_in_the_paths_of_customers_are_left_out() {
        var desk = new Desk(world);
        String identifier = world.ada.get("/inboxes/" + desk.inbox).string("inbox_identifier");
        Api customer = world.stranger.with("X-Request-Id", id);

        customer.get("/public/api/v1/inboxes/" + identifier + "/contacts/some-source")
                .is(404);

        assertThat(line().path("path").asString()).isEqualTo("/public/api/v1/inboxes/*/contacts/*");
        assertThat(mine()).noneMatch(each -> each.contains(identifier) || each.contains("some-source"));
    }
}
