package io.supportly.widget;

import io.supportly.conversations.Customers;
import io.supportly.conversations.Visiting;
import io.supportly.kernel.events.Event;
import io.supportly.kernel.events.EventLog;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Puts on record what a visitor did with the widget before he has said anything.
@Component
final class Triggering {
    private final Visiting visiting;
    private final EventLog events;
    private final TransactionTemplate transactions;
    private final Clock clock;

    Triggering(Visiting visiting, EventLog events, TransactionTemplate transactions, Clock clock) {
        this.visiting = visiting;
        this.events = events;
        this.transactions = transactions;
        this.clock = clock;
    }

    void opened(Customers.Customer visitor, Arrival arrival, @Nullable String language) {
        Map<String, Object> facts = new LinkedHashMap<>(arrival.facts());
        if (language != null) {
            facts.put("widget_language", language);
        }
        Event event = Event.of(visitor.caller(), "webwidget_triggered", clock.instant())
                .contact(visitor.contact().id())
                .inbox(visitor.inbox().id())
                .with("contact_inbox_id", visitor.at().id())
                .with("source_id", visitor.at().sourceId())
                .with("event_info", facts);
        transactions.executeWithoutResult(_ -> events.append(visiting.last(visitor)
                .map(talk -> event.conversation(talk.number()))
                .orElse(event)));
    }
}
