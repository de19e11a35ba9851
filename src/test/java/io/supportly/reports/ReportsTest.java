package io.supportly.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.testing.Answer;
import io.supportly.testing.Desk;
import io.supportly.testing.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A conversation that bruno answers after two minutes and resolves after five.
class ReportsTest {
    private final World world = new World();
    private final Instant begin = world.server.clock().instant();
    private final Desk desk = new Desk(world);
    private long sales;

    private String v2(String path) {
        return "/api/v2/accounts/" + world.acme + path;
    }

    private String today(String path) {
        String range = "since=" + begin.getEpochSecond() + "&until="
                + begin.plusSeconds(600).getEpochSecond();
        return v2(path) + (path.contains("?") ? "&" : "?") + range;
    }

    @BeforeEach
    void carla_is_helped() {
        sales = world.ada.post("/teams", Map.of("name", "sales")).number("id");
        world.ada.post("/labels", Map.of("title", "vip")).is(201);
        world.ada.post(desk.path() + "/assignments", Map.of("team_id", sales)).is(200);
        world.ada
                .post(desk.path() + "/assignments", Map.of("assignee_id", world.brunoId))
                .is(200);
        world.ada
                .post(desk.path() + "/labels", Map.of("labels", List.of("vip")))
                .is(200);
        world.server.clock().advance(Duration.ofMinutes(2));
        world.bruno
                .post(desk.path() + "/messages", Map.of("content", "Which one?"))
                .is(201);
        world.ada
                .post(desk.path() + "/messages", Map.of("content", "Mine", "message_type", "incoming"))
                .is(201);
        world.server.clock().advance(Duration.ofSeconds(90));
        world.ada
                .post(desk.path() + "/messages", Map.of("content", "It works again"))
                .is(201);
        world.server.clock().advance(Duration.ofSeconds(90));
        world.bruno
                .post(desk.path() + "/toggle_status", Map.of("status", "resolved"))
                .is(200);
        world.untilRead("reports");
    }

    @Test
    void agents_inboxes_and_teams_are_summarised() {
        String row = """
                {"id": %d, "conversations_count": %d, "resolved_conversations_count": %d, "avg_resolution_time": %s,
                 "avg_first_response_time": %s, "avg_reply_time": %s}
                """;
        String helped = "[" + row.formatted(world.adaId, 0, 0, null, null, null) + ","
                + row.formatted(world.brunoId, 1, 1, 300, 120, 90) + "]";

        world.ada.get(today("/reports/agents")).is(200).isJson(helped);
        world.ada.get(today("/summary_reports/agent")).is(200).isJson(helped);
        world.ada
                .get(today("/reports/inboxes"))
                .is(200)
                .isJson("[" + row.formatted(desk.inbox, 1, 1, 300, 120, 90) + "]");
        world.ada.get(v2("/summary_reports/inbox")).is(200).shows("0.avg_reply_time", 90);
        world.ada.get(today("/reports/teams")).is(200).isJson("[" + row.formatted(sales, 1, 1, 300, 120, 90) + "]");
        world.ada.get(today("/summary_reports/team")).is(200).shows("0.conversations_count", 1);
    }

    @Test
    void the_account_is_summarised_with_the_time_before() {
        world.ada.get(today("/reports/summary?type=account")).is(200).isJson("""
                {"conversations_count": 1, "incoming_messages_count": 2, "outgoing_messages_count": 2,
                 "avg_first_response_time": 120, "avg_resolution_time": 300, "resolutions_count": 1, "reply_time": 90,
                 "previous": {"conversations_count": 0, "incoming_messages_count": 0, "outgoing_messages_count": 0,
                   "avg_first_response_time": null, "avg_resolution_time": null, "resolutions_count": 0,
                   "reply_time": null}}
                """);
        String later = v2("/reports/summary?since=") + begin.plusSeconds(86_400).getEpochSecond() + "&until="
                + begin.plusSeconds(172_800).getEpochSecond();
        world.ada.get(later).is(200).shows("resolutions_count", 0).shows("previous.resolutions_count", 1);
        world.ada.get(v2("/reports/summary?type=agent&id=" + world.adaId)).shows("outgoing_messages_count", 1);
        world.ada.get(today("/reports/bot_summary")).is(200).isJson("""
                {"bot_resolutions_count": 0, "bot_handoffs_count": 0,
                 "previous": {"bot_resolutions_count": 0, "bot_handoffs_count": 0}}
                """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/reports/agents",
                "/reports/inboxes",
                "/reports/teams",
                "/reports/summary",
                "/reports/bot_summary",
                "/summary_reports/agent",
                "/summary_reports/inbox",
                "/summary_reports/team"
            })
    void only_administrators_of_the_account_read_them(String path) {
        world.bruno.get(today(path)).is(403);
        world.gina.get(today(path)).is(404);
        world.stranger.get(today(path)).is(401);
        world.ada
                .get(v2(path + "?since=yesterday&until=13h&timezone_offset=far"))
                .is(400)
                .blames("since", "invalid")
                .blames("until", "invalid")
                .blames("timezone_offset", "invalid");
        world.ada
                .get(v2(path + "?since=2026-02-02&until=2026-01-01&timezone=Mars/Base&timezone_offset=99"))
                .is(422)
                .blames("until", "invalid")
                .blames("timezone", "invalid")
                .blames("timezone_offset", "inclusion");
        world.ada
                .get(v2(path + "?since=-99999999999&until=99999999999"))
                .is(422)
                .blames("since", "inclusion")
                .blames("until", "inclusion");
    }

    @Test
    void what_is_asked_for_wrongly_is_explained() {
        world.ada.get(v2("/reports/agents")).is(422).blames("since", "blank").blames("until", "blank");
        world.ada.get(v2("/reports/summary?type=planet")).is(422).blames("type", "inclusion");
        world.ada.get(v2("/reports/summary?type=agent")).is(422).blames("id", "blank");
        world.ada.get(v2("/reports/summary?type=agent&id=" + world.ginaId)).is(404);
        world.ada
                .get(v2("/reports/summary?business_hours=perhaps&id=x"))
                .is(400)
                .blames("business_hours", "invalid")
                .blames("id", "invalid");
    }

    @Test
    void times_are_understood_in_both_forms_and_a_day_is_whole() {
        String day = begin.toString().substring(0, 10);
        for (String range : List.of(
                "since=" + day + "&until=" + day,
                "since=" + day + "T00:00:00Z&until=" + day + "T23:59:59Z",
                "since=" + day + "T00:00:00 00:00&until=2999-01-01".replace(" ", "%20"),
                "since=" + day + "&until=" + day + "&timezone=UTC",
                "since=2020-01-01T10:00:00&until=" + 4_102_444_800L,
                "")) {
            Answer answer = world.ada.get(v2("/reports/summary?" + range)).is(200);
            assertThat(answer.number("conversations_count")).as(range).isEqualTo(1);
        }
    }
}
