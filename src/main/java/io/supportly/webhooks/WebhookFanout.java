package io.supportly.webhooks;

import io.supportly.inboxes.Channel;
import io.supportly.inboxes.Inboxes;
import io.supportly.kernel.events.Event;
import io.supportly.kernel.events.EventConsumer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/// Turns events into deliveries: one for each webhook that asked for it, one for the API inbox in which it happened,
/// and those for agent bots. An event that nobody listens to costs a look into memory.
@Component
final class WebhookFanout implements EventConsumer {
    /// Bodies can be large, and a node's memory small.
    private static final int RENDERED_AT_ONCE = 100;

    private final Webhooks webhooks;
    private final Inboxes inboxes;
    private final BotListening botListening;
    private final RemovedEndpoints removed;
    private final EventBodies bodies;
    private final Deliveries deliveries;
    private final Delivering delivering;
    private List<Delivery> held = List.of();
    private boolean more;

    WebhookFanout(
            Webhooks webhooks,
            Inboxes inboxes,
            BotListening botListening,
            RemovedEndpoints removed,
            EventBodies bodies,
            Deliveries deliveries,
            Delivering delivering) {
        this.webhooks = webhooks;
        this.inboxes = inboxes;
        this.botListening = botListening;
        this.removed = removed;
        this.bodies = bodies;
        this.deliveries = deliveries;
        this.delivering = delivering;
    }

    @Override
    public String name() {
        return "webhooks";
    }

    @Override
    public void read(List<Event> events) {
        held = new ArrayList<>();
        more = false;
        var room = new HashMap<Endpoint, Integer>();
        for (int from = 0; from < events.size(); from += RENDERED_AT_ONCE) {
            fanOut(events.subList(from, Math.min(events.size(), from + RENDERED_AT_ONCE)), room);
        }
        events.forEach(this::forget);
    }

    private void forget(Event event) {
        if (event.type().equals("inbox_removed") && event.inboxId() != null) {
            webhooks.removeOfInbox(event.account(), event.inboxId());
        }
        if (event.type().equals("agent_bot_removed") && event.data().get("agent_bot_id") instanceof Number bot) {
            removed.forget(Endpoint.ofBot(event.account(), bot.longValue()));
        }
    }

    private void fanOut(List<Event> events, Map<Endpoint, Integer> room) {
        List<Listener> listeners = Stream.concat(
                        events.stream().flatMap(event -> listeners(event).stream()), botListening.of(events).stream())
                .toList();
        if (listeners.isEmpty()) {
            return;
        }
        Map<Telling, String> texts =
                bodies.of(listeners.stream().map(Listener::told).distinct().toList());
        var drafts = new ArrayList<Delivery.Draft>();
        for (Listener listener : listeners) {
            String text = texts.get(listener.told());
            if (text != null) {
                drafts.add(draft(listener, text, room));
            }
        }
        if (!drafts.isEmpty()) {
            held.addAll(deliveries.add(drafts));
        }
    }

    /// The webhooks and the API inbox.
    List<Listener> listeners(Event event) {
        if (!Webhook.EVENTS.contains(event.type())
                || "activity".equals(event.data().get("message_type"))) {
            return List.of();
        }
        var listeners = new ArrayList<Listener>();
        webhooks.known(event.account()).stream()
                .filter(webhook -> webhook.wants(event))
                .forEach(webhook -> listeners.add(Listener.of(event, webhook.endpoint(), webhook.url())));
        own(event).ifPresent(listeners::add);
        return listeners;
    }

    /// The API inbox in which it happened, if it wants to be told.
    private Optional<Listener> own(Event event) {
        boolean inside = event.type().startsWith("message_") || event.type().startsWith("conversation_");
        return inside && event.inboxId() != null
                ? inboxes.find(event.account(), event.inboxId())
                        .filter(inbox -> inbox.channel() == Channel.API)
                        .flatMap(inbox -> Optional.ofNullable(inbox.webhookUrl())
                                .map(url -> Listener.of(event, Endpoint.ofInbox(event.account(), inbox.id()), url)))
                : Optional.empty();
    }

    private Delivery.Draft draft(Listener listener, String text, Map<Endpoint, Integer> room) {
        int left = room.computeIfAbsent(listener.endpoint(), delivering::room);
        room.put(listener.endpoint(), left - 1);
        more |= left <= 0;
        return new Delivery.Draft(
                listener.endpoint(),
                listener.event().id(),
                UUID.randomUUID(),
                listener.told().name(),
                listener.url(),
                text,
                left > 0);
    }

    @Override
    public void committed() {
        delivering.take(held);
        if (more) {
            delivering.wake();
        }
        held = List.of();
    }
}
