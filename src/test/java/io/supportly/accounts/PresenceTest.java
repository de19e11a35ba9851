package io.supportly.accounts;

import static io.supportly.testing.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.testing.Statements;
import io.supportly.testing.World;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PresenceTest {
    private final World world = new World();
    private final String bruno = "/agents/" + world.brunoId;

    private void isSoon(String availability) {
        eventually(() -> world.ada.get(bruno).string("availability_status").equals(availability));
    }

    private void pass(long seconds) {
        world.server.clock().advance(Duration.ofSeconds(seconds));
    }

    /// What the feed tells of bruno.
    private String told() {
        return world.ada.get("/events?limit=500").text();
    }

    @Test
    void whose_heartbeats_stay_out_is_offline_until_the_next() {
        world.bruno.post("/presence").is(200).isJson("""
                {"user_id": %s, "availability_status": "online", "auto_offline": true, "lapses_in": 60}
                """.formatted(world.brunoId));
        pass(30);
        world.bruno.post("/presence").is(200);
        pass(45);
        world.ada.get(bruno).shows("availability_status", "online");

        pass(20);

        isSoon("offline");
        assertThat(told()).contains("\"availability_status\":\"offline\"");
        world.bruno.post("/presence").is(200).shows("availability_status", "online");
        world.ada.get(bruno).shows("availability_status", "online");
        assertThat(told()).contains("\"availability_status\":\"online\"");
    }

    @Test
    void who_never_sent_one_or_does_not_go_by_himself_stays() {
        world.ada.patch(bruno, Map.of("auto_offline", false)).is(200);
        world.bruno.post("/presence").is(200);
        world.ada.post("/presence").is(200);

        pass(61);

        eventually(() -> world.bruno
                .get("/agents/" + world.adaId)
                .string("availability_status")
                .equals("offline"));
        world.ada.get(bruno).shows("availability_status", "online");
        world.ada.patch(bruno, Map.of("auto_offline", true)).shows("availability_status", "offline");
    }

    @Test
    void what_he_says_himself_wins() {
        world.bruno.post("/presence", Map.of("availability", "busy")).is(200).shows("availability_status", "busy");
        world.ada.post("/presence").is(200);
        pass(61);
        eventually(() -> world.bruno
                .get("/agents/" + world.adaId)
                .string("availability_status")
                .equals("offline"));
        world.ada.get(bruno).shows("availability_status", "busy");

        world.bruno
                .post("/presence", Map.of("availability", "offline"))
                .is(200)
                .shows("availability_status", "offline");

        world.bruno.post("/presence").shows("availability_status", "offline");
        world.bruno.post("/presence", Map.of("availability", "online")).is(200).shows("availability_status", "online");
        world.bruno.get("/agents").is(200);
    }

    @Test
    void a_heartbeat_right_after_another_costs_nothing() {
        world.bruno.post("/presence").is(200);

        assertThat(Statements.during(world.bruno, api -> api.post("/presence")).runs())
                .isEmpty();
        pass(20);
        assertThat(Statements.during(world.bruno, api -> api.post("/presence")).runs())
                .hasSize(1);
    }

    @Test
    void only_members_of_the_account_are_there() {
        world.bruno.post("/presence", Map.of("availability", "asleep")).is(422).blames("availability", "inclusion");
        world.bruno.post("/presence", Map.of("availability", Map.of())).is(400);
        world.gina.post("/presence").is(404);
        world.stranger.post("/presence").is(401);
        String bot = world.ada.post("/agent_bots", Map.of("name", "Robo")).string("access_token");
        world.stranger.with("api_access_token", bot).post("/presence").is(403);
    }
}
