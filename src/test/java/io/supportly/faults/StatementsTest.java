package io.supportly.faults;

import static io.supportly.testing.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.kernel.cache.Memory;
import io.supportly.kernel.cache.Remembered;
import io.supportly.testing.Answer;
import io.supportly.testing.Api;
import io.supportly.testing.Desk;
import io.supportly.testing.Statements;
import io.supportly.testing.World;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// How many statements a request costs, once what is remembered is remembered; the same with one row and with thirty.
class StatementsTest {
    private final World world = new World();
    private final Desk desk = new Desk(world);
    private final AtomicLong loads = new AtomicLong();
    private final Remembered<String, Long> probe =
            world.server.bean(Memory.class).remember("probe", 1, Function.identity(), _ -> loads.incrementAndGet());

    private record Cost(int statements, long transactions) {}

    @Test
    void reading_costs_the_same_however_much_is_read() {
        String messages = desk.path() + "/messages";
        Map<String, Integer> reads = Map.ofEntries(
                Map.entry("/conversations", 2),
                Map.entry("/conversations?status=all&assignee_type=me", 2),
                Map.entry("/conversations?inbox_id=" + desk.inbox, 2),
                Map.entry("/conversations?labels[]=vip", 2),
                Map.entry("/conversations/meta", 1),
                Map.entry(desk.path(), 2),
                Map.entry(desk.path() + "/labels", 1),
                Map.entry(messages, 2),
                Map.entry(messages + "?before=999999999", 2),
                Map.entry("/contacts", 3),
                Map.entry("/contacts?sort=-last_activity_at", 3),
                Map.entry("/contacts/search?q=some", 2),
                Map.entry("/contacts/" + desk.carla, 2),
                Map.entry("/contacts/" + desk.carla + "/conversations", 2),
                Map.entry("/search?q=some", 2),
                Map.entry("/labels", 1),
                Map.entry("/automation_rules", 1),
                Map.entry("/macros", 1),
                Map.entry("/campaigns", 1),
                Map.entry("/teams", 0),
                Map.entry("/inboxes", 0),
                Map.entry("/agents", 0),
                Map.entry("", 0));
        var found = new TreeMap<String, String>();

        reads.forEach((path, most) -> {
            for (Api who : List.of(world.ada, world.bruno)) {
                if (mayRead(who, path)) {
                    note(found, path, most, cost(who, api -> api.get(path)));
                }
            }
        });
        fill();
        reads.forEach((path, most) -> {
            for (Api who : List.of(world.ada, world.bruno)) {
                if (mayRead(who, path)) {
                    note(found, path + " with more", most, cost(who, api -> api.get(path)));
                }
            }
        });

        assertThat(found).isEmpty();
    }

    private static boolean mayRead(Api who, String path) {
        var answer = who.get(path);
        if (answer.status() == 403) {
            return false;
        }
        answer.is(200);
        return true;
    }

    private static void note(Map<String, String> found, String path, int most, Cost cost) {
        if (cost.statements() > most) {
            found.put(path, cost.statements() + " statements, not " + most);
        }
    }

    private void fill() {
        world.ada.post("/labels", Map.of("title", "vip"));
        for (int i = 0; i < 30; i++) {
            long contact = world.ada
                    .post("/contacts", Map.of("name", "Some " + i, "email", "some" + i + "@example.com"))
                    .number("payload.contact.id");
            long conversation = world.ada
                    .post(
                            "/conversations",
                            Map.of(
                                    "inbox_id",
                                    desk.inbox,
                                    "contact_id",
                                    contact,
                                    "assignee_id",
                                    world.brunoId,
                                    "message",
                                    Map.of("content", "Hello")))
                    .is(201)
                    .number("id");
            world.ada.post("/conversations/" + conversation + "/labels", Map.of("labels", List.of("vip")));
            world.ada
                    .post(desk.path() + "/messages", Map.of("content", "Line " + i))
                    .is(201);
            world.ada
                    .post("/conversations", Map.of("inbox_id", desk.inbox, "contact_id", desk.carla))
                    .is(201);
            world.ada.post("/teams", Map.of("name", "Team " + i)).is(201);
            world.ada
                    .post("/campaigns", Map.of("title", "Campaign " + i, "message", "Hello", "inbox_id", desk.inbox))
                    .is(201);
        }
    }

    @Test
    void a_reply_is_two_statements_and_its_own_commit() {
        assertThat(cost(world.bruno, api -> api.post(desk.path() + "/messages", Map.of("content", "Hello"))))
                .isEqualTo(new Cost(2, 0));
    }

    @Test
    void what_a_customer_writes_is_one_transaction() {
        assertThat(cost(
                        world.ada,
                        api -> api.post(
                                desk.path() + "/messages", Map.of("content", "Hello", "message_type", "incoming"))))
                .isEqualTo(new Cost(3, 1));
    }

    @Test
    void a_change_of_a_conversation_is_one_transaction() {
        Function<String, Cost> resolve =
                status -> once(world.ada, api -> api.post(desk.path() + "/toggle_status", Map.of("status", status)));
        Function<Long, Cost> assign =
                user -> once(world.ada, api -> api.post(desk.path() + "/assignments", Map.of("assignee_id", user)));
        resolve.apply("resolved");
        assign.apply(world.adaId);

        assertThat(resolve.apply("open")).isEqualTo(new Cost(5, 1));
        assertThat(assign.apply(world.brunoId)).isEqualTo(new Cost(5, 1));
        assertThat(once(world.ada, api -> api.post(desk.path() + "/labels", Map.of("labels", List.of("vip")))))
                .isEqualTo(new Cost(4, 1));
        assertThat(resolve.apply("open")).as("Nothing changes").isEqualTo(new Cost(1, 1));
    }

    @Test
    void a_new_conversation_costs_one_more_where_nobody_is_there() {
        var draft = Map.of("inbox_id", desk.inbox, "contact_id", desk.carla);
        Cost plain = cost(world.ada, api -> api.post("/conversations", draft));

        world.ada.patch("/inboxes/" + desk.inbox, Map.of("enable_auto_assignment", true));
        world.ada.patch("/agents/" + world.brunoId, Map.of("availability", "busy"));
        assertThat(cost(world.ada, api -> api.post("/conversations", draft)))
                .isEqualTo(new Cost(plain.statements() + 1, plain.transactions()));
        world.ada.patch("/agents/" + world.brunoId, Map.of("availability", "online"));
        assertThat(cost(world.ada, api -> api.post("/conversations", draft)))
                .as("The lock, the choice, whoever follows, and the line about it")
                .isEqualTo(new Cost(plain.statements() + 4, plain.transactions()));
    }

    /// The second time, when what is remembered is remembered, and no word of an earlier change is still on its way.
    private Cost cost(Api who, Function<Api, Answer> request) {
        heard();
        Statements.during(who, request);
        return once(who, request);
    }

    /// Words of changes come in the order in which they were said: this one is the last.
    private void heard() {
        long before = probe.get("any");
        world.server
                .sql()
                .sql("select pg_notify('supportly_memory', 'probe:any')")
                .query((_, _) -> true)
                .single();
        eventually(() -> probe.get("any") > before);
    }

    private static Cost once(Api who, Function<Api, Answer> request) {
        Statements.Heard heard = Statements.during(who, request);
        assertThat(heard.answer().status()).isBetween(200, 201);
        return new Cost(heard.runs().size(), heard.commits());
    }
}
