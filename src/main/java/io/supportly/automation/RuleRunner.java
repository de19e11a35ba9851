package io.supportly.automation;

import io.supportly.conversations.Facts;
import io.supportly.conversations.Looking;
import io.supportly.kernel.AccountId;
import io.supportly.kernel.Caller;
import io.supportly.kernel.events.Event;
import io.supportly.kernel.events.EventConsumer;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Brings events to the rules that wait for them. Most events match no rule: those cost a look into memory, and one
/// statement for many of them. What matches is done by [Running], in a transaction of its own.
@Component
final class RuleRunner implements EventConsumer {
    /// Messages can be large, and a node's memory small.
    private static final int LOOKED_AT_TOGETHER = 100;

    private final Rules rules;
    private final Looking looking;
    private final Running running;
    private final Subjects subjects;

    RuleRunner(Rules rules, Looking looking, Running running, Subjects subjects) {
        this.rules = rules;
        this.looking = looking;
        this.running = running;
        this.subjects = subjects;
    }

    private record Place(AccountId account, @Nullable Long conversation) {}

    @Override
    public String name() {
        return "automation";
    }

    @Override
    public void read(List<Event> events) {
        List<Event> waitedFor =
                events.stream().filter(event -> !waiting(event).isEmpty()).toList();
        for (int from = 0; from < waitedFor.size(); from += LOOKED_AT_TOGETHER) {
            judge(waitedFor.subList(from, Math.min(waitedFor.size(), from + LOOKED_AT_TOGETHER)));
        }
    }

    private List<Rule> waiting(Event event) {
        if (event.actorType().equals(Caller.Rule.ACTOR)) {
            return List.of();
        }
        return Trigger.of(event)
                .map(trigger -> rules.active(event.account()).stream()
                        .filter(rule -> rule.waitsFor(trigger))
                        .toList())
                .orElse(List.of());
    }

    /// What an event of the batch changed, a later one must see.
    private void judge(List<Event> events) {
        Map<Long, Facts> facts = looking.at(events);
        Set<Place> changed = new HashSet<>();
        for (Event event : events) {
            var place = new Place(event.account(), event.conversationId());
            Facts now = changed.contains(place) ? looking.at(List.of(event)).get(event.id()) : facts.get(event.id());
            List<Rule> waiting = waiting(event);
            if (now != null && concerns(event, now, waiting)) {
                running.run(event, waiting);
                changed.add(place);
            }
        }
    }

    private boolean concerns(Event event, Facts facts, List<Rule> waiting) {
        if (event.messageId() != null && facts.message() == null) {
            return false;
        }
        var subject = subjects.of(event, facts);
        return !subject.isAutoReply()
                && waiting.stream().anyMatch(rule -> !(rule.judge(subject) instanceof Verdict.Missed));
    }
}
