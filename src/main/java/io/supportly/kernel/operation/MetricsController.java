package io.supportly.kernel.operation;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.supportly.kernel.Settings;
import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.web.Open;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Figures for Prometheus. With a metrics token in the settings whoever sends it may read them; without one only
/// callers on this machine, and none that came through a proxy, for to a proxy on this machine everybody is local.
@RestController
@Tag(name = "Operation")
final class MetricsController {
    private static final String FORMAT = "text/plain;version=0.0.4;charset=utf-8";

    private final PrometheusMeterRegistry registry;
    private final Backlogs backlogs;
    private final @Nullable String token;

    MetricsController(PrometheusMeterRegistry registry, Backlogs backlogs, Settings settings) {
        this.registry = registry;
        this.backlogs = backlogs;
        this.token = settings.metricsToken();
    }

    @GetMapping(value = "/metrics", produces = FORMAT)
    @Open(why = "asks for the metrics token, or a caller on the same machine")
    @Operation(
            summary = "Metrics",
            description = "In Prometheus' text format. With `SUPPORTLY_METRICS_TOKEN` set it is asked for as a bearer"
                    + " token; otherwise only callers on the same machine get an answer.")
    String metrics(HttpServletRequest request) {
        guard(request);
        return scrape();
    }

    /// One at a time: measuring replaces gauges, and between the old and the new one a scrape finds both.
    private synchronized String scrape() {
        backlogs.measure();
        return registry.scrape();
    }

    private void guard(HttpServletRequest request) {
        if (token == null) {
            if (!isLocal(request)) {
                throw Problem.notFound();
            }
            return;
        }
        String header = request.getHeader("Authorization");
        String sent = header != null && header.toLowerCase(Locale.ROOT).startsWith("bearer ")
                ? header.substring("bearer ".length()).strip()
                : "";
        boolean same =
                MessageDigest.isEqual(sent.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
        if (!same) {
            throw Problem.unauthorized("You need to send the metrics token as a bearer token");
        }
    }

    private static boolean isLocal(HttpServletRequest request) {
        boolean proxied = request.getHeader("Forwarded") != null
                || request.getHeader("X-Forwarded-For") != null
                || request.getHeader("Via") != null;
        try {
            return !proxied && InetAddress.getByName(request.getRemoteAddr()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
