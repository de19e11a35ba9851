package io.supportly.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.reports.Traffic.State;
import io.supportly.reports.Traffic.Took;
import io.supportly.testing.World;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Each report against a count by brute force over what happened, on random traffic; then the same from roll-ups that
/// were rebuilt. The seed is told when it fails.
class ReportsAgreeTest {
    private static final int STEPS = 120;

    private final long seed = Long.getLong("reports.seed", new Random().nextLong());
    private final Traffic traffic = new Traffic(new World(), seed);
    private final World world = traffic.world;

    /// Whose numbers: whether a conversation belongs there, and whether a message or a time is to the credit of a user.
    private record Whose(
            String type,
            long id,
            Predicate<State> holds,
            @Nullable Long user) {
        boolean has(State conversation, @Nullable Long by) {
            return user == null ? holds.test(conversation) : user.equals(by);
        }

        String query() {
            return "type=" + type + (type.equals("account") ? "" : "&id=" + id);
        }
    }

    @Test
    void reports_agree_with_a_count_by_brute_force_and_so_do_rebuilt_ones() {
        Instant begin = world.server.clock().instant();
        traffic.run(STEPS);
        world.untilRead("reports");
        Map<String, JsonNode> kept = answers(begin);

        assertThat(kept.entrySet()).as("with -Dreports.seed=%d", seed).allSatisfy(answer -> agrees(answer));
        world.server.bean(Rebuilding.class).rebuild(world.acme);
        assertThat(answers(begin)).as("rebuilt, with -Dreports.seed=%d", seed).isEqualTo(kept);
    }

    private List<Whose> everybody() {
        var all = new ArrayList<Whose>();
        all.add(new Whose("account", 0, _ -> true, null));
        List.of(world.adaId, world.brunoId)
                .forEach(user -> all.add(new Whose("agent", user, state -> user.equals(state.assignee()), user)));
        traffic.inboxes.forEach(inbox -> all.add(new Whose("inbox", inbox, state -> state.inbox() == inbox, null)));
        traffic.teams.forEach(team -> all.add(new Whose("team", team, state -> team.equals(state.team()), null)));
        List<String> titles = List.of("billing", "vip");
        for (int i = 0; i < titles.size(); i++) {
            String title = titles.get(i);
            all.add(new Whose(
                    "label", traffic.labels.get(i), state -> state.labels().contains(title), null));
        }
        return all;
    }

    private Map<String, JsonNode> answers(Instant begin) {
        var answers = new LinkedHashMap<String, JsonNode>();
        Instant end = world.server.clock().instant().plusSeconds(60);
        Instant middle = begin.plus(Duration.between(begin, end).dividedBy(2)).truncatedTo(ChronoUnit.HOURS);
        for (Whose whose : everybody()) {
            for (boolean business : List.of(false, true)) {
                String tail = whose.query() + "&business_hours=" + business + "&since=" + middle.getEpochSecond()
                        + "&until=" + end.getEpochSecond();
                ask(answers, "/reports/summary?" + tail);
                ask(answers, "/reports/percentiles?" + tail);
            }
            for (String metric : Metric.WORDS) {
                ask(
                        answers,
                        "/reports?metric=" + metric + "&" + whose.query() + "&timezone=Asia/Kathmandu&group_by=day"
                                + "&since=" + begin.getEpochSecond() + "&until=" + end.getEpochSecond());
            }
        }
        for (String group : GroupBy.WORDS) {
            for (String zone : List.of("timezone_offset=0", "timezone=Europe/Berlin", "timezone_offset=-3.5")) {
                ask(
                        answers,
                        "/reports?metric=incoming_messages_count&group_by=" + group + "&" + zone + "&since="
                                + begin.getEpochSecond() + "&until=" + end.getEpochSecond());
            }
        }
        for (String rows : List.of("agents", "inboxes", "teams")) {
            ask(answers, "/reports/" + rows + "?since=" + begin.getEpochSecond() + "&until=" + end.getEpochSecond());
        }
        ask(answers, "/summary_reports/label?since=" + begin.getEpochSecond() + "&until=" + end.getEpochSecond());
        return answers;
    }

    private void ask(Map<String, JsonNode> answers, String path) {
        answers.put(
                path,
                world.ada.get("/api/v2/accounts/" + world.acme + path).is(200).json());
    }

    private static String of(String path, String name) {
        for (String pair : path.substring(path.indexOf('?') + 1).split("&")) {
            if (pair.startsWith(name + "=")) {
                return pair.substring(name.length() + 1);
            }
        }
        return "";
    }

    private void agrees(Map.Entry<String, JsonNode> answer) {
        String path = answer.getKey();
        Instant since = quarter(Instant.ofEpochSecond(Long.parseLong(of(path, "since"))), false);
        Instant until = quarter(Instant.ofEpochSecond(Long.parseLong(of(path, "until"))), true);
        JsonNode said = answer.getValue();
        if (path.startsWith("/reports/summary")) {
            summaryAgrees(path, said, since, until);
            Instant from = since.minus(Duration.between(since, until));
            summaryAgrees(path, said.path("previous"), from, since);
        } else if (path.startsWith("/reports/percentiles")) {
            percentilesAgree(path, said, since, until);
        } else if (path.startsWith("/reports?")) {
            seriesAgrees(path, said, since, until);
        } else {
            rowsAgree(path, said, since, until);
        }
    }

    private static Instant quarter(Instant time, boolean up) {
        long rest = time.getEpochSecond() % 900;
        return time.plusSeconds(rest == 0 ? 0 : up ? 900 - rest : -rest);
    }

    private Whose whose(String path) {
        String type = of(path, "type").isEmpty() ? "account" : of(path, "type");
        return everybody().stream()
                .filter(each -> each.type().equals(type)
                        && (type.equals("account") || of(path, "id").equals(Long.toString(each.id()))))
                .findFirst()
                .orElseThrow();
    }

    private static boolean within(Instant time, Instant since, Instant until) {
        return !time.isBefore(since) && time.isBefore(until);
    }

    private long created(Whose whose, Instant since, Instant until) {
        return traffic.conversations.values().stream()
                .filter(state -> whose.holds().test(state) && within(state.created(), since, until))
                .count();
    }

    private long said(Whose whose, boolean incoming, Instant since, Instant until) {
        return traffic.messages.stream()
                .filter(said -> said.incoming() == incoming && within(said.at(), since, until))
                .filter(said -> whose.has(traffic.conversations.get(said.conversation()), said.sender()))
                .count();
    }

    private List<Took> took(Whose whose, Measure measure, Instant since, Instant until) {
        return traffic.times.stream()
                .filter(took -> took.measure() == measure && within(took.at(), since, until))
                .filter(took -> whose.has(traffic.conversations.get(took.conversation()), took.user()))
                .toList();
    }

    private static @Nullable BigDecimal average(List<Took> times, boolean business) {
        if (times.isEmpty()) {
            return null;
        }
        long millis = times.stream()
                .mapToLong(took -> (business ? took.inBusiness() : took.time()).toMillis())
                .sum();
        return Figures.seconds(Math.round((double) millis / times.size()));
    }

    private void summaryAgrees(String path, JsonNode said, Instant since, Instant until) {
        Whose whose = whose(path);
        boolean business = of(path, "business_hours").equals("true");
        assertThat(said.path("conversations_count").asLong()).as(path).isEqualTo(created(whose, since, until));
        assertThat(said.path("incoming_messages_count").asLong()).as(path).isEqualTo(said(whose, true, since, until));
        assertThat(said.path("outgoing_messages_count").asLong()).as(path).isEqualTo(said(whose, false, since, until));
        var resolved = took(whose, Measure.CONVERSATION_RESOLVED, since, until);
        assertThat(said.path("resolutions_count").asLong()).as(path).isEqualTo(resolved.size());
        same(path, said.path("avg_resolution_time"), average(resolved, business));
        same(
                path,
                said.path("avg_first_response_time"),
                average(took(whose, Measure.FIRST_RESPONSE, since, until), business));
        same(path, said.path("reply_time"), average(took(whose, Measure.REPLY_TIME, since, until), business));
    }

    private static void same(String path, JsonNode said, @Nullable BigDecimal expected) {
        assertThat(said.isNull()).as(path).isEqualTo(expected == null);
        if (expected != null) {
            assertThat(said.decimalValue()).as(path).isEqualByComparingTo(expected);
        }
    }

    private void percentilesAgree(String path, JsonNode said, Instant since, Instant until) {
        boolean business = of(path, "business_hours").equals("true");
        Map.of(
                        "first_response_time",
                        Measure.FIRST_RESPONSE,
                        "reply_time",
                        Measure.REPLY_TIME,
                        "resolution_time",
                        Measure.CONVERSATION_RESOLVED)
                .forEach((name, measure) -> {
                    List<Took> times = took(whose(path), measure, since, until);
                    List<Duration> sorted = times.stream()
                            .map(took -> business ? took.inBusiness() : took.time())
                            .sorted()
                            .toList();
                    assertThat(said.path(name).path("count").asInt()).as(path).isEqualTo(sorted.size());
                    same(path, said.path(name).path("average"), average(times, business));
                    Map.of("median", 50, "p90", 90, "p95", 95).forEach((field, percent) -> {
                        JsonNode value = said.path(name).path(field);
                        if (sorted.isEmpty()) {
                            assertThat(value.isNull()).as(path).isTrue();
                        } else {
                            int rank = (sorted.size() * percent + 99) / 100;
                            double exact = sorted.get(rank - 1).toMillis() / 1000.0;
                            assertThat(Math.abs(value.doubleValue() - exact))
                                    .as("%s %s %s, exactly %s", path, name, value, exact)
                                    .isLessThanOrEqualTo(exact * 0.025 + 0.026);
                        }
                    });
                });
    }

    private void seriesAgrees(String path, JsonNode said, Instant since, Instant until) {
        Whose whose = whose(path);
        String metric = of(path, "metric");
        ZoneId zone = of(path, "timezone").isEmpty()
                ? ZoneId.of(of(path, "timezone_offset").equals("0") ? "Z" : "-03:30")
                : ZoneId.of(of(path, "timezone"));
        Instant next = null;
        for (JsonNode point : said) {
            Instant from = Instant.ofEpochSecond(point.path("timestamp").asLong());
            if (next != null) {
                assertThat(from).as(path).isEqualTo(next);
            }
            next = next(from.atZone(zone), of(path, "group_by"));
            Instant low = from.isBefore(since) ? since : from;
            Instant high = next.isAfter(until) ? until : next;
            assertThat(point.path("value").decimalValue())
                    .as("%s at %s", path, from)
                    .isEqualByComparingTo(value(whose, metric, low, high));
        }
        assertThat(said.path(0).path("timestamp").asLong()).as(path).isLessThanOrEqualTo(since.getEpochSecond());
        assertThat(Objects.requireNonNull(next)).as(path).isAfterOrEqualTo(until);
    }

    private static Instant next(ZonedDateTime from, String group) {
        return switch (group) {
            case "hour" -> from.plusHours(1).toInstant();
            case "week" -> from.plusWeeks(1).toInstant();
            case "month" -> from.plusMonths(1).toInstant();
            case "year" -> from.plusYears(1).toInstant();
            default -> from.plusDays(1).toInstant();
        };
    }

    private BigDecimal value(Whose whose, String metric, Instant since, Instant until) {
        BigDecimal value = switch (metric) {
            case "conversations_count" -> BigDecimal.valueOf(created(whose, since, until));
            case "incoming_messages_count" -> BigDecimal.valueOf(said(whose, true, since, until));
            case "outgoing_messages_count" -> BigDecimal.valueOf(said(whose, false, since, until));
            case "resolutions_count" ->
                BigDecimal.valueOf(
                        took(whose, Measure.CONVERSATION_RESOLVED, since, until).size());
            case "avg_first_response_time" -> average(took(whose, Measure.FIRST_RESPONSE, since, until), false);
            case "avg_resolution_time" -> average(took(whose, Measure.CONVERSATION_RESOLVED, since, until), false);
            case "avg_reply_time", "reply_time" -> average(took(whose, Measure.REPLY_TIME, since, until), false);
            default -> BigDecimal.ZERO;
        };
        return value == null ? BigDecimal.ZERO : value;
    }

    private void rowsAgree(String path, JsonNode said, Instant since, Instant until) {
        String type = path.startsWith("/summary_reports/label")
                ? "label"
                : path.replaceFirst("^/reports/(\\w+)\\?.*", "$1").replaceFirst("(e?)s$", "");
        List<Whose> all = everybody().stream()
                .filter(each -> each.type().startsWith(type))
                .toList();
        assertThat(said).as(path).hasSameSizeAs(all);
        for (Whose whose : all) {
            JsonNode row = said.valueStream()
                    .filter(each -> each.path("id").asLong() == whose.id())
                    .findFirst()
                    .orElseThrow();
            List<Took> resolved = took(whose, Measure.CONVERSATION_RESOLVED, since, until);
            assertThat(row.path("conversations_count").asLong()).as(path).isEqualTo(created(whose, since, until));
            assertThat(row.path("resolved_conversations_count").asInt())
                    .as(path)
                    .isEqualTo(resolved.size());
            if (!type.equals("label")) {
                same(path, row.path("avg_resolution_time"), average(resolved, false));
                same(path, row.path("avg_reply_time"), average(took(whose, Measure.REPLY_TIME, since, until), false));
            }
        }
    }
}
