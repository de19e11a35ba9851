package io.supportly.kernel.web;

import io.supportly.kernel.Settings;
import io.supportly.kernel.problems.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.WebUtils;

/// Finds out whose token or session a request carries. Whether one is needed is for [Callers] to say, so that an open
/// endpoint does not mind a wrong one. A token wins over a session, and a client's session over a browser's.
final class Authentication extends OncePerRequestFilter {
    private static final String IDENTITY = "supportly.identity";
    private static final String TRIED = "supportly.token-tried";
    private static final List<String> HEADERS = List.of("api_access_token", "api-access-token");
    /// Where a visitor of a website has his.
    private static final String VISITORS_HEADER = "x-auth-token";

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String FIELD = "csrf_token=";
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private final List<Authenticator> authenticators;
    private final SignIns signIns;
    private final String cookieName;

    Authentication(List<Authenticator> authenticators, SignIns signIns, Settings settings) {
        this.authenticators = authenticators;
        this.signIns = signIns;
        cookieName = SignedIn.cookie(settings);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        for (String header : HEADERS) {
            tryToken(request, request.getHeader(header));
        }
        boolean hasToken = request.getAttribute(TRIED) != null;
        tryToken(request, bearer(request.getHeader("Authorization")));
        tryToken(request, request.getHeader(VISITORS_HEADER));
        if (!hasToken) {
            tryClient(request);
        }
        chain.doFilter(request.getAttribute(TRIED) == null ? tryBrowser(request) : request, response);
    }

    private void tryToken(HttpServletRequest request, @Nullable String token) {
        if (token == null || token.isBlank() || request.getAttribute(IDENTITY) != null) {
            return;
        }
        request.setAttribute(TRIED, true);
        for (Authenticator authenticator : authenticators) {
            Optional<Identity> identity = authenticator.authenticate(token.strip());
            if (identity.isPresent()) {
                request.setAttribute(IDENTITY, identity.get());
                return;
            }
        }
    }

    private static @Nullable String bearer(@Nullable String header) {
        return header != null && header.toLowerCase(Locale.ROOT).startsWith("bearer ") ? header.substring(7) : null;
    }

    private void tryClient(HttpServletRequest request) {
        String token = request.getHeader("access-token");
        if (token == null || token.isBlank() || request.getAttribute(IDENTITY) != null) {
            return;
        }
        request.setAttribute(TRIED, true);
        signIns.find(token.strip())
                .filter(found -> found.client() != null
                        && found.client().is(request.getHeader("client"), request.getHeader("uid")))
                .ifPresent(found -> signIn(request, found));
    }

    /// A browser sends its cookie also when a page of somebody else makes it write.
    private HttpServletRequest tryBrowser(HttpServletRequest request) throws IOException {
        Cookie cookie = WebUtils.getCookie(request, cookieName);
        SignedIn found = cookie == null || cookie.getValue().isBlank()
                ? null
                : signIns.find(cookie.getValue()).filter(SignedIn::isBrowser).orElse(null);
        if (found == null) {
            return request;
        }
        signIn(request, found);
        if (READING.contains(request.getMethod())) {
            return request;
        }
        if (request.getHeader("X-CSRF-Token") != null || !isForm(request)) {
            prove(request, found, request.getHeader("X-CSRF-Token"));
            return request;
        }
        var buffered = new Buffered(request);
        prove(request, found, csrfField(new String(buffered.body(), StandardCharsets.UTF_8)));
        return buffered;
    }

    private static void signIn(HttpServletRequest request, SignedIn found) {
        request.setAttribute(IDENTITY, found.identity());
        request.setAttribute(SignedIn.ATTRIBUTE, found);
    }

    private static void prove(HttpServletRequest request, SignedIn found, @Nullable String sent) {
        if (!found.isProven(sent)) {
            SignedIn.markForged(request);
        }
    }

    private static boolean isForm(HttpServletRequest request) {
        return request.getContentType() != null
                && request.getContentType().toLowerCase(Locale.ROOT).startsWith(FORM);
    }

    /// Its characters are none that a form would write otherwise.
    private static @Nullable String csrfField(String form) {
        for (String pair : form.split("&")) {
            if (pair.startsWith(FIELD)) {
                return pair.substring(FIELD.length());
            }
        }
        return null;
    }

    static Identity identity(HttpServletRequest request) {
        SignedIn.refuseForged(request);
        if (request.getAttribute(IDENTITY) instanceof Identity identity) {
            return identity;
        }
        throw Problem.unauthorized(
                request.getAttribute(TRIED) == null
                        ? "You need to send an access token, in the header api_access_token or as a bearer token"
                        : "Invalid access token");
    }

    static @Nullable Identity identityOrNull(HttpServletRequest request) {
        return request.getAttribute(IDENTITY) instanceof Identity identity ? identity : null;
    }
}
