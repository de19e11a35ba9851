package io.supportly.conversations;

import io.supportly.kernel.Caller;
import io.supportly.kernel.events.Event;
import io.supportly.kernel.events.EventLog;
import io.supportly.kernel.json.Times;
import io.supportly.kernel.sql.Rows;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// The one way in which the state of a conversation changes: under its row's lock, writing nothing when nothing
/// differs, and with everything that follows from a change: what waits, the activity lines, the events.
@Component
final class Changing {
    private final Conversations conversations;
    private final ActivityLines lines;
    private final Posting posting;
    private final Participants participants;
    private final EventLog events;
    private final JdbcClient sql;
    private final TransactionTemplate transactions;
    private final Clock clock;

    Changing(
            Conversations conversations,
            ActivityLines lines,
            Posting posting,
            Participants participants,
            EventLog events,
            JdbcClient sql,
            TransactionTemplate transactions,
            Clock clock) {
        this.conversations = conversations;
        this.lines = lines;
        this.posting = posting;
        this.participants = participants;
        this.events = events;
        this.sql = sql;
        this.transactions = transactions;
        this.clock = clock;
    }

    Conversation change(Caller caller, long number, UnaryOperator<Conversation.State> change) {
        return Objects.requireNonNull(transactions.execute(_ -> {
            Conversation before = conversations.lock(caller, number);
            Conversation after = following(caller, before, before.with(change.apply(before.state())));
            if (after.equals(before)) {
                return before;
            }
            save(after);
            announce(caller, before, after);
            return after;
        }));
    }

    /// A resolved conversation waits for nobody; one that its bot hands over waits from then on.
    private Conversation following(Caller caller, Conversation before, Conversation after) {
        boolean resolves =
                before.state().status() != Status.RESOLVED && after.state().status() == Status.RESOLVED;
        if (resolves) {
            return after.with(after.times().waitingSince(null));
        }
        boolean waits = isHandover(caller, before, after) && after.times().waitingSince() == null;
        return waits ? after.with(after.times().waitingSince(clock.instant().truncatedTo(ChronoUnit.MICROS))) : after;
    }

    private static boolean isHandover(Caller caller, Conversation before, Conversation after) {
        return caller instanceof Caller.Bot
                && before.state().status() == Status.PENDING
                && after.state().status() == Status.OPEN;
    }

    private void save(Conversation after) {
        Conversation.State state = after.state();
        Priority priority = state.priority();
        sql.sql("""
                        update conversations
                        set status = :status, priority = :priority, assignee_id = :assignee,
                          assignee_bot_id = :assigneeBot, team_id = :team, snoozed_until = :snoozedUntil,
                          labels = :labels, custom_attributes = :attributes::jsonb, waiting_since = :waitingSince,
                          updated_at = :now
                        where account_id = :account and id = :number
                        """)
                .param("status", state.status().ordinal())
                .param("priority", priority == null ? null : priority.ordinal())
                .param("assignee", state.assigneeId())
                .param("assigneeBot", state.assigneeBotId())
                .param("team", state.teamId())
                .param("snoozedUntil", Rows.time(state.snoozedUntil()))
                .param("labels", state.labels().toArray(String[]::new))
                .param("attributes", state.customAttributes().json())
                .param("waitingSince", Rows.time(after.times().waitingSince()))
                .param("now", Rows.time(clock.instant()))
                .param("account", after.account().value())
                .param("number", after.number())
                .update();
    }

    private void announce(Caller caller, Conversation before, Conversation after) {
        Instant now = clock.instant();
        Long assignee = after.state().assigneeId();
        if (assignee != null && !assignee.equals(before.state().assigneeId())) {
            participants.add(after.account(), after.number(), List.of(assignee));
        }
        List<Map<String, Object>> changed = changed(before, after);
        note(changed, "updated_at", Times.iso(before.updatedAt()), Times.iso(now));
        if (before.state().status() != after.state().status()) {
            append(caller, "conversation_status_changed", after, changed, now);
        }
        if (isHandover(caller, before, after)) {
            append(caller, "conversation_bot_handoff", after, changed, now);
        }
        lines.of(caller, before.state(), after.state(), after.account())
                .forEach(line -> posting.post(caller, after.number(), Posting.Post.activity(line)));
        append(caller, "conversation_updated", after, changed, now);
    }

    private void append(
            Caller caller, String type, Conversation after, List<Map<String, Object>> changed, Instant now) {
        events.append(Event.of(caller, type, now)
                .conversation(after.number())
                .contact(after.contactId())
                .inbox(after.inboxId())
                .with("changed_attributes", changed)
                .with("assignee_id", after.state().assigneeId()));
    }

    private static List<Map<String, Object>> changed(Conversation before, Conversation after) {
        var changed = new ArrayList<Map<String, Object>>();
        Conversation.State old = before.state();
        Conversation.State now = after.state();
        note(changed, "status", old.status().word(), now.status().word());
        note(changed, "priority", word(old.priority()), word(now.priority()));
        note(changed, "assignee_id", old.assigneeId(), now.assigneeId());
        note(changed, "assignee_agent_bot_id", old.assigneeBotId(), now.assigneeBotId());
        note(changed, "team_id", old.teamId(), now.teamId());
        note(changed, "snoozed_until", Times.isoOrNull(old.snoozedUntil()), Times.isoOrNull(now.snoozedUntil()));
        note(changed, "label_list", old.labels(), now.labels());
        note(changed, "custom_attributes", old.customAttributes(), now.customAttributes());
        note(
                changed,
                "waiting_since",
                Times.secondsOrNull(before.times().waitingSince()),
                Times.secondsOrNull(after.times().waitingSince()));
        return changed;
    }

    private static @Nullable String word(@Nullable Priority priority) {
        return priority == null ? null : priority.word();
    }

    private static void note(
            List<Map<String, Object>> changed, String name, @Nullable Object previous, @Nullable Object current) {
        if (Objects.equals(previous, current)) {
            return;
        }
        var values = new LinkedHashMap<String, @Nullable Object>();
        values.put("previous_value", previous);
        values.put("current_value", current);
        changed.add(Map.of(name, values));
    }
}
