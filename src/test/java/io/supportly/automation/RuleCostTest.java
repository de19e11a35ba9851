package io.supportly.automation;

import static io.supportly.automation.RulesTest.act;
import static io.supportly.automation.RulesTest.and;
import static io.supportly.automation.RulesTest.rule;
import static io.supportly.automation.RulesTest.when;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.kernel.Caller;
import io.supportly.kernel.events.Event;
import io.supportly.testing.Desk;
import io.supportly.testing.World;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What rules cost, by the processor's time of the reader's thread: a clock on the wall would measure the machine.
class RuleCostTest {
    private static final int RULES = 200;
    private static final int MESSAGES = 50;
    private static final int ROUNDS = 6;
    private static final long MOST_NANOS = 2_000_000;

    private final World world = new World();
    private final Desk desk = new Desk(world);

    @Test
    void two_hundred_active_rules_cost_a_message_less_than_two_milliseconds() {
        List<Map<String, ?>> conditions = List.of(
                and(when("content", "contains", "refund", "invoice"), "and"),
                and(when("status", "equal_to", "open"), "and"),
                when("email", "contains", "@nowhere.example"));
        for (int i = 0; i < RULES; i++) {
            world.ada
                    .post("/automation_rules", rule("message_created", conditions, List.of(act("add_label", "a"))))
                    .is(201);
        }
        RuleRunner runner = world.server.bean(RuleRunner.class);
        List<Event> events = events();

        events.forEach(event -> runner.read(List.of(event)));
        var threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();
        for (int round = 0; round < ROUNDS; round++) {
            events.forEach(event -> runner.read(List.of(event)));
        }
        long each = (threads.getCurrentThreadCpuTime() - before) / (ROUNDS * MESSAGES);

        assertThat(each).isLessThan(MOST_NANOS);
    }

    private List<Event> events() {
        var events = new ArrayList<Event>();
        for (int i = 0; i < MESSAGES; i++) {
            long message = world.bruno
                    .post(
                            desk.path() + "/messages",
                            Map.of("content", "Where is my invoice " + i + "?", "message_type", "incoming"))
                    .is(201)
                    .number("id");
            events.add(Event.of(new Caller.System(world.acme), "message_created", Instant.now())
                    .conversation(desk.printerJam)
                    .message(message)
                    .contact(desk.carla)
                    .inbox(desk.inbox)
                    .with("message_type", "incoming"));
        }
        return events;
    }
}
