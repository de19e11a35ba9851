package io.supportly.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.testing.Api;
import io.supportly.testing.World;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlatformAppsTest {
    private final World world = new World();
    private final Operator ops = Operator.of(world);

    @Test
    void its_token_opens_the_platform_api_in_either_header() {
        ops.api().get("/accounts").is(200).isJson("[]");

        new Api(
                        world.server.address(),
                        "",
                        Map.of("Authorization", "Bearer " + ops.app().token()))
                .get("~/platform/api/v1/accounts")
                .is(200);
        assertThat(ops.api().get("/accounts").header("X-RateLimit-Limit")).isNotEmpty();
        assertThat(ops.app().token()).matches("platform_[1-9A-Za-z]{24}");
    }

    @Test
    void nobody_elses_token_opens_the_platform_api() {
        Map<String, Object> robo = Map.of("name", "Robo");
        String bots = world.ada.post("/agent_bots", robo).string("access_token");

        world.stranger.get("~/platform/api/v1/accounts").is(401).shows("errors.0.code", "unauthorized");
        world.ada.get("~/platform/api/v1/accounts").is(401);
        world.stranger
                .with("api_access_token", bots)
                .get("~/platform/api/v1/accounts")
                .is(401);
        world.stranger
                .with("api_access_token", "platform_unknown")
                .get("~/platform/api/v1/accounts")
                .is(401);
        world.ada.post("~/platform/api/v1/accounts", Map.of("name", "Mine")).is(401);
    }

    @Test
    void its_token_is_unknown_everywhere_else() {
        Api elsewhere = world.stranger.with("api_access_token", ops.app().token());

        elsewhere.get("/conversations").is(401).shows("errors.0.message", "Invalid access token");
        elsewhere.get("").is(401);
        elsewhere.get("/api/v1/profile").is(401);
        elsewhere.get("~/health").is(200);
    }

    @Test
    void a_deleted_apps_token_dies_and_what_it_made_stays() {
        long account = ops.account("Initech");
        var apps = world.server.bean(PlatformApps.class);

        assertThat(apps.remove(ops.app().id()))
                .isEqualTo(new PlatformApps.Deleted(ops.app().id(), "Ops"));

        ops.api().get("/accounts/" + account).is(401);
        assertThat(world.server
                        .sql()
                        .sql("select status from accounts where id = ?")
                        .param(account)
                        .query(String.class)
                        .single())
                .isEqualTo("active");
    }

    @Test
    void its_last_use_is_noted_once_an_hour() {
        ops.api().get("/accounts").is(200);
        OffsetDateTime first = lastUse();
        world.server.clock().advance(Duration.ofMinutes(30));
        ops.api().get("/accounts").is(200);
        assertThat(lastUse()).isEqualTo(first);

        world.server.clock().advance(Duration.ofMinutes(31));
        ops.api().get("/accounts").is(200);

        assertThat(lastUse()).isEqualTo(first.plusMinutes(61));
    }

    private OffsetDateTime lastUse() {
        return world.server
                .sql()
                .sql("select last_used_at from platform_apps where id = ?")
                .param(ops.app().id())
                .query(OffsetDateTime.class)
                .single();
    }
}
