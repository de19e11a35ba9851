package io.supportly.kernel.web;

import io.supportly.kernel.Settings;
import io.supportly.kernel.problems.Fault;
import io.supportly.kernel.problems.Kind;
import io.supportly.kernel.problems.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A session, and whose it is.
///
/// @param client what an API client shows beside its token; null: a browser, which shows a cookie
/// @param csrf what a browser has to send with each write, as proof that a page of ours made it
public record SignedIn(
        Identity identity,
        long session,
        long user,
        @Nullable Device client,
        String csrf) {
    static final String ATTRIBUTE = "supportly.signed-in";
    private static final String FORGED = "supportly.forged";

    /// @param uid the user's e-mail when he signed in
    public record Device(String client, String uid) {
        boolean is(@Nullable String sentClient, @Nullable String sentUid) {
            return client.equals(sentClient) && uid.equalsIgnoreCase(sentUid);
        }
    }

    /// Where a browser has its session. Under TLS the name has the prefix that keeps other hosts of the domain, and
    /// whoever listens to what is not encrypted, from setting one.
    public static String cookie(Settings settings) {
        return cookie(settings, "supportly_session");
    }

    public static String cookie(Settings settings, String name) {
        return settings.isSecure() ? "__Host-" + name : name;
    }

    public boolean isBrowser() {
        return client == null;
    }

    /// Who sent the request; refused when another website may have made his browser send it.
    public static Optional<SignedIn> of(HttpServletRequest request) {
        refuseForged(request);
        return shown(request);
    }

    /// The same where nothing is done in his name but to show him a page.
    public static Optional<SignedIn> shown(HttpServletRequest request) {
        return Optional.ofNullable((SignedIn) request.getAttribute(ATTRIBUTE));
    }

    /// The session that the request is sent under; null with an access token.
    public static @Nullable Long sessionOf(HttpServletRequest request) {
        return of(request).map(SignedIn::session).orElse(null);
    }

    /// Another website may have made the browser send the request.
    public static Problem forged() {
        return Problem.of(
                Kind.FORBIDDEN,
                List.of(new Fault(null, "A write under a cookie needs the header X-CSRF-Token", "csrf")));
    }

    boolean isProven(@Nullable String sent) {
        return sent != null
                && MessageDigest.isEqual(csrf.getBytes(StandardCharsets.UTF_8), sent.getBytes(StandardCharsets.UTF_8));
    }

    static void markForged(HttpServletRequest request) {
        request.setAttribute(FORGED, true);
    }

    static void refuseForged(HttpServletRequest request) {
        if (request.getAttribute(FORGED) != null) {
            throw forged();
        }
    }
}
