package io.supportly.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.testing.Answer;
import io.supportly.testing.Api;
import io.supportly.testing.Counters;
import io.supportly.testing.Desk;
import io.supportly.testing.World;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Several who do the same, or the opposite, at the same moment.
class AtOnceTest {
    private final World world = new World();
    private final Desk desk = new Desk(world);

    @Test
    void ten_posts_at_once_with_one_idempotency_key_open_one_conversation() throws Exception {
        Api once = world.ada.with("Idempotency-Key", "open-" + desk.carla);
        var body = Map.of("inbox_id", desk.inbox, "contact_id", desk.carla, "message", Map.of("content", "Hello"));

        List<Answer> answers = atOnce(10, _ -> once.post("/conversations", body));

        assertThat(answers).allSatisfy(answer -> answer.is(201));
        assertThat(answers.stream().map(Answer::text).distinct()).hasSize(1);
        assertThat(answers.stream()
                        .filter(answer -> answer.header("Idempotent-Replayed").isEmpty()))
                .hasSize(1);
        world.ada.get("/contacts/" + desk.carla + "/conversations").hasSize("payload", 2);
    }

    @Test
    void what_a_key_refused_once_is_refused_again_and_leaves_nothing() throws Exception {
        Api once = world.ada.with("Idempotency-Key", "refused-" + desk.carla);
        var body = Map.of("inbox_id", desk.inbox, "contact_id", desk.carla, "team_id", 999_999);

        List<Answer> answers = atOnce(4, _ -> once.post("/conversations", body));

        assertThat(answers).allSatisfy(answer -> answer.is(422).blames("team_id", "not_found"));
        world.ada.get("/contacts/" + desk.carla + "/conversations").hasSize("payload", 1);
    }

    @Test
    void a_keyed_request_answers_with_what_it_has_just_changed() {
        Api once = world.ada.with("Idempotency-Key", "members-" + desk.carla);

        once.post("/inbox_members", Map.of("inbox_id", desk.inbox, "user_ids", List.of(world.brunoId, world.adaId)))
                .is(201)
                .hasSize("payload", 2);
    }

    @Test
    void two_agents_who_assign_at_once_leave_one_outcome_and_its_whole_story() throws Exception {
        List<Api> agents = List.of(world.ada, world.bruno);
        List<Long> choices = List.of(world.brunoId, world.adaId);

        List<Answer> answers =
                atOnce(2, i -> agents.get(i).post(desk.path() + "/assignments", Map.of("assignee_id", choices.get(i))));

        assertThat(answers).allSatisfy(answer -> answer.is(200));
        long outcome = world.ada.get(desk.path()).number("meta.assignee.id");
        World.eventually(() -> assigned().size() == 2);
        List<JsonNode> changes = assigned();
        assertThat(changes.getFirst().path("previous_value").isNull()).isTrue();
        assertThat(changes.getLast().path("previous_value"))
                .isEqualTo(changes.getFirst().path("current_value"));
        assertThat(changes.getLast().path("current_value").longValue()).isEqualTo(outcome);
        List<String> lines = world.ada
                .get(desk.path() + "/messages")
                .at("payload")
                .valueStream()
                .filter(message -> message.path("message_type").intValue() == 2)
                .map(message -> message.path("content").asString())
                .toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.getLast()).contains(outcome == world.adaId ? "Ada" : "Bruno");
        assertThat(Counters.differences(world.server.sql())).isEmpty();
    }

    /// As the change feed has it, which waits for what others write meanwhile.
    private List<JsonNode> assigned() {
        return world.ada
                .get("/events?limit=500")
                .at("payload")
                .valueStream()
                .filter(event -> event.path("event").asString().equals("conversation_updated"))
                .map(event ->
                        event.path("data").path("changed_attributes").path(0).path("assignee_id"))
                .filter(change -> !change.isMissingNode())
                .toList();
    }

    @Test
    void counters_stay_right_under_eight_who_change_everything_at_random() throws Exception {
        List<Long> conversations = new ArrayList<>(List.of(desk.printerJam));
        for (int i = 0; i < 5; i++) {
            conversations.add(world.ada
                    .post("/conversations", Map.of("inbox_id", desk.inbox, "contact_id", desk.carla))
                    .number("id"));
        }
        long team = world.ada.post("/teams", Map.of("name", "Printers")).number("id");

        atOnce(8, i -> {
            var random = new Random(i);
            for (int step = 0; step < 25; step++) {
                change("/conversations/" + conversations.get(random.nextInt(6)), team, random);
            }
            return null;
        });

        assertThat(Counters.differences(world.server.sql())).isEmpty();
        World.eventually(() -> world.server
                        .sql()
                        .sql("select count(*) from conversation_counter_deltas")
                        .query(Long.class)
                        .single()
                == 0);
        assertThat(Counters.differences(world.server.sql())).isEmpty();
    }

    private void change(String conversation, long team, Random random) {
        Answer answer = switch (random.nextInt(5)) {
            case 0 ->
                world.ada.post(
                        conversation + "/toggle_status",
                        Map.of(
                                "status",
                                List.of("open", "resolved", "pending", "snoozed")
                                        .get(random.nextInt(4))));
            case 1 ->
                world.ada.post(
                        conversation + "/assignments",
                        Collections.singletonMap(
                                "assignee_id",
                                Arrays.asList(world.adaId, world.brunoId, null).get(random.nextInt(3))));
            case 2 ->
                world.ada.post(
                        conversation + "/labels",
                        Map.of("labels", random.nextBoolean() ? List.of("red", "blue") : List.of("blue")));
            case 3 ->
                world.ada.post(
                        conversation + "/assignments",
                        Collections.singletonMap("team_id", random.nextBoolean() ? team : null));
            default -> world.ada.post(conversation + "/messages", Map.of("content", "Hi", "message_type", "incoming"));
        };
        assertThat(answer.status()).as(answer.text()).isBetween(200, 201);
    }

    private interface Doing<T> {
        T run(int who) throws Exception;
    }

    private static <T> List<T> atOnce(int many, Doing<T> doing) throws Exception {
        var gate = new CyclicBarrier(many);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> all = new ArrayList<>();
            for (int i = 0; i < many; i++) {
                int who = i;
                Callable<T> task = () -> {
                    gate.await();
                    return doing.run(who);
                };
                all.add(threads.submit(task));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> one : all) {
                results.add(one.get());
            }
            return results;
        }
    }
}
