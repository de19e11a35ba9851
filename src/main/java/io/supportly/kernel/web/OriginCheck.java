package io.supportly.kernel.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.DefaultCorsProcessor;

/// Refuses an origin that is no address like one that may not ask, where Spring's own check would fail.
final class OriginCheck extends DefaultCorsProcessor {
    @Override
    public boolean processRequest(
            @Nullable CorsConfiguration config, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (config == null || origin == null || isAddress(origin)) {
            return super.processRequest(config, request, response);
        }
        var refused = new ServletServerHttpResponse(response);
        rejectRequest(refused);
        refused.flush();
        return false;
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
