package io.supportly.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.testing.Answer;
import io.supportly.testing.Api;
import io.supportly.testing.Desk;
import io.supportly.testing.World;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What Robo says is Robo's: no person's first reply, and his own resolutions and handovers.
class BotReportsTest {
    private final World world = new World();
    private final Desk desk = new Desk(world);
    private Api robo;

    @BeforeEach
    void robo_has_the_inbox() {
        Answer made = world.ada.post("/agent_bots", Map.of("name", "Robo")).is(201);
        robo = world.stranger.with("api_access_token", made.string("access_token"));
        world.ada
                .post("/inboxes/" + desk.inbox + "/set_agent_bot", Map.of("agent_bot", made.number("id")))
                .is(200);
    }

    @Test
    void what_a_bot_says_is_no_first_reply_but_ends_the_waiting() {
        String conversation = ask();
        world.server.clock().advance(Duration.ofMinutes(1));

        robo.post(conversation + "/messages", Map.of("content", "Beep")).is(201);

        world.ada.get(conversation).is(200).shows("first_reply_created_at", 0).shows("waiting_since", 0);
        world.untilRead("reports");
        reports("/reports/summary?type=account")
                .shows("outgoing_messages_count", 1)
                .shows("avg_first_response_time", null);
        reports("/reports/summary?type=agent&id=" + world.brunoId).shows("outgoing_messages_count", 0);
    }

    @Test
    void a_handover_is_counted_and_the_first_response_measured_from_it() {
        String conversation = ask();
        world.server.clock().advance(Duration.ofMinutes(5));
        robo.post(conversation + "/toggle_status", Map.of("status", "open")).is(200);
        world.server.clock().advance(Duration.ofMinutes(2));

        world.bruno.post(conversation + "/messages", Map.of("content", "Hello")).is(201);

        world.untilRead("reports");
        bots(0, 1);
        reports("/reports/summary?type=account").shows("avg_first_response_time", 120);
    }

    @Test
    void a_resolution_is_the_bots_when_no_person_had_a_part_in_it() {
        String first = ask();
        String second = ask();
        robo.post(second + "/toggle_status", Map.of("status", "open")).is(200);

        for (String conversation : new String[] {first, second}) {
            robo.post(conversation + "/toggle_status", Map.of("status", "resolved"))
                    .is(200);
        }

        world.untilRead("reports");
        bots(1, 1);
    }

    private void bots(int resolutions, int handovers) {
        Answer summary = reports("/reports/bot_summary");
        assertThat(summary.number("bot_resolutions_count")).isEqualTo(resolutions);
        assertThat(summary.number("bot_handoffs_count")).isEqualTo(handovers);
    }

    private String ask() {
        var message = Map.of("content", "Hello?", "message_type", "incoming");
        return "/conversations/"
                + world.ada
                        .post(
                                "/conversations",
                                Map.of("inbox_id", desk.inbox, "contact_id", desk.carla, "message", message))
                        .is(201)
                        .shows("status", "pending")
                        .number("id");
    }

    private Answer reports(String path) {
        return world.ada.get("/api/v2/accounts/" + world.acme + path).is(200);
    }
}
