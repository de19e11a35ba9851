package io.supportly.webhooks;

import io.supportly.accounts.AgentBot;
import io.supportly.accounts.AgentBots;
import io.supportly.conversations.Conversations;
import io.supportly.inboxes.Inbox;
import io.supportly.inboxes.Inboxes;
import io.supportly.kernel.events.Event;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/// Which agent bots are told of an event: the one of the inbox in which it happened and the one that has the
/// conversation, of whatever status, and of what they say themselves (wire contract X3.4).
@Component
final class BotListening {
    static final List<String> EVENTS = List.of(
            "message_created",
            "message_updated",
            "conversation_opened",
            "conversation_resolved",
            "conversation_status_changed",
            "conversation_updated",
            "webwidget_triggered");

    private final AgentBots bots;
    private final Inboxes inboxes;
    private final Conversations conversations;

    BotListening(AgentBots bots, Inboxes inboxes, Conversations conversations) {
        this.bots = bots;
        this.inboxes = inboxes;
        this.conversations = conversations;
    }

    List<Listener> of(List<Event> events) {
        List<Event> told = events.stream().filter(this::mayBeTold).toList();
        if (told.isEmpty()) {
            return List.of();
        }
        Map<Long, Long> assigned = conversations.assignedBots(
                told.stream().filter(event -> event.conversationId() != null).toList());
        var listeners = new ArrayList<Listener>();
        for (Event event : told) {
            for (AgentBot bot : bots(event, Optional.ofNullable(assigned.get(event.id())))) {
                String url = Objects.requireNonNull(bot.outgoingUrl());
                Endpoint endpoint = Endpoint.ofBot(event.account(), bot.id());
                names(event).forEach(name -> listeners.add(new Listener(new Telling(event, name), endpoint, url)));
            }
        }
        return listeners;
    }

    /// In most accounts no bot wants to hear of anything, which is known without the database.
    private boolean mayBeTold(Event event) {
        return EVENTS.contains(event.type())
                && !"activity".equals(event.data().get("message_type"))
                && bots.of(event.account()).stream().anyMatch(bot -> bot.outgoingUrl() != null);
    }

    private Set<AgentBot> bots(Event event, Optional<Long> assigned) {
        Optional<Long> ofInbox = event.inboxId() == null
                ? Optional.empty()
                : inboxes.find(event.account(), event.inboxId()).map(Inbox::agentBotId);
        var found = new LinkedHashSet<AgentBot>();
        Stream.of(assigned, ofInbox)
                .flatMap(Optional::stream)
                .flatMap(id -> bots.find(event.account(), id).stream())
                .filter(bot -> bot.outgoingUrl() != null)
                .forEach(found::add);
        return found;
    }

    /// A conversation that was opened or resolved is told of in those words first.
    private static List<String> names(Event event) {
        if (!event.type().equals("conversation_status_changed")) {
            return List.of(event.type());
        }
        return switch (event.changedTo("status").orElse("")) {
            case "open" -> List.of("conversation_opened", event.type());
            case "resolved" -> List.of("conversation_resolved", event.type());
            default -> List.of(event.type());
        };
    }
}
