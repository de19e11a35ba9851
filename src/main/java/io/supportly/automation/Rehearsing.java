package io.supportly.automation;

import io.supportly.conversations.Facts;
import io.supportly.conversations.Looking;
import io.supportly.kernel.Caller;
import io.supportly.kernel.events.Event;
import io.supportly.kernel.events.EventLog;
import io.supportly.kernel.json.Times;
import io.supportly.kernel.problems.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// What a rule would have done to the events of the last 30 days, judged by what they are about as it is now. Writes
/// nothing, and looks at so many events only.
@Component
final class Rehearsing {
    private static final Duration BACK = Duration.ofDays(30);
    private static final int MOST_EVENTS = 10_000;
    private static final int STEP = 500;
    private static final int LOOKED_AT_TOGETHER = 100;
    private static final int MOST_LISTED = 100;

    private final EventLog events;
    private final Looking looking;
    private final Subjects subjects;
    private final Clock clock;

    Rehearsing(EventLog events, Looking looking, Subjects subjects, Clock clock) {
        this.events = events;
        this.looking = looking;
        this.subjects = subjects;
        this.clock = clock;
    }

    /// @param examined how many events were looked at
    /// @param complete whether these were all of the 30 days
    /// @param matched how often the rule would have acted
    /// @param payload the newest 100 of these
    record Rehearsal(long examined, boolean complete, long matched, List<Match> payload) {}

    record Match(
            long eventId,
            String eventName,
            long conversationId,
            @Nullable Long messageId,
            long createdAt,
            List<Action> actions) {}

    Rehearsal rehearse(Caller caller, Rule rule) {
        String fault = rule.conditions().fault(subjects.comparisons(caller.account()));
        if (fault != null) {
            throw Problem.invalid("conditions", fault);
        }
        Instant since = clock.instant().minus(BACK);
        var matches = new ArrayList<Match>();
        long before = Long.MAX_VALUE;
        long examined = 0;
        long matched = 0;
        boolean complete = false;
        while (!complete && examined < MOST_EVENTS) {
            List<Event> some = events.latest(caller.account(), before, since, STEP);
            complete = some.size() < STEP;
            examined += some.size();
            before = some.isEmpty() ? before : some.getLast().id();
            List<Event> matching = matching(rule, some);
            matched += matching.size();
            matching.stream().limit(MOST_LISTED - matches.size()).forEach(event -> matches.add(match(rule, event)));
        }
        return new Rehearsal(examined, complete, matched, matches);
    }

    private List<Event> matching(Rule rule, List<Event> some) {
        List<Event> waitedFor = some.stream()
                .filter(event -> !event.actorType().equals(Caller.Rule.ACTOR)
                        && Trigger.of(event).filter(rule::waitsFor).isPresent())
                .toList();
        var matching = new ArrayList<Event>();
        for (int from = 0; from < waitedFor.size(); from += LOOKED_AT_TOGETHER) {
            List<Event> part = waitedFor.subList(from, Math.min(waitedFor.size(), from + LOOKED_AT_TOGETHER));
            Map<Long, Facts> facts = looking.at(part);
            part.stream()
                    .filter(event -> matches(rule, event, facts.get(event.id())))
                    .forEach(matching::add);
        }
        return matching;
    }

    private boolean matches(Rule rule, Event event, @Nullable Facts facts) {
        if (facts == null) {
            return false;
        }
        var subject = subjects.of(event, facts);
        boolean isThere = event.messageId() == null || facts.message() != null;
        return isThere && !subject.isAutoReply() && rule.judge(subject) instanceof Verdict.Matched;
    }

    private static Match match(Rule rule, Event event) {
        return new Match(
                event.id(),
                rule.eventName(),
                event.conversationId() == null ? 0 : event.conversationId(),
                event.messageId(),
                Times.seconds(event.createdAt()),
                rule.actions());
    }
}
