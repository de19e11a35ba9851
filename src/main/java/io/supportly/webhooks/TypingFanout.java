package io.supportly.webhooks;

import io.supportly.conversations.TypingChanged;
import io.supportly.kernel.events.Event;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Tells webhooks of who types. It is in no log, as it is over soon: it is told at once, and once, and not at all to
/// who has much before him already.
@Component
final class TypingFanout {
    private final WebhookFanout fanout;
    private final EventBodies bodies;
    private final Deliveries deliveries;
    private final Delivering delivering;
    private final Clock clock;

    TypingFanout(WebhookFanout fanout, EventBodies bodies, Deliveries deliveries, Delivering delivering, Clock clock) {
        this.fanout = fanout;
        this.bodies = bodies;
        this.deliveries = deliveries;
        this.delivering = delivering;
        this.clock = clock;
    }

    @EventListener
    void tell(TypingChanged typing) {
        Event event = Event.of(
                        typing.caller(),
                        typing.on() ? "conversation_typing_on" : "conversation_typing_off",
                        clock.instant())
                .conversation(typing.conversation())
                .inbox(typing.inbox());
        List<Listener> listeners = fanout.listeners(event).stream()
                .filter(listener -> delivering.room(listener.endpoint()) > 0)
                .toList();
        if (!listeners.isEmpty()) {
            bodies.typing(typing, event.type()).ifPresent(text -> tell(listeners, event.type(), text));
        }
    }

    private void tell(List<Listener> listeners, String event, String text) {
        delivering.take(deliveries.add(listeners.stream()
                .map(listener -> new Delivery.Draft(
                        listener.endpoint(), null, UUID.randomUUID(), event, listener.url(), text, true))
                .toList()));
    }
}
