package io.supportly.conversations;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.kernel.Caller;
import io.supportly.kernel.Role;
import io.supportly.testing.Api;
import io.supportly.testing.Desk;
import io.supportly.testing.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class ConversationListTest {
    private static final Pattern SORTED = Pattern.compile("(?:Sort|Group)[^\\n]*actual rows=(\\d+)");
    private final World world = new World();
    private final Desk desk = new Desk(world);

    @Test
    void each_order_puts_first_what_it_promises() {
        long urgent = conversation();
        long low = conversation();
        long none = conversation();
        world.ada
                .patch("/conversations/" + urgent, Map.of("priority", "urgent"))
                .is(200);
        world.ada.patch("/conversations/" + low, Map.of("priority", "low")).is(200);
        world.ada
                .post("/conversations/" + low + "/messages", Map.of("content", "Hi"))
                .is(201);
        write(none);

        assertThat(order("priority_desc")).startsWith(urgent, low);
        assertThat(order("priority_asc")).startsWith(low, urgent);
        assertThat(order("priority_desc_created_at_asc")).containsExactly(urgent, low, desk.printerJam, none);
        assertThat(order("waiting_since_asc")).endsWith(low);
        assertThat(order("waiting_since_desc")).endsWith(low);
        assertThat(order("created_at_asc")).containsExactly(desk.printerJam, urgent, low, none);
        assertThat(order("created_at_desc")).containsExactly(none, low, urgent, desk.printerJam);
        assertThat(order("last_activity_at_desc")).startsWith(none);
        assertThat(order("last_activity_at_asc")).endsWith(none);
        assertThat(order("unread").subList(0, 2)).containsExactlyInAnyOrder(none, desk.printerJam);
    }

    private List<Long> order(String word) {
        List<Long> all =
                ids(world.ada.get("/conversations?status=all&sort_by=" + word).is(200));
        assertThat(ids(world.ada.get("/conversations?sort_by=" + word).is(200))).isEqualTo(all);
        assertThat(ids(world.bruno.get("/conversations?sort_by=" + word).is(200)))
                .isEqualTo(all);
        return all;
    }

    private static List<Long> ids(io.supportly.testing.Answer answer) {
        return answer.at("data.payload")
                .valueStream()
                .map((JsonNode row) -> row.path("id").asLong())
                .toList();
    }

    private long conversation() {
        world.server.clock().advance(java.time.Duration.ofMinutes(1));
        return world.ada
                .post("/conversations", Map.of("inbox_id", desk.inbox, "contact_id", desk.carla))
                .is(201)
                .number("id");
    }

    private void write(long conversation) {
        world.server.clock().advance(java.time.Duration.ofMinutes(1));
        world.ada
                .post(
                        "/conversations/" + conversation + "/messages",
                        Map.of("content", "Hello", "message_type", "incoming"))
                .is(201);
    }

    @Test
    void an_unknown_team_is_not_found_and_an_unknown_inbox_is_empty() {
        long hidden = world.ada
                .post("/inboxes", Map.of("name", "Other", "channel", Map.of("type", "api")))
                .number("id");

        world.ada.get("/conversations?team_id=999999").is(404);
        world.ada.get("/conversations?inbox_id=999999").is(200).hasSize("data.payload", 0);
        world.bruno
                .get("/conversations?inbox_id=" + hidden)
                .is(200)
                .shows("data.meta.all_count", 0)
                .hasSize("data.payload", 0);
    }

    @Test
    void a_contact_is_found_by_his_name_at_the_inbox() {
        long other = world.ada
                .post(
                        "/conversations",
                        Map.of("inbox_id", desk.inbox, "contact_id", desk.carla, "source_id", "carla-7"))
                .is(201)
                .number("id");

        assertThat(ids(world.bruno.get("/conversations?source_id=carla-7").is(200)))
                .containsExactly(other);
        world.bruno.get("/conversations/meta?source_id=carla-7").is(200).shows("meta.all_count", 1);
        world.bruno.get("/conversations?source_id=nobody").is(200).hasSize("data.payload", 0);
    }

    @Test
    void what_was_active_lately_comes_without_pages() {
        world.server.clock().advance(java.time.Duration.ofHours(1));
        long fresh = conversation();

        assertThat(ids(world.ada.get("/conversations?updated_within=600").is(200)))
                .containsExactly(fresh);
        assertThat(ids(world.bruno.get("/conversations?updated_within=600").is(200)))
                .containsExactly(fresh);
        world.ada.get("/conversations?updated_within=0").is(422).blames("updated_within", "inclusion");
    }

    @Test
    void an_agent_counts_his_inboxes_and_what_his_teams_have_elsewhere() {
        long ottoId = world.user("Otto", world.acme, Role.AGENT);
        Api otto = world.as(ottoId, world.acme);
        long team = world.ada.post("/teams", Map.of("name", "Printers")).number("id");
        world.ada.post("/teams/" + team + "/team_members", Map.of("user_ids", List.of(ottoId, world.brunoId)));
        long second = conversation();
        world.ada.post(desk.path() + "/assignments", Map.of("team_id", team)).is(200);

        otto.get("/conversations").shows("data.meta.all_count", 1).hasSize("data.payload", 1);
        world.bruno.get("/conversations").shows("data.meta.all_count", 2).hasSize("data.payload", 2);
        world.bruno.get("/conversations?team_id=" + team).shows("data.meta.all_count", 1);
        world.bruno
                .get("/conversations?team_id=" + team + "&inbox_id=" + desk.inbox)
                .shows("data.meta.all_count", 1)
                .hasSize("data.payload", 1);
        world.ada.delete("/conversations/" + second).is(200);
        world.bruno.get("/conversations").shows("data.meta.all_count", 1);
    }

    @Test
    void several_labels_find_each_conversation_once() {
        world.ada
                .post(desk.path() + "/labels", Map.of("labels", List.of("a1", "b1")))
                .is(200);

        for (String status : List.of("open", "all")) {
            world.ada
                    .get("/conversations?status=" + status + "&labels[]=a1&labels[]=b1")
                    .hasSize("data.payload", 1)
                    .shows("data.meta.all_count", 1);
        }
        world.bruno.get("/conversations?status=all&labels[]=a1").hasSize("data.payload", 1);
        world.ada.get("/conversations?status=resolved&labels[]=a1").hasSize("data.payload", 0);
    }

    /// 20,000 conversations, two thirds of them open; each list and order reads little of that and sorts less.
    @Test
    void no_list_costs_more_with_more_conversations() {
        fill(20_000);
        var admin = new Caller.Member(world.acme, world.adaId, "Ada", Role.ADMINISTRATOR, null);
        var agent = new Caller.Member(world.acme, world.brunoId, "Bruno", Role.AGENT, null);
        var dear = new ArrayList<String>();

        for (Caller caller : List.of(admin, agent)) {
            for (String status : List.of("open", "all")) {
                ConversationQuery.Order.WORDS.forEach(
                        word -> check(caller, query(status, null, null, List.of(), word), dear));
                for (String assignee : List.of("me", "unassigned", "assigned")) {
                    check(caller, query(status, assignee, null, List.of(), null), dear);
                }
                check(caller, query(status, null, desk.inbox, List.of(), null), dear);
                check(caller, query(status, null, null, List.of("vip"), null), dear);
                check(caller, query(status, null, null, List.of("vip", "new"), null), dear);
            }
        }

        assertThat(dear).isEmpty();
    }

    private static ConversationQuery query(
            String status,
            @Nullable String assignee,
            @Nullable Long inbox,
            List<String> labels,
            @Nullable String sort) {
        return new ConversationQuery(status, assignee, inbox, null, labels, null, sort, null, null, null, null);
    }

    private void fill(int conversations) {
        JdbcClient sql = world.server.sql();
        sql.sql("""
                        insert into conversations (account_id, id, uuid, inbox_id, contact_id, contact_inbox_id, status,
                          priority, assignee_id, waiting_since, last_activity_at, unread_count, labels, created_at,
                          updated_at)
                        select c.account_id, 1000 + i, gen_random_uuid(), c.inbox_id, c.contact_id, c.contact_inbox_id,
                          case when i % 3 = 0 then 1 else 0 end, case when i % 7 < 4 then i % 7 end,
                          case when i % 2 = 0 then :bruno::bigint end, case when i % 5 = 0 then now() - i * interval '1 s' end,
                          now() - i * interval '1 s', case when i % 4 = 0 then 1 else 0 end,
                          case i % 10 when 0 then '{vip}' when 1 then '{new}' else '{}' end::text[], now(), now()
                        from conversations c, generate_series(1, :many) i
                        where c.account_id = :account and c.id = :number
                        """)
                .param("many", conversations)
                .param("bruno", world.brunoId)
                .param("account", world.acme.value())
                .param("number", desk.printerJam)
                .update();
        sql.sql("vacuum analyze conversations").update();
        sql.sql("vacuum analyze conversation_labels").update();
    }

    private void check(Caller caller, ConversationQuery query, List<String> dear) {
        var question = world.server.bean(ConversationList.class).question(caller, query);
        String plan = world
                .server
                .bean(JdbcClient.class)
                .sql("explain (analyze, buffers, timing off, costs off) " + question.sql())
                .params(question.binds())
                .query(String.class)
                .list()
                .stream()
                .reduce("", (all, line) -> all + line + "\n");
        boolean sorts = SORTED.matcher(plan)
                .results()
                .map(found -> Long.parseLong(found.group(1)))
                .anyMatch(rows -> rows > 200);
        Matcher buffers = Pattern.compile("Buffers: shared hit=(\\d+)").matcher(plan);
        boolean reads = !buffers.find() || Long.parseLong(buffers.group(1)) > 700;
        if (sorts || reads || plan.contains("Seq Scan on conversations")) {
            dear.add(caller.name() + " " + query + "\n" + plan);
        }
    }
}
