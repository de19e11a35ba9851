package io.supportly.kernel.web;

import io.supportly.kernel.problems.Kind;
import io.supportly.kernel.problems.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/// The error body for what Tomcat itself refuses before any filter runs, such as a broken request line.
public final class JsonErrorValve extends ErrorReportValve {
    private static final Logger log = LoggerFactory.getLogger(JsonErrorValve.class);
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    @Override
    protected void report(Request request, Response response, Throwable thrown) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        Kind kind = Arrays.stream(Kind.values())
                .filter(known -> known.status() == status)
                .findFirst()
                .orElse(status < 500 ? Kind.MALFORMED : Kind.INTERNAL);
        try {
            response.setContentType("application/json");
            response.setHeader("X-Request-Id", UUID.randomUUID().toString());
            String body = JSON.writeValueAsString(ErrorBody.of(Problem.of(kind), null));
            response.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
            response.finishResponse();
        } catch (IOException | IllegalStateException e) {
            log.debug("The client was gone before it heard of the error", e);
        }
    }
}
