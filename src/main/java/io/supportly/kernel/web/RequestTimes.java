package io.supportly.kernel.web;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Set;
import org.springframework.web.servlet.HandlerMapping;

/// How long requests take, by route. What a stranger can invent (paths, methods) is no label, so that he can not
/// fill the memory with series.
final class RequestTimes {
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5)
    };

    private final Timer.Builder timer;
    private final MeterRegistry meters;

    RequestTimes(MeterRegistry meters) {
        this.meters = meters;
        this.timer = Timer.builder("http_server_requests")
                .description("Requests by route, method and status")
                .serviceLevelObjectives(BUCKETS);
    }

    void record(HttpServletRequest request, HttpServletResponse response, long nanos) {
        Object route = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        timer.withRegistry(meters)
                .withTags(
                        "route",
                        route == null ? "none" : route.toString(),
                        "method",
                        METHODS.contains(request.getMethod()) ? request.getMethod() : "other",
                        "status",
                        Integer.toString(response.getStatus()))
                .record(Duration.ofNanos(nanos));
    }
}
