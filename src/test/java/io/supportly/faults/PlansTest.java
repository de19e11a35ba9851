package io.supportly.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.testing.Api;
import io.supportly.testing.Desk;
import io.supportly.testing.Statements;
import io.supportly.testing.TestServer;
import io.supportly.testing.World;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What PostgreSQL does for each list, read from its plan and not from a clock: on an empty, a small and a large
/// account in one database, as plans are made once for all.
class PlansTest {
    /// What a desk looks at all day: one status, in any order, by one inbox, team, label or assignee.
    private static final Most ONE_WALK = new Most(200, 100);

    /// The heads of several walks, merged: all statuses, an agent's inboxes and teams, several filters at once, words
    /// anywhere. Bounded by how many walks there are, never by how many conversations.
    private static final Most SEVERAL_WALKS = new Most(2_000, 300);
    // A month of quarter hours is added up.
    private static final Most SUMS = new Most(2_000, 31 * 96);

    private record Most(long buffers, long sorted) {}

    private final Map<String, String> dear = new LinkedHashMap<>();

    @Test
    void no_list_reads_or_sorts_more_than_it_shows() throws SQLException {
        try (TestServer server = TestServer.with(Map.of())) {
            var empty = new World(server);
            var small = new Desk(new World(server));
            var large = new LargeDesk(new World(server));

            try (Connection connection = server.ownersData().getConnection()) {
                look(connection, large.world, paths(large));
                look(connection, large.world, reports(large));
                filter(connection, large.world, when("status", "open"));
                filter(connection, large.world, when("assignee_id", large.world.brunoId));
                filter(connection, large.world, when("referer", "https://example.com"));
                look(connection, empty, List.of("/conversations", "/contacts", "/events"));
            }
            assertThat(small.printerJam).isEqualTo(1);
        }
        assertThat(dear.values()).isEmpty();
    }

    private static List<String> paths(LargeDesk large) {
        var paths = new ArrayList<String>();
        for (String status : List.of("open", "all")) {
            String base = "/conversations?status=" + status;
            for (String sort : List.of(
                    "last_activity_at_desc",
                    "last_activity_at_asc",
                    "created_at_desc",
                    "created_at_asc",
                    "priority_desc",
                    "priority_asc",
                    "waiting_since_asc",
                    "waiting_since_desc")) {
                paths.add(base + "&sort_by=" + sort);
            }
            List.of("me", "unassigned", "assigned").forEach(who -> paths.add(base + "&assignee_type=" + who));
            paths.add(base + "&inbox_id=" + large.inboxes.getFirst());
            paths.add(base + "&inbox_id=" + large.inboxes.getFirst() + "&assignee_type=me");
            paths.add(base + "&team_id=" + large.teams.getFirst());
            paths.add(base + "&labels[]=label-3");
            paths.add(base + "&labels[]=label-3&labels[]=vip");
            paths.add(base + "&labels[]=vip&inbox_id=" + large.inboxes.getFirst());
        }
        for (String order : List.of(
                "name", "email", "phone_number", "last_activity_at", "created_at", "company_name", "city", "country")) {
            paths.add("/contacts?sort=" + order);
            paths.add("/contacts?sort=-" + order);
        }
        for (String order : List.of("name", "domain", "created_at", "contacts_count", "last_activity_at")) {
            paths.add("/companies?sort=" + order);
            paths.add("/companies?sort=-" + order);
        }
        String company = "/companies/" + large.company;
        paths.addAll(List.of(
                company,
                company + "/contacts",
                company + "/contacts/search?q=person",
                company + "/conversations",
                company + "/notes",
                "/companies/search?q=company%2012",
                "/companies/search?q=company&page=2",
                "/companies/search?q=c77.ex",
                "/contacts/active",
                "/contacts/" + large.contact() + "/attachments",
                "/contacts/" + large.contact() + "/conversations",
                "/contacts",
                "/contacts/search?q=person",
                "/contacts/search?q=p777",
                "/contacts/search?q=mail7.ex",
                "/search?q=c4ca42",
                "/search?q=per",
                "/search?q=%2B49151",
                "/search?q=zzzzzz",
                "/conversations/3",
                "/conversations/3/messages",
                "/conversations/3/messages?after=1",
                "/conversations/3/messages?before=999999999",
                "/events?after=0",
                "/events?after=30000&limit=25"));
        return paths;
    }

    /// Of thirty days, as a rule.
    private static List<String> reports(LargeDesk large) {
        String v2 = "/api/v2/accounts/" + large.world.acme;
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        String month = "since=" + today.minusDays(30) + "&until=" + today;
        var paths = new ArrayList<String>();
        for (String zone : List.of("UTC", "Europe/Berlin", "Asia/Kathmandu")) {
            for (String type : List.of("account", "agent&id=" + large.world.brunoId)) {
                String tail = type + "&" + month + "&timezone=" + zone;
                paths.add(v2 + "/reports?metric=avg_first_response_time&type=" + tail);
                paths.add(v2 + "/reports/summary?type=" + tail);
                paths.add(v2 + "/reports/percentiles?type=" + tail);
            }
            for (String rows : List.of("reports/agents", "reports/inboxes", "reports/teams", "summary_reports/label")) {
                paths.add(v2 + "/" + rows + "?" + month + "&timezone=" + zone);
            }
        }
        paths.add(v2 + "/reports/summary?type=account&business_hours=true");
        paths.add(v2 + "/reports?metric=conversations_count&group_by=month");
        paths.add(v2 + "/reports/conversations?type=account");
        paths.add(v2 + "/reports/conversations?type=agent");
        paths.add(v2 + "/live_reports/conversation_metrics?team_id=" + large.teams.getFirst());
        paths.add(v2 + "/live_reports/grouped_conversation_metrics?group_by=team_id");
        return paths;
    }

    private void look(Connection connection, World world, List<String> paths) throws SQLException {
        for (String path : paths) {
            for (Api who : List.of(world.ada, world.bruno)) {
                Statements.Heard heard = Statements.during(who, api -> api.get(path));
                if (heard.answer().status() == 403) {
                    continue;
                }
                heard.answer().is(200);
                for (Statements.Run run : heard.runs()) {
                    judge((who == world.ada ? "ada " : "bruno ") + path, run, Plan.of(connection, run));
                }
            }
        }
    }

    private static Map<String, Object> when(String key, Object value) {
        return Map.of(
                "payload",
                List.of(Map.of("attribute_key", key, "filter_operator", "not_equal_to", "values", List.of(value))));
    }

    private void filter(Connection connection, World world, Map<String, Object> filter) throws SQLException {
        for (Api who : List.of(world.ada, world.bruno)) {
            Statements.Heard heard = Statements.during(who, api -> api.post("/conversations/filter", filter));
            heard.answer().is(200).hasSize("payload", 25);
            for (Statements.Run run : heard.runs()) {
                judge(who == world.ada ? "ada filters &&" : "bruno filters", run, Plan.of(connection, run));
            }
        }
    }

    private void judge(String path, Statements.Run run, Plan plan) {
        // Filters that no counter knows are counted, by the narrowest index.
        if (run.sql().startsWith("select count(*) filter")) {
            return;
        }
        Most most = path.contains("/reports") ? SUMS : isOneWalk(path) ? ONE_WALK : SEVERAL_WALKS;
        if (plan.buffers() > most.buffers()
                || plan.sorted() > most.sorted()
                || !plan.scanned().isEmpty()) {
            String what = path + ": " + plan.buffers() + " buffers, " + plan.sorted() + " rows sorted, scanned "
                    + plan.scanned();
            dear.put(path + run.sql(), what + "\n" + run.sql() + "\n" + plan);
        }
    }

    private static boolean isOneWalk(String path) {
        boolean narrow = path.matches(".*(status=all|search|companies/\\d+/conversations|&(?!sort_by).*&|%).*");
        return path.startsWith("ada") && !narrow;
    }
}
