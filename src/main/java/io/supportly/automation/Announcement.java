package io.supportly.automation;

import java.io.Serializable;

/// A call to an address that an action names.
///
/// @param id what the receiver knows it by, the same at each attempt
/// @param attempts how many there were before
record Announcement(String id, String url, String body, int attempts) implements Serializable {
    Announcement again() {
        return new Announcement(id, url, body, attempts + 1);
    }
}
