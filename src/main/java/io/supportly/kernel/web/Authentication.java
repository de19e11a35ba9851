package io.supportly.kernel.web;

import io.supportly.kernel.problems.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/// Finds out whose token a request carries. Whether one is needed is for [Callers] to say, so that an open endpoint
/// does not mind a wrong one.
final class Authentication extends OncePerRequestFilter {
    private static final String IDENTITY = "supportly.identity";
    private static final String TRIED = "supportly.token-tried";
    private static final List<String> HEADERS = List.of("api_access_token", "api-access-token");
    /// Where a visitor of a website has his.
    private static final String VISITORS_HEADER = "x-auth-token";

    private final List<Authenticator> authenticators;

    Authentication(List<Authenticator> authenticators) {
        this.authenticators = authenticators;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        for (String header : HEADERS) {
            tryToken(request, request.getHeader(header));
        }
        tryToken(request, bearer(request.getHeader("Authorization")));
        tryToken(request, request.getHeader(VISITORS_HEADER));
        chain.doFilter(request, response);
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

    static Identity identity(HttpServletRequest request) {
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
