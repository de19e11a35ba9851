package io.supportly.reports;

import io.supportly.inboxes.Inbox;
import io.supportly.inboxes.Inboxes;
import io.supportly.kernel.sql.Rows;
import io.supportly.testing.Api;
import io.supportly.testing.Desk;
import io.supportly.testing.World;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// A desk at work for some days, at random, through the API; it writes down by itself what a report must find, from
/// what stands in the conversations before and after each step.
final class Traffic {
    private static final int MOST_MINUTES = 150;

    final World world;
    final List<Long> inboxes;
    final List<Long> teams = new ArrayList<>();
    final List<Long> labels = new ArrayList<>();
    final List<Said> messages = new ArrayList<>();
    final List<Took> times = new ArrayList<>();
    final Map<Long, State> conversations = new HashMap<>();
    private final Map<Long, Instant> begun = new HashMap<>();
    private final Desk desk;
    private final Random random;

    record Said(long conversation, Instant at, boolean incoming, long sender) {}

    record Took(
            long conversation,
            Measure measure,
            Instant at,
            Duration time,
            Duration inBusiness,
            @Nullable Long user) {}

    record State(
            long inbox,
            Instant created,
            int status,
            @Nullable Long assignee,
            @Nullable Long team,
            List<String> labels,
            @Nullable Instant waiting,
            @Nullable Instant firstReply) {}

    Traffic(World world, long seed) {
        this.world = world;
        random = new Random(seed);
        Instant minute = now().truncatedTo(ChronoUnit.MINUTES).plus(Duration.ofMinutes(1));
        world.server.clock().advance(Duration.between(now(), minute));
        desk = new Desk(world);
        long other = world.ada
                .post(
                        "/inboxes",
                        Map.of("name", "Night", "channel", Map.of("type", "api"), "enable_auto_assignment", false))
                .is(201)
                .number("id");
        world.ada.post("/inbox_members", Map.of("inbox_id", other, "user_ids", List.of(world.brunoId)));
        inboxes = List.of(desk.inbox, other);
        world.ada
                .patch("/inboxes/" + desk.inbox, Map.of("working_hours_enabled", true, "timezone", "Europe/Berlin"))
                .is(200);
        List.of("sales", "support")
                .forEach(name ->
                        teams.add(world.ada.post("/teams", Map.of("name", name)).number("id")));
        List.of("billing", "vip")
                .forEach(title -> labels.add(
                        world.ada.post("/labels", Map.of("title", title)).number("id")));
        opened(desk.printerJam);
    }

    private Instant now() {
        return world.server.clock().instant();
    }

    private void opened(long conversation) {
        conversations.put(conversation, look(conversation));
        messages.add(new Said(conversation, now(), true, desk.carla));
    }

    private State look(long conversation) {
        return world.server
                .sql()
                .sql("""
                        select inbox_id, created_at, status, assignee_id, team_id, labels, waiting_since, first_reply_at
                        from conversations where account_id = :account and id = :id
                        """)
                .param("account", world.acme.value())
                .param("id", conversation)
                .query((row, _) -> new State(
                        row.getLong("inbox_id"),
                        Rows.instant(row, "created_at"),
                        row.getInt("status"),
                        Rows.longOrNull(row, "assignee_id"),
                        Rows.longOrNull(row, "team_id"),
                        Rows.texts(row, "labels"),
                        Rows.instantOrNull(row, "waiting_since"),
                        Rows.instantOrNull(row, "first_reply_at")))
                .single();
    }

    void run(int steps) {
        for (int i = 0; i < steps; i++) {
            world.server.clock().advance(Duration.ofMinutes(random.nextInt(MOST_MINUTES)));
            if (random.nextInt(8) == 0) {
                open();
            } else {
                work(List.copyOf(conversations.keySet()).get(random.nextInt(conversations.size())));
            }
        }
    }

    private void open() {
        Map<String, Object> first = Map.of("content", "Hello", "message_type", "incoming");
        opened(world.ada
                .post("/conversations", Map.of("inbox_id", pick(inboxes), "contact_id", desk.carla, "message", first))
                .is(201)
                .number("id"));
    }

    private void work(long conversation) {
        State before = conversations.get(conversation);
        Api who = random.nextBoolean() ? world.ada : world.bruno;
        long user = who == world.ada ? world.adaId : world.brunoId;
        String path = "/conversations/" + conversation;
        boolean replied = false;
        switch (random.nextInt(9)) {
            case 0, 1 -> {
                world.ada
                        .post(path + "/messages", Map.of("content", "Well?", "message_type", "incoming"))
                        .is(201);
                messages.add(new Said(conversation, now(), true, desk.carla));
            }
            case 2, 3 -> {
                who.post(path + "/messages", Map.of("content", "Soon")).is(201);
                messages.add(new Said(conversation, now(), false, user));
                replied = true;
            }
            case 4 -> {
                who.post(path + "/messages", Map.of("content", "Hm", "private", true))
                        .is(201);
                messages.add(new Said(conversation, now(), false, user));
            }
            case 5 ->
                who.post(path + "/toggle_status", Map.of("status", before.status() == 1 ? "open" : "resolved"))
                        .is(200);
            case 6 ->
                who.post(path + "/assignments", to("assignee_id", random.nextBoolean() ? world.adaId : world.brunoId))
                        .is(200);
            case 7 ->
                who.post(path + "/assignments", to("team_id", pick(teams))).is(200);
            default ->
                who.post(
                                path + "/labels",
                                Map.of(
                                        "labels",
                                        List.of(List.of(), List.of("vip"), List.of("billing", "vip"))
                                                .get(random.nextInt(3))))
                        .is(200);
        }
        note(conversation, before, look(conversation), replied ? user : null);
    }

    /// To nobody, one time in three.
    private Map<String, Object> to(String field, long id) {
        return Collections.singletonMap(field, random.nextInt(3) == 0 ? null : id);
    }

    private void note(long conversation, State before, State after, @Nullable Long replied) {
        conversations.put(conversation, after);
        if (replied != null && before.firstReply() == null) {
            took(conversation, Measure.FIRST_RESPONSE, begun.getOrDefault(conversation, before.created()), replied);
        } else if (replied != null && before.waiting() != null) {
            took(conversation, Measure.REPLY_TIME, before.waiting(), before.assignee());
        }
        if (before.status() != 1 && after.status() == 1) {
            took(conversation, Measure.CONVERSATION_RESOLVED, before.created(), after.assignee());
        }
        if (before.status() != 0 && after.status() == 0) {
            begun.put(conversation, now());
        }
    }

    private void took(long conversation, Measure measure, Instant since, @Nullable Long user) {
        times.add(new Took(
                conversation, measure, now(), Duration.between(since, now()), inBusiness(conversation, since), user));
    }

    /// Minute by minute.
    private Duration inBusiness(long conversation, Instant since) {
        long at = conversations.get(conversation).inbox();
        if (at != desk.inbox) {
            return Duration.ZERO;
        }
        Inbox inbox = world.server.bean(Inboxes.class).find(world.acme, at).orElseThrow();
        long open = 0;
        for (Instant minute = since; minute.isBefore(now()); minute = minute.plusSeconds(60)) {
            open += inbox.isOpenAt(minute) ? 1 : 0;
        }
        return Duration.ofMinutes(open);
    }

    private long pick(List<Long> ids) {
        return ids.get(random.nextInt(ids.size()));
    }
}
