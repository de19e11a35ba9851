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
import java.util.function.BiPredicate;
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
    private final HandingOut handingOut;
    private final EventLog events;
    private final JdbcClient sql;
    private final TransactionTemplate transactions;
    private final Clock clock;

    Changing(
            Conversations conversations,
            ActivityLines lines,
            Posting posting,
            Participants participants,
            HandingOut handingOut,
            EventLog events,
            JdbcClient sql,
            TransactionTemplate transactions,
            Clock clock) {
        this.conversations = conversations;
        this.lines = lines;
        this.posting = posting;
        this.participants = participants;
        this.handingOut = handingOut;
        this.events = events;
        this.sql = sql;
        this.transactions = transactions;
        this.clock = clock;
    }

    Conversation change(Caller caller, long number, UnaryOperator<Conversation.State> change) {
        return changed(
                caller,
                number,
                change,
                (before, after) -> handingOut.becomesFree(before, after, isHandover(caller, before, after)),
                AssignmentReason.AUTO_ASSIGNMENT);
    }

    /// Gives one that waits for somebody to whoever is there and has room.
    Conversation give(Caller.System caller, long number, AssignmentReason reason) {
        return changed(caller, number, state -> state, (_, after) -> after.isOpenAndFree(), reason);
    }

    /// Takes an open one from the agent, if he still has it, and gives it to another if one is there.
    void giveBack(Caller.System caller, long number, long user, AssignmentReason reason) {
        changed(
                caller,
                number,
                state -> state.status() == Status.OPEN && Objects.equals(state.assigneeId(), user)
                        ? state.assignee(null)
                        : state,
                (before, after) -> !after.equals(before),
                reason);
    }

    /// For good, with all that hangs on it; false when there is none.
    boolean remove(Caller caller, long number) {
        return Boolean.TRUE.equals(transactions.execute(_ -> {
            boolean isGone = conversations.remove(caller, number);
            if (isGone) {
                events.append(Event.of(caller, "conversation_removed", clock.instant())
                        .conversation(number));
            }
            return isGone;
        }));
    }

    private Conversation changed(
            Caller caller,
            long number,
            UnaryOperator<Conversation.State> change,
            BiPredicate<Conversation, Conversation> isFree,
            AssignmentReason reason) {
        return Objects.requireNonNull(transactions.execute(_ -> {
            Conversation before = conversations.lock(caller, number);
            Conversation asked = following(caller, before, before.with(change.apply(before.state())));
            HandingOut.Outcome outcome = isFree.test(before, asked)
                    ? handingOut.seek(
                            asked.account(), asked.inboxId(), asked.state().teamId())
                    : HandingOut.Outcome.NOBODY;
            Conversation after = outcome.on(asked);
            if (after.equals(before)) {
                return before;
            }
            save(after);
            if (outcome.waits() && after.state().assigneeId() == null) {
                handingOut.waitFor(after, reason);
            }
            boolean nobodyChose = outcome.agent() != null || caller instanceof Caller.System;
            announce(caller, before, after, nobodyChose ? reason : AssignmentReason.of(caller));
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

    /// By the bot, or by the system for a bot that can not be reached.
    private static boolean isHandover(Caller caller, Conversation before, Conversation after) {
        return (caller instanceof Caller.Bot || caller instanceof Caller.System)
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

    /// @param reason why the assignee is whom he is, if he is another one than before
    private void announce(Caller caller, Conversation before, Conversation after, AssignmentReason reason) {
        Instant now = clock.instant();
        Long assignee = after.state().assigneeId();
        if (assignee != null && !assignee.equals(before.state().assigneeId())) {
            participants.add(after.account(), after.number(), List.of(assignee));
        }
        List<Map<String, Object>> changed = changed(before, after);
        note(changed, "updated_at", Times.iso(before.updatedAt()), Times.iso(now));
        if (before.state().status() != after.state().status()) {
            events.append(event(caller, "conversation_status_changed", after, changed, now));
        }
        if (isHandover(caller, before, after)) {
            events.append(event(caller, "conversation_bot_handoff", after, changed, now));
        }
        lines.of(caller, before.state(), after.state(), after.account(), reason)
                .forEach(line -> posting.post(caller, after.number(), Posting.Post.activity(line)));
        Event updated = event(caller, "conversation_updated", after, changed, now);
        boolean isReassigned = !Objects.equals(before.state().assigneeId(), assignee);
        events.append(isReassigned ? updated.with(AssignmentReason.KEY, reason.word()) : updated);
    }

    private static Event event(
            Caller caller, String type, Conversation after, List<Map<String, Object>> changed, Instant now) {
        return Event.of(caller, type, now)
                .conversation(after.number())
                .contact(after.contactId())
                .inbox(after.inboxId())
                .with("changed_attributes", changed)
                .with("assignee_id", after.state().assigneeId());
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
