package io.supportly.reports;

import io.supportly.inboxes.Inbox;
import io.supportly.inboxes.Inboxes;
import io.supportly.kernel.events.Event;
import io.supportly.kernel.events.EventConsumer;
import io.supportly.reports.ReportingEvents.Past;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Keeps the reports up with the event log: counts the conversations that something happened to, and measures how long
/// first responses, replies and resolutions took. What was counted of a removed conversation stays in the sums; which
/// conversation it was is forgotten.
@Component
final class Measuring implements EventConsumer {
    static final String NAME = "reports";
    private static final Set<String> COUNTED =
            Set.of("conversation_created", "message_created", "conversation_status_changed");
    private static final Set<String> MOVING = Set.of("assignee_id", "team_id", "label_list");

    private final Counting counting;
    private final ReportingEvents measured;
    private final Inboxes inboxes;

    Measuring(Counting counting, ReportingEvents measured, Inboxes inboxes) {
        this.counting = counting;
        this.measured = measured;
        this.inboxes = inboxes;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Duration gathering() {
        return UNHURRIED;
    }

    @Override
    public void read(List<Event> events) {
        counting.count(places(events.stream().filter(Measuring::counts).toList()));
        List<Event> telling = events.stream().filter(Measuring::measures).toList();
        if (!telling.isEmpty()) {
            measured.add(measure(telling));
        }
        Set<Counting.Place> gone = places(events.stream()
                .filter(event -> event.type().equals("conversation_removed"))
                .toList());
        if (!gone.isEmpty()) {
            counting.forget(gone);
            measured.forget(gone);
        }
    }

    private static Set<Counting.Place> places(List<Event> events) {
        return events.stream()
                .flatMap(event -> place(event).stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Optional<Counting.Place> place(Event event) {
        return Optional.ofNullable(event.conversationId()).map(id -> new Counting.Place(event.account(), id));
    }

    private static boolean counts(Event event) {
        return COUNTED.contains(event.type())
                || (event.type().equals("conversation_updated")
                        && MOVING.stream()
                                .anyMatch(name -> event.changedTo(name).isPresent()));
    }

    private static boolean measures(Event event) {
        return switch (event.type()) {
            case "message_created" -> isHumanReply(event);
            case "conversation_status_changed", "conversation_bot_handoff" -> true;
            default -> false;
        };
    }

    /// One that somebody waited for, or the first.
    private static boolean isHumanReply(Event event) {
        return event.actorType().equals("User")
                && "outgoing".equals(event.data().get("message_type"))
                && (event.data().containsKey("waited_seconds") || event.data().containsKey("first_reply"));
    }

    private List<ReportingEvent> measure(List<Event> events) {
        Map<Counting.Place, Past> pasts = measured.past(places(events));
        var found = new ArrayList<ReportingEvent>();
        for (Event event : events) {
            Counting.Place place = place(event).orElse(null);
            Past past = place == null ? null : pasts.get(place);
            if (place != null && past != null) {
                pasts.put(place, measure(event, past, found));
            }
        }
        return found;
    }

    private Past measure(Event event, Past past, List<ReportingEvent> found) {
        Instant now = event.createdAt();
        if (event.type().equals("message_created")) {
            found.add(reply(event, past));
            return past;
        }
        if (event.type().equals("conversation_bot_handoff")) {
            if (past.handedOver()) {
                return past;
            }
            found.add(took(event, Measure.CONVERSATION_BOT_HANDOFF, assignee(event), past.createdAt()));
            return past.handedOver(now);
        }
        return switch (event.changedTo("status").orElse("")) {
            case "resolved" -> {
                boolean byBot = isOfBot(event) && !past.answered() && !past.handedOver();
                found.add(took(event, Measure.CONVERSATION_RESOLVED, assignee(event), past.createdAt()));
                if (byBot) {
                    found.add(took(event, Measure.CONVERSATION_BOT_RESOLVED, assignee(event), past.createdAt()));
                }
                yield past.resolved(now, byBot);
            }
            case "open" -> {
                Instant resolved = past.lastResolved();
                found.add(
                        resolved == null
                                ? made(
                                        event,
                                        Measure.CONVERSATION_OPENED,
                                        Duration.ZERO,
                                        assignee(event),
                                        past.createdAt())
                                : took(event, Measure.CONVERSATION_OPENED, assignee(event), resolved));
                yield past.opened(now);
            }
            default -> past;
        };
    }

    /// The first is its sender's, the later ones are the assignee's.
    private ReportingEvent reply(Event event, Past past) {
        if (Boolean.TRUE.equals(event.data().get("first_reply"))) {
            return took(event, Measure.FIRST_RESPONSE, event.actorId(), past.firstResponseFrom());
        }
        Duration waited = Duration.ofSeconds(number(event.data().get("waited_seconds")));
        return took(
                event, Measure.REPLY_TIME, assignee(event), event.createdAt().minus(waited));
    }

    private ReportingEvent took(Event event, Measure measure, @Nullable Long user, Instant since) {
        Duration took = Duration.between(since, event.createdAt());
        return made(event, measure, took.isNegative() ? Duration.ZERO : took, user, since);
    }

    private ReportingEvent made(Event event, Measure measure, Duration took, @Nullable Long user, Instant since) {
        long inbox = event.inboxId() == null ? 0 : event.inboxId();
        Duration inBusiness = took.isZero()
                ? Duration.ZERO
                : inboxes.find(event.account(), inbox)
                        .map(of -> BusinessTime.between(of, since, event.createdAt()))
                        .orElse(Duration.ZERO);
        long conversation = place(event).orElseThrow().conversation();
        return new ReportingEvent(
                event.account(),
                event.id(),
                measure,
                took,
                inBusiness,
                inbox,
                user,
                conversation,
                since,
                event.createdAt());
    }

    private boolean isOfBot(Event event) {
        return event.inboxId() != null
                && inboxes.find(event.account(), event.inboxId())
                        .map(Inbox::agentBotId)
                        .isPresent();
    }

    /// As it was when it happened.
    private static @Nullable Long assignee(Event event) {
        return event.data().get("assignee_id") instanceof Number number ? number.longValue() : null;
    }

    private static long number(@Nullable Object value) {
        return value instanceof Number number ? number.longValue() : 0;
    }
}
