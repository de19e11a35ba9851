package io.supportly.sessions;

import io.supportly.kernel.json.Times;
import io.supportly.kernel.web.SignedIn;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/// One sign-in of a user: a browser's, which lasts as long as it is used, or an API client's, which ends on its day.
///
/// @param client null: a browser
record Session(
        long id,
        long user,
        SignedIn.@Nullable Device client,
        Place place,
        Instant createdAt,
        Instant lastSeenAt,
        Instant expiresAt) {
    static final Duration OF_BROWSER = Duration.ofDays(14);
    static final Duration OF_CLIENT = Duration.ofDays(60);
    /// Between two looks that are written down.
    private static final Duration PAUSE = Duration.ofHours(1);

    /// Told once.
    record Begun(String token, Session session) {
        /// As existing clients read and send them (wire contract X7.2).
        HttpHeaders headers() {
            var headers = new HttpHeaders();
            SignedIn.Device client = session.client();
            if (client != null) {
                headers.set("access-token", token);
                headers.set("token-type", "Bearer");
                headers.set("client", client.client());
                headers.set("expiry", Long.toString(session.expiresAt().getEpochSecond()));
                headers.set("uid", client.uid());
            }
            return headers;
        }
    }

    boolean isOver(Instant now) {
        return !expiresAt.isAfter(now);
    }

    boolean isToBeSeen(Instant now) {
        return !now.isBefore(lastSeenAt.plus(PAUSE));
    }

    SessionView view(@Nullable Long current) {
        return new SessionView(
                id,
                client == null ? "browser" : "client",
                current != null && current == id,
                place.address(),
                place.userAgent(),
                Times.iso(createdAt),
                Times.iso(lastSeenAt),
                Times.iso(expiresAt));
    }
}
