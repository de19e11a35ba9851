package io.supportly.sessions;

import io.supportly.kernel.Caller;
import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.web.Identity;
import io.supportly.kernel.web.SignedIn;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/// Whoever calls about himself.
final class Own {
    private Own() {}

    static long user(Identity identity) {
        return identity.callers().values().stream()
                .filter(Caller.Member.class::isInstance)
                .map(caller -> ((Caller.Member) caller).userId())
                .findFirst()
                .orElseThrow(Problem::forbidden);
    }

    /// The session that he calls under; null with an access token.
    static @Nullable Long session(HttpServletRequest request) {
        return SignedIn.of(request).map(SignedIn::session).orElse(null);
    }
}
