package io.supportly.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.supportly.kernel.AccountId;
import io.supportly.kernel.events.Event;
import io.supportly.kernel.problems.Problem;
import io.supportly.testing.Desk;
import io.supportly.testing.World;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;

/// What is counted twice, half, or not at all.
class RebuildingTest {
    private final World world = new World();
    private final Desk desk = new Desk(world);

    private void bruno_answers_and_resolves() {
        world.server.clock().advance(Duration.ofMinutes(3));
        world.bruno
                .post(desk.path() + "/messages", Map.of("content", "Which one?"))
                .is(201);
        world.bruno
                .post(desk.path() + "/toggle_status", Map.of("status", "resolved"))
                .is(200);
        world.untilRead("reports");
    }

    private String summary() {
        return world.ada
                .get("/api/v2/accounts/" + world.acme + "/reports/summary")
                .is(200)
                .text();
    }

    /// The last message and resolution once more, as the log has them.
    private List<Event> log() {
        return world.server
                .sql()
                .sql(
                        "select id, type, data, created_at from events where account_id = :account and conversation_id is not null order by id")
                .param("account", world.acme.value())
                .query((row, _) -> new Event(
                        world.acme,
                        row.getLong("id"),
                        row.getString("type"),
                        desk.printerJam,
                        null,
                        desk.carla,
                        desk.inbox,
                        "User",
                        world.brunoId,
                        new HashMap<>(world.server
                                .bean(tools.jackson.databind.json.JsonMapper.class)
                                .readValue(row.getString("data"), Map.class)),
                        row.getTimestamp("created_at").toInstant()))
                .list();
    }

    @Test
    void a_batch_that_fails_after_its_writes_is_repeated_without_counting_twice() {
        bruno_answers_and_resolves();
        String once = summary();
        Measuring measuring = world.server.bean(Measuring.class);
        TransactionTemplate transactions = world.server.bean(TransactionTemplate.class);
        List<String> tables = List.of("reporting_events", "report_rollups", "report_spreads", "report_conversations");
        tables.forEach(table -> world.server
                .sql()
                .sql("delete from " + table + " where account_id = :account")
                .param("account", world.acme.value())
                .update());

        assertThatThrownBy(() -> transactions.executeWithoutResult(_ -> {
                    measuring.read(log());
                    throw new IllegalStateException("killed after the writes");
                }))
                .hasMessageContaining("killed");
        assertThat(summary()).isNotEqualTo(once);
        transactions.executeWithoutResult(_ -> measuring.read(log()));
        assertThat(summary()).isEqualTo(once);
        transactions.executeWithoutResult(_ -> measuring.read(log()));
        assertThat(summary()).isEqualTo(once);
    }

    @Test
    void a_conversation_that_came_with_no_events_is_derived_once() {
        bruno_answers_and_resolves();
        String counted = summary();
        Rebuilding rebuilding = world.server.bean(Rebuilding.class);
        List.of("reporting_events", "report_conversations")
                .forEach(table -> world.server
                        .sql()
                        .sql("delete from " + table + " where account_id = :account")
                        .param("account", world.acme.value())
                        .update());

        assertThat(rebuilding.rebuild(world.acme)).isEqualTo(new Rebuilding.Rebuilt(world.acme.value(), 1, 2));
        assertThat(summary()).isEqualTo(counted);
        assertThat(rebuilding.rebuild(world.acme)).isEqualTo(new Rebuilding.Rebuilt(world.acme.value(), 1, 2));
        assertThat(summary()).isEqualTo(counted);
        assertThatThrownBy(() -> rebuilding.rebuild(new AccountId(999_999_999))).isInstanceOf(Problem.class);
    }

    @Test
    void only_working_hours_of_the_inbox_are_business() {
        world.ada
                .patch("/inboxes/" + desk.inbox, Map.of("working_hours_enabled", true, "timezone", "Europe/Berlin"))
                .is(200);
        var inbox = world.server
                .bean(io.supportly.inboxes.Inboxes.class)
                .find(world.acme, desk.inbox)
                .orElseThrow();

        // Friday at 16:30 in Berlin, to Monday at 9:15, over the end of summer time.
        Instant friday = Instant.parse("2026-10-23T14:30:00Z");
        assertThat(BusinessTime.between(inbox, friday, Instant.parse("2026-10-26T08:15:00Z")))
                .isEqualTo(Duration.ofMinutes(45));
        assertThat(BusinessTime.between(inbox, friday, friday)).isZero();
    }
}
