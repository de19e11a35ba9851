package io.supportly.webhooks;

import io.supportly.kernel.events.Event;

/// An event under a name that receivers know: one change can be told under several.
record Telling(Event event, String name) {
    /// What changed is told under the event's own name only.
    boolean isByItsOwnName() {
        return name.equals(event.type());
    }
}
