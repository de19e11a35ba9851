package io.supportly.conversations;

import static io.supportly.testing.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.kernel.Role;
import io.supportly.testing.Answer;
import io.supportly.testing.Api;
import io.supportly.testing.World;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Conversations that come to whoever is there (wire contract X1.3).
class AutoAssignmentTest {
    private static final long NOBODY = 0;

    private final World world = new World();
    private final long otto = world.user("Otto", world.acme, Role.AGENT);
    private final long dora = world.user("Dora", world.acme, Role.AGENT);
    private final long carla =
            world.ada.post("/contacts", Map.of("name", "Carla Diaz")).is(201).number("payload.contact.id");

    private long inbox(Map<String, ?> settings, Long... members) {
        var draft = new HashMap<String, Object>(settings);
        draft.put("name", "App");
        draft.put("channel", Map.of("type", "api"));
        long inbox = world.ada.post("/inboxes", draft).is(201).number("id");
        world.ada
                .post("/inbox_members", Map.of("inbox_id", inbox, "user_ids", List.of(members)))
                .is(201);
        return inbox;
    }

    private long inboxOf(Long... members) {
        return inbox(Map.of(), members);
    }

    private static Map<String, ?> config(String key, Object value) {
        return Map.of("auto_assignment_config", Map.of(key, value));
    }

    private long open(long inbox) {
        return open(inbox, Map.of());
    }

    private long open(long inbox, Map<String, ?> more) {
        var draft = new HashMap<String, Object>(more);
        draft.put("inbox_id", inbox);
        draft.put("contact_id", carla);
        return world.ada.post("/conversations", draft).is(201).number("id");
    }

    private long assignee(long conversation) {
        return world.ada
                .get("/conversations/" + conversation)
                .is(200)
                .at("meta.assignee.id")
                .asLong(NOBODY);
    }

    private Answer assign(long conversation, Map<String, ?> to) {
        return world.ada
                .post("/conversations/" + conversation + "/assignments", to)
                .is(200);
    }

    private void status(Api who, long conversation, String status) {
        who.post("/conversations/" + conversation + "/toggle_status", Map.of("status", status))
                .is(200);
    }

    private void is(long user, String availability) {
        world.ada
                .patch("/agents/" + user, Map.of("availability", availability))
                .is(200)
                .shows("availability_status", availability);
    }

    private void isSoon(long conversation, long user) {
        eventually(() -> assignee(conversation) == user);
    }

    private String said(long conversation) {
        return world.ada.get("/conversations/" + conversation + "/messages").text();
    }

    private List<String> reasons(long conversation) {
        return world.ada
                .get("/events?limit=500")
                .at("payload")
                .valueStream()
                .filter(event -> event.path("conversation_id").asLong(0) == conversation)
                .map(event -> event.path("data").path("assignment_reason"))
                .filter(JsonNode::isString)
                .map(JsonNode::asString)
                .toList();
    }

    @Test
    void the_fewest_open_come_first_and_then_the_longest_idle() {
        long inbox = inboxOf(world.brunoId, otto, dora);
        IntStream.range(0, 2).forEach(_ -> open(inboxOf(), Map.of("assignee_id", world.brunoId)));

        List<Long> chosen =
                Stream.generate(() -> assignee(open(inbox))).limit(8).toList();

        assertThat(chosen).containsExactly(otto, dora, otto, dora, world.brunoId, otto, dora, world.brunoId);
    }

    @Test
    void the_reason_is_kept_and_told() {
        long conversation = open(inboxOf(world.brunoId));

        world.ada
                .get("/conversations/" + conversation)
                .shows("meta.assignee.id", world.brunoId)
                .shows("participants.0.id", world.brunoId);
        assertThat(said(conversation)).contains("The system assigned the conversation to Bruno (auto-assignment)");
        assign(conversation, Map.of("assignee_id", world.adaId));
        assertThat(reasons(conversation)).containsExactly("auto_assignment", "manual");
    }

    @Test
    void nobody_is_given_more_than_the_inbox_allows() {
        long inbox = inbox(config("max_assignment_limit", 1), world.brunoId, otto);
        List<Long> conversations = Stream.generate(() -> open(inbox)).limit(3).toList();
        assertThat(conversations.stream().map(this::assignee)).containsExactly(world.brunoId, otto, NOBODY);

        status(world.ada, conversations.get(1), "resolved");

        isSoon(conversations.get(2), otto);
    }

    @Test
    void those_who_come_at_once_are_shared_out_evenly() throws Exception {
        long inbox = inboxOf(world.brunoId, otto, dora);
        List<Callable<Long>> twelve = Collections.nCopies(12, () -> assignee(open(inbox)));

        var chosen = new ArrayList<Long>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : threads.invokeAll(twelve)) {
                chosen.add(answer.get());
            }
        }

        for (long agent : List.of(world.brunoId, otto, dora)) {
            assertThat(Collections.frequency(chosen, agent)).isEqualTo(4);
        }
    }

    @Test
    void what_waits_goes_to_who_comes_online_the_longest_waiting_first() {
        long inbox = inbox(config("max_assignment_limit", 1), world.brunoId, otto);
        is(world.brunoId, "offline");
        is(otto, "busy");
        long first = open(inbox);
        long closed = open(inbox);
        long second = open(inbox);
        status(world.ada, closed, "resolved");
        assertThat(assignee(first)).isEqualTo(NOBODY);

        is(world.brunoId, "online");

        isSoon(first, world.brunoId);
        assertThat(reasons(first)).containsExactly("auto_assignment");
        assertThat(assignee(second)).isEqualTo(NOBODY);
        is(otto, "online");
        isSoon(second, otto);
        assertThat(assignee(closed)).isEqualTo(NOBODY);
    }

    @Test
    void who_becomes_a_member_gets_what_waits_and_what_was_taken_by_hand_is_left_alone() {
        long inbox = inboxOf();
        long waits = open(inbox);
        long taken = open(inbox);
        assign(taken, Map.of("assignee_id", world.adaId));
        assign(taken, Collections.singletonMap("assignee_id", null));

        world.ada
                .post("/inbox_members", Map.of("inbox_id", inbox, "user_ids", List.of(world.brunoId)))
                .is(201);

        isSoon(waits, world.brunoId);
        assertThat(assignee(taken)).isEqualTo(NOBODY);
    }

    @Test
    void what_a_removed_agent_had_is_given_to_another() {
        long inbox = inboxOf(world.brunoId, otto);
        is(otto, "offline");
        long conversation = open(inbox);
        long resolved = open(inbox);
        status(world.ada, resolved, "resolved");
        is(otto, "online");

        world.ada.delete("/agents/" + world.brunoId).is(200);

        isSoon(conversation, otto);
        assertThat(said(conversation)).contains("The system assigned the conversation to Otto (the agent was removed)");
        assertThat(reasons(conversation)).containsExactly("auto_assignment", "agent_removed");
        assertThat(assignee(resolved)).isEqualTo(NOBODY);
    }

    @Test
    void who_goes_offline_gives_back_what_he_has_where_the_inbox_says_so() {
        long giving = inbox(config("reassign_on_offline", true), world.brunoId, otto);
        long keeping = inboxOf(world.brunoId, otto);
        is(otto, "busy");
        long given = open(giving);
        long kept = open(keeping);
        long alone = open(inbox(config("reassign_on_offline", "true"), world.brunoId));
        is(otto, "online");

        is(world.brunoId, "offline");

        isSoon(given, otto);
        isSoon(alone, NOBODY);
        assertThat(said(given)).contains("The system assigned the conversation to Otto (the agent went offline)");
        assertThat(said(alone)).contains("The system unassigned the conversation (the agent went offline)");
        assertThat(reasons(given)).containsExactly("auto_assignment", "agent_offline");
        assertThat(assignee(kept)).isEqualTo(world.brunoId);
        is(world.brunoId, "online");
        isSoon(alone, world.brunoId);
    }

    @Test
    void a_team_gives_it_to_one_of_its_own_who_works_in_the_inbox() {
        long inbox = inbox(Map.of("enable_auto_assignment", false), world.brunoId, otto);
        long conversation = open(inbox);
        assertThat(assignee(conversation)).isEqualTo(NOBODY);

        assign(conversation, Map.of("team_id", team(true, otto, dora)));

        assertThat(assignee(conversation)).isEqualTo(otto);
        assertThat(assignee(open(inbox, Map.of("team_id", team(false, otto))))).isEqualTo(NOBODY);
        assertThat(assignee(open(inboxOf(world.brunoId, otto), Map.of("team_id", team(true, otto)))))
                .isEqualTo(otto);
    }

    private long team(boolean allows, Long... members) {
        long team = world.ada
                .post("/teams", Map.of("name", "team " + members.length + allows, "allow_auto_assign", allows))
                .is(201)
                .number("id");
        world.ada
                .post("/teams/" + team + "/team_members", Map.of("user_ids", List.of(members)))
                .is(201);
        return team;
    }

    @Test
    void one_that_becomes_open_is_given_out_then() {
        long inbox = inboxOf(world.brunoId);
        long pending = open(inbox, Map.of("status", "pending"));
        assertThat(assignee(pending)).isEqualTo(NOBODY);

        status(world.ada, pending, "open");

        assertThat(assignee(pending)).isEqualTo(world.brunoId);
        status(world.ada, pending, "resolved");
        assign(pending, Collections.singletonMap("assignee_id", null));
        world.ada
                .post("/conversations/" + pending + "/messages", Map.of("content", "Still", "message_type", "incoming"))
                .is(201);
        assertThat(assignee(pending)).isEqualTo(world.brunoId);
    }

    @Test
    void who_can_no_longer_answer_is_replaced_when_the_customer_is_back() {
        long inbox = inboxOf(world.brunoId, otto);
        long conversation = open(inbox, Map.of("assignee_id", world.brunoId));
        status(world.ada, conversation, "resolved");
        world.ada
                .delete("/inbox_members", Map.of("inbox_id", inbox, "user_ids", List.of(world.brunoId)))
                .is(200);

        status(world.ada, conversation, "open");

        assertThat(assignee(conversation)).isEqualTo(otto);
    }

    @Test
    void a_bot_that_hands_over_hands_to_who_is_there() {
        long inbox = inboxOf(world.brunoId);
        Answer bot = world.ada.post("/agent_bots", Map.of("name", "Robo")).is(201);
        world.ada
                .post("/inboxes/" + inbox + "/set_agent_bot", Map.of("agent_bot", bot.number("id")))
                .is(200);
        long conversation = open(inbox);
        assign(conversation, Map.of("assignee_id", bot.number("id"), "assignee_type", "AgentBot"));

        status(world.stranger.with("api_access_token", bot.string("access_token")), conversation, "open");

        world.ada
                .get("/conversations/" + conversation)
                .shows("meta.assignee.id", world.brunoId)
                .shows("meta.assignee_type", "User");
    }

    @Test
    void who_has_not_accepted_his_invitation_gets_nothing() {
        long invited = world.ada
                .post("/agents", Map.of("name", "Emil", "email", "emil-" + carla + "@example.com", "role", "agent"))
                .is(201)
                .shows("availability_status", "online")
                .number("id");

        assertThat(assignee(open(inboxOf(invited)))).isEqualTo(NOBODY);
    }
}
