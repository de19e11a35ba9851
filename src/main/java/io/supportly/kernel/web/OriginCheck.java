package io.supportly.kernel.web;

import io.supportly.kernel.problems.Kind;
import io.supportly.kernel.problems.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.DefaultCorsProcessor;

/// Refuses origins that may not ask in the form of all errors, also one that is no address at all.
final class OriginCheck extends DefaultCorsProcessor {
    @Override
    public boolean processRequest(
            @Nullable CorsConfiguration config, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (config != null && origin != null && !isAddress(origin)) {
            throw refusal();
        }
        return super.processRequest(config, request, response);
    }

    @Override
    protected void rejectRequest(ServerHttpResponse response) {
        throw refusal();
    }

    private static Problem refusal() {
        return Problem.of(Kind.FORBIDDEN, "This origin may not ask here");
    }

    private static boolean isAddress(String origin) {
        try {
            new URI(origin);
            return true;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
