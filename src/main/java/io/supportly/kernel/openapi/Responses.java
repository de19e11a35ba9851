package io.supportly.kernel.openapi;

import io.supportly.kernel.problems.Kind;
import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.web.ErrorBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.responses.ApiResponses;
import java.lang.reflect.AnnotatedType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ResponseStatus;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What an endpoint answers: its success, and the refusals that can happen to it.
final class Responses {
    private static final Map<Kind, String> REFUSALS = new EnumMap<>(Map.of(
            Kind.MALFORMED, "Malformed: broken JSON, a wrong type, a query that can not be read",
            Kind.UNAUTHORIZED, "Missing or wrong credentials",
            Kind.FORBIDDEN, "Not allowed for this role or scope",
            Kind.NOT_FOUND, "Does not exist, or belongs to another account",
            Kind.CONFLICT, "Another request is in the way",
            Kind.TOO_LARGE, "The body or a file is too large",
            Kind.INVALID, "Understood, but not valid; one entry for each fault",
            Kind.RATE_LIMITED, "Too many requests; wait as long as `Retry-After` says",
            Kind.INTERNAL, "A fault on our side; quote the request id",
            Kind.UNAVAILABLE, "The database can not be reached for the moment; try again"));

    private static final Map<String, String> HEADERS = Map.of(
            "X-Request-Id", "Names this request in the logs; one that you send is kept",
            "X-RateLimit-Limit", "How many requests 60 seconds allow",
            "X-RateLimit-Remaining", "How many are left",
            "X-RateLimit-Reset", "When the next place is free, in Unix seconds",
            "Retry-After", "Seconds to wait");

    private final JsonMapper json;
    private final Schemas schemas;

    Responses(JsonMapper json, Schemas schemas) {
        this.json = json;
        this.schemas = schemas;
    }

    /// `success` was made from [#success]; the answers of all endpoints are described before any of their bodies.
    ObjectNode of(Route route, @Nullable ObjectNode success) {
        var responses = new TreeMap<String, ObjectNode>();
        for (Kind kind : refusals(route)) {
            responses.put(Integer.toString(kind.status()), reference("responses", nameOf(kind)));
        }
        List<ApiResponse> said = said(route);
        for (ApiResponse each : said) {
            responses.put(each.responseCode(), response(route, each.description(), success));
        }
        if (said.stream().noneMatch(each -> each.responseCode().matches("[123].*"))) {
            responses.put(Integer.toString(status(route)), response(route, "Success", success));
        }
        ObjectNode all = json.createObjectNode();
        responses.forEach(all::set);
        return all;
    }

    private static List<ApiResponse> said(Route route) {
        var method = route.handler().getMethod();
        ApiResponses several = method.getAnnotation(ApiResponses.class);
        return several != null
                ? List.of(several.value())
                : Arrays.asList(method.getAnnotationsByType(ApiResponse.class));
    }

    private static int status(Route route) {
        ResponseStatus status = route.handler().getMethodAnnotation(ResponseStatus.class);
        return status == null ? 200 : status.code().value();
    }

    private static List<Kind> refusals(Route route) {
        boolean body = List.of("post", "patch").contains(route.verb());
        var kinds = new ArrayList<Kind>(List.of(Kind.MALFORMED, Kind.INTERNAL, Kind.UNAVAILABLE));
        if (route.allow() != null) {
            kinds.addAll(List.of(Kind.UNAUTHORIZED, Kind.FORBIDDEN));
        }
        if (route.isForVisitors() || route.isForPlatformApps()) {
            kinds.addAll(List.of(Kind.UNAUTHORIZED, Kind.NOT_FOUND));
        }
        if (route.path().contains("{")) {
            kinds.add(Kind.NOT_FOUND);
        }
        if (body) {
            kinds.addAll(List.of(Kind.CONFLICT, Kind.TOO_LARGE));
        }
        if (route.isLimited()) {
            kinds.addAll(List.of(Kind.INVALID, Kind.RATE_LIMITED));
        }
        return kinds;
    }

    private ObjectNode response(Route route, String description, @Nullable ObjectNode content) {
        ObjectNode response = json.createObjectNode().put("description", description);
        response.set("headers", headers(route.isLimited(), false));
        if (content != null) {
            response.set("content", content.deepCopy());
        }
        return response;
    }

    /// The content of the success; null when there is none.
    @Nullable
    ObjectNode success(Route route) {
        AnnotatedType type = route.handler().getMethod().getAnnotatedReturnType();
        if (Schemas.raw(type.getType()) == ResponseEntity.class) {
            type = Schemas.argument(type, 0);
        }
        Class<?> raw = Schemas.raw(type.getType());
        if (raw == void.class || raw == Void.class) {
            return null;
        }
        boolean stream = Resource.class.isAssignableFrom(raw);
        ObjectNode schema = stream ? schemas.typed("string").put("format", "binary") : schemas.answered(type);
        List<String> types = route.produces().isEmpty()
                ? List.of(stream ? "application/octet-stream" : "application/json")
                : route.produces();
        ObjectNode content = json.createObjectNode();
        types.forEach(each -> content.putObject(each).set("schema", schema.deepCopy()));
        return content;
    }

    ObjectNode refusals() {
        ObjectNode error = json.createObjectNode().put("$ref", Schemas.PREFIX + schemas.name(ErrorBody.class, false));
        ObjectNode responses = json.createObjectNode();
        for (Kind kind : Kind.values()) {
            String description = REFUSALS.get(kind);
            if (description == null) {
                continue;
            }
            ObjectNode response = responses.putObject(nameOf(kind)).put("description", description);
            boolean wait = kind == Kind.RATE_LIMITED || kind == Kind.UNAVAILABLE;
            response.set("headers", headers(true, wait));
            ObjectNode content = response.putObject("content").putObject("application/json");
            content.set("schema", error.deepCopy());
            content.set("example", json.valueToTree(ErrorBody.of(example(kind), null)));
        }
        return responses;
    }

    private static Problem example(Kind kind) {
        return switch (kind) {
            case INVALID -> Problem.taken("email");
            case MALFORMED -> Problem.malformed("page", "must be a whole number");
            case RATE_LIMITED -> Problem.tooMany(Duration.ofSeconds(30));
            default -> Problem.of(kind);
        };
    }

    private static String nameOf(Kind kind) {
        var name = new StringBuilder();
        for (String word : kind.code().split("_")) {
            name.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
        }
        return name.toString();
    }

    private ObjectNode headers(boolean limited, boolean wait) {
        ObjectNode headers = json.createObjectNode();
        headers.set("X-Request-Id", reference("headers", "X-Request-Id"));
        if (limited) {
            for (String header : List.of("X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset")) {
                headers.set(header, reference("headers", header));
            }
        }
        if (wait) {
            headers.set("Retry-After", reference("headers", "Retry-After"));
        }
        return headers;
    }

    ObjectNode headers() {
        ObjectNode headers = json.createObjectNode();
        new TreeMap<>(HEADERS).forEach((name, description) -> {
            ObjectNode header = headers.putObject(name).put("description", description);
            header.set("schema", name.equals("X-Request-Id") ? schemas.typed("string") : schemas.typed("integer"));
        });
        return headers;
    }

    private ObjectNode reference(String kind, String name) {
        return json.createObjectNode().put("$ref", "#/components/" + kind + "/" + name);
    }
}
