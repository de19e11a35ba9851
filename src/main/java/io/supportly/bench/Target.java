package io.supportly.bench;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The server under measurement, its database, and what of its data the requests ask for: conversations 1 to
/// `conversations` and the titles of its labels. Without `serverPid` its CPU and memory are not told.
public record Target(
        URI address,
        String token,
        long account,
        int conversations,
        List<String> labels,
        @Nullable Long serverPid,
        Database database) {

    public Target {
        labels = List.copyOf(labels);
    }

    int port() {
        return address.getPort() == -1 ? 80 : address.getPort();
    }
}
