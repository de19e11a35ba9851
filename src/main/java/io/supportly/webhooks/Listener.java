package io.supportly.webhooks;

import io.supportly.kernel.events.Event;

/// Somebody who is to be told of an event.
///
/// @param told how he hears of it
record Listener(Telling told, Endpoint endpoint, String url) {
    static Listener of(Event event, Endpoint endpoint, String url) {
        return new Listener(new Telling(event, event.type()), endpoint, url);
    }

    Event event() {
        return told.event();
    }
}
