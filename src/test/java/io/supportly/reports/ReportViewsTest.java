package io.supportly.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.testing.Desk;
import io.supportly.testing.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Metrics over time, how times are spread, labels, what is open now, and files.
class ReportViewsTest {
    private final World world = new World();
    private final Instant begin = world.server.clock().instant();
    private final Desk desk = new Desk(world);

    private String v2(String path) {
        return "/api/v2/accounts/" + world.acme + path;
    }

    private String range() {
        return "since=" + begin.getEpochSecond() + "&until="
                + begin.plusSeconds(900).getEpochSecond();
    }

    private void bruno_answers() {
        world.ada
                .post(desk.path() + "/assignments", Map.of("assignee_id", world.brunoId))
                .is(200);
        world.server.clock().advance(Duration.ofMinutes(3));
        world.bruno
                .post(desk.path() + "/messages", Map.of("content", "Which one?"))
                .is(201);
        world.untilRead("reports");
    }

    @Test
    void a_metric_is_shown_over_time() {
        bruno_answers();
        long first = Slice.down(begin, Duration.ofHours(1)).getEpochSecond();
        String hours = v2("/reports?group_by=hour&since=" + first + "&until=" + (first + 2 * 3600) + "&metric=");

        world.ada.get(hours + "incoming_messages_count").is(200).isJson("""
                [{"value": 1, "timestamp": %d}, {"value": 0, "timestamp": %d}]
                """.formatted(first, first + 3600));
        world.ada
                .get(hours + "conversations_count&type=agent&id=" + world.brunoId)
                .is(200)
                .shows("0.value", 1);
        long answered = Slice.down(begin.plusSeconds(180), Duration.ofHours(1)).getEpochSecond();
        int place = answered == first ? 0 : 1;
        world.ada
                .get(hours + "avg_first_response_time")
                .is(200)
                .shows(place + ".value", 180)
                .shows(place + ".count", 1)
                .shows((1 - place) + ".value", 0)
                .shows((1 - place) + ".count", 0);
        world.ada.get(v2("/reports?metric=conversations_count")).is(200).shows("0.value", 1);
    }

    @Test
    void times_are_shown_with_their_percentiles() {
        bruno_answers();

        world.ada
                .get(v2("/reports/percentiles?type=agent&id=" + world.brunoId + "&" + range()))
                .is(200)
                .isJson("""
                {"first_response_time": {"count": 1, "average": 180, "median": "*", "p90": "*", "p95": "*"},
                 "reply_time": {"count": 0, "average": null, "median": null, "p90": null, "p95": null},
                 "resolution_time": {"count": 0, "average": null, "median": null, "p90": null, "p95": null}}
                """);
        double median = world.ada
                .get(v2("/reports/percentiles?" + range()))
                .at("first_response_time.median")
                .doubleValue();
        assertThat(median).isBetween(175.0, 185.0);
    }

    @Test
    void labels_are_summarised_by_what_carries_them_now() {
        long vip = world.ada.post("/labels", Map.of("title", "vip")).number("id");
        world.ada
                .post(desk.path() + "/labels", Map.of("labels", List.of("vip")))
                .is(200);
        bruno_answers();

        world.ada.get(v2("/summary_reports/label?" + range())).is(200).isJson("""
                [{"id": %d, "name": "vip", "conversations_count": 1, "resolved_conversations_count": 0,
                  "avg_resolution_time": 0, "avg_first_response_time": 180, "avg_reply_time": 0}]
                """.formatted(vip));
        world.ada
                .get(v2("/reports/outgoing_messages_count?group_by=label&" + range()))
                .is(200)
                .isJson("""
                [{"id": %d, "name": "vip", "outgoing_messages_count": 1}]
                """.formatted(vip));

        world.ada.post(desk.path() + "/labels", Map.of("labels", List.of())).is(200);
        world.untilRead("reports");
        world.ada
                .get(v2("/summary_reports/label"))
                .shows("0.conversations_count", 0)
                .shows("0.avg_first_response_time", 0);
    }

    @Test
    void what_is_open_now_is_counted() {
        long sales = world.ada.post("/teams", Map.of("name", "sales")).number("id");
        world.ada.post(desk.path() + "/assignments", Map.of("team_id", sales)).is(200);
        String all = "{\"open\": 1, \"unattended\": 1, \"unassigned\": 1, \"pending\": 0}";

        world.ada.get(v2("/reports/conversations?type=account")).is(200).isJson(all);
        world.ada.get(v2("/live_reports/conversation_metrics")).is(200).isJson(all);
        world.ada
                .get(v2("/live_reports/conversation_metrics?team_id=" + sales))
                .is(200)
                .isJson(all);
        world.ada
                .get(v2("/live_reports/grouped_conversation_metrics?group_by=team_id"))
                .is(200)
                .isJson("""
                [{"open": 1, "unattended": 1, "unassigned": 1, "team_id": %d}]
                """.formatted(sales));

        bruno_answers();
        world.ada
                .get(v2("/reports/conversations?type=account"))
                .shows("unattended", 0)
                .shows("unassigned", 0);
        world.ada
                .get(v2("/live_reports/grouped_conversation_metrics?group_by=assignee_id"))
                .is(200)
                .isJson("""
                [{"open": 1, "unattended": 0, "unassigned": 0, "assignee_id": %d}]
                """.formatted(world.brunoId));
        world.ada.get(v2("/reports/conversations?type=agent&page=1")).is(200).isJson("""
                [{"id": %d, "name": "Bruno", "email": "*", "thumbnail": "", "availability": "online",
                  "metric": {"open": 1, "unattended": 0}},
                 {"id": %d, "name": "Ada", "email": "*", "thumbnail": "", "availability": "online",
                  "metric": {"open": 0, "unattended": 0}}]
                """.formatted(
                        world.brunoId, world.adaId));
        world.ada.get(v2("/reports/conversations?type=agent&page=2")).is(200).isJson("[]");
    }

    @Test
    void reports_are_files_for_who_accepts_them() {
        world.ada.patch("/inboxes/" + desk.inbox, Map.of("name", "=App")).is(200);
        bruno_answers();

        var file = world.ada
                .with("Accept", "text/csv")
                .get(v2("/reports/inboxes?since=2026-01-01&until=2999-01-01"))
                .is(200);

        assertThat(file.header("content-type")).isEqualTo("text/csv;charset=UTF-8");
        assertThat(file.header("content-disposition")).contains("inboxes_report.csv");
        assertThat(file.text())
                .isEqualTo(String.join(
                        "\r\n",
                        "Reporting period 2026-01-01 00:00 to 2999-01-02 00:00 (Z)",
                        "",
                        "Inbox name,Inbox type,No. of conversations,Avg first response time,Avg resolution time,"
                                + "Avg customer waiting time,Resolution count",
                        "'=App,Channel::Api,1,3 minutes,N/A,N/A,0",
                        ""));
        assertThat(world.ada.get(v2("/reports/agents.csv?" + range())).is(200).text())
                .contains("Agent name,Assigned conversations,", "Bruno,1,3 minutes,N/A,N/A,0");
        assertThat(world.ada.get(v2("/reports/teams.csv")).is(200).text()).contains("Team name,");
        assertThat(world.ada.get(v2("/reports/labels")).is(200).text()).contains("Label,No. of conversations,");
        // A report is no file to go on with in the middle.
        world.ada.with("Range", "bytes=9999999-").get(v2("/reports/teams.csv")).is(200);
        world.ada.with("Accept", "text/csv").get(v2("/reports/agents")).is(422).blames("since", "blank");
    }

    @Test
    void durations_are_said_in_words() {
        assertThat(List.of("0", "1", "61.4", "3600", "7500", "90000", "172800").stream()
                        .map(seconds -> Table.words(new java.math.BigDecimal(seconds))))
                .containsExactly(
                        "0 seconds",
                        "1 second",
                        "1 minute 1 second",
                        "1 hour",
                        "2 hours 5 minutes",
                        "1 day 1 hour",
                        "2 days");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/reports?metric=conversations_count",
                "/reports/percentiles?type=account",
                "/reports/conversations?type=account",
                "/reports/outgoing_messages_count?group_by=agent",
                "/reports/agents.csv?since=2026-01-01&until=2026-01-02",
                "/reports/inboxes.csv",
                "/reports/teams.csv",
                "/reports/labels",
                "/summary_reports/label",
                "/live_reports/conversation_metrics",
                "/live_reports/grouped_conversation_metrics?group_by=team_id"
            })
    void only_administrators_of_the_account_read_them(String path) {
        world.bruno.get(v2(path)).is(403);
        world.gina.get(v2(path)).is(404);
        world.ada.get(v2(path)).is(200);
    }

    @Test
    void what_is_asked_for_wrongly_is_explained() {
        world.ada
                .get(
                        v2(
                                "/reports?metric=joy&type=planet&group_by=decade&since=2026-02-01&until=2026-01-01&timezone=Moon"))
                .is(422)
                .blames("metric", "inclusion")
                .blames("type", "inclusion")
                .blames("group_by", "inclusion")
                .blames("until", "invalid")
                .blames("timezone", "invalid");
        world.ada
                .get(v2("/reports?type=team"))
                .is(422)
                .blames("metric", "blank")
                .blames("id", "blank");
        world.ada.get(v2("/reports?metric=reply_time&type=team&id=0")).is(404);
        world.ada
                .get(v2("/reports?metric=reply_time&group_by=hour&since=2000-01-01"))
                .is(422)
                .blames("group_by", "invalid");
        world.ada
                .get(v2("/reports?metric=reply_time&since=soon&timezone_offset=x"))
                .is(400)
                .blames("since", "invalid")
                .blames("timezone_offset", "invalid");
        world.ada.get(v2("/reports/conversations")).is(422).blames("type", "blank");
        world.ada.get(v2("/reports/conversations?type=team")).is(422).blames("type", "inclusion");
        world.ada.get(v2("/reports/conversations?type=agent&page=0")).is(400).blames("page", "invalid");
        world.ada.get(v2("/live_reports/conversation_metrics?team_id=0")).is(404);
        world.ada.get(v2("/live_reports/grouped_conversation_metrics")).is(422).blames("group_by", "blank");
        world.ada
                .get(v2("/live_reports/grouped_conversation_metrics?group_by=mood"))
                .is(422)
                .blames("group_by", "inclusion");
        world.ada
                .get(v2("/reports/outgoing_messages_count?group_by=planet&until=-1"))
                .is(422)
                .blames("group_by", "inclusion")
                .blames("until", "inclusion");
        world.ada
                .get(v2("/reports/percentiles?type=label&timezone_offset=3.1"))
                .is(422)
                .blames("id", "blank")
                .blames("timezone_offset", "inclusion");
    }
}
