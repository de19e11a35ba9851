package io.supportly.oauth;

import io.supportly.kernel.problems.Fault;
import io.supportly.kernel.problems.Kind;
import io.supportly.kernel.problems.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/// Finds out which app calls: by its id and secret in the body or in HTTP Basic; a public app by its id alone.
@Component
final class ClientLogin {
    private static final String BASIC = "basic ";

    private final Apps apps;

    ClientLogin(Apps apps) {
        this.apps = apps;
    }

    private record Credentials(
            @Nullable String id, @Nullable String secret) {}

    App app(
            HttpServletRequest request,
            HttpServletResponse response,
            @Nullable String clientId,
            @Nullable String clientSecret) {
        // What stands in an address is kept in logs.
        if (request.getQueryString() != null) {
            throw Problem.malformed(null, "Send the fields in the body, not in the address");
        }
        Credentials sent = basic(request).orElse(new Credentials(clientId, clientSecret));
        return apps.find(sent.id())
                .filter(app -> !app.isConfidential() || app.isSecret(sent.secret()))
                .orElseThrow(() -> refused(response));
    }

    static Problem refused(HttpServletResponse response) {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"Supportly\"");
        return Problem.of(
                Kind.UNAUTHORIZED,
                List.of(new Fault(null, "The app is not known, or its secret is wrong", "invalid_client")));
    }

    /// Id and secret are percent-encoded before they are joined (RFC 6749, 2.3.1).
    private static Optional<Credentials> basic(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.toLowerCase(Locale.ROOT).startsWith(BASIC)) {
            return Optional.empty();
        }
        try {
            byte[] decoded =
                    Base64.getDecoder().decode(header.substring(BASIC.length()).strip());
            String[] parts = new String(decoded, StandardCharsets.UTF_8).split(":", 2);
            return Optional.of(new Credentials(decode(parts[0]), parts.length > 1 ? decode(parts[1]) : null));
        } catch (IllegalArgumentException e) {
            return Optional.of(new Credentials(null, null));
        }
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
