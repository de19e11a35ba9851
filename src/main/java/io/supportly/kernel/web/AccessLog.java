package io.supportly.kernel.web;

import io.supportly.kernel.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// One JSON object a line for each request: no header, no query string, no body, so never a secret. The path of the
/// public API, of files and of invitations holds secrets: there the route is written in its place.
final class AccessLog {
    private static final Logger log = LoggerFactory.getLogger("supportly.access");

    private final JsonMapper json;
    private final Clock clock;

    AccessLog(JsonMapper json, Clock clock) {
        this.json = json;
        this.clock = clock;
    }

    void write(HttpServletRequest request, HttpServletResponse response, String id, long nanos) {
        if (!log.isInfoEnabled()) {
            return;
        }
        ObjectNode line = json.createObjectNode();
        line.put("time", clock.instant().toString());
        line.put("request_id", id);
        line.put("method", request.getMethod());
        line.put("path", path(request));
        line.put("status", response.getStatus());
        line.put("duration_ms", nanos / 10_000 / 100.0);
        line.put("address", request.getRemoteAddr());
        if (request.getAttribute(Callers.CALLER) instanceof Caller caller) {
            line.put("account", caller.account().value());
            line.put("caller", caller.actorType() + ":" + caller.actorId());
        }
        Identities.platformApp(request).ifPresent(app -> line.put("caller", app));
        log.info(line.toString());
    }

    static String path(HttpServletRequest request) {
        String path = request.getRequestURI();
        if (path.startsWith("/public/")) {
            return path.replaceFirst("^(/public/api/v1/inboxes/)[^/]+((?:/contacts)?)(?:/[^/]+)?", "$1*$2/*");
        }
        return path.replaceFirst("^(/files/|(?:/api/v1)?/invitations/).*", "$1*");
    }
}
