package io.supportly.faults;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.supportly.kernel.web.FromQuery;
import io.supportly.kernel.web.Given;
import io.supportly.kernel.web.Required;
import io.supportly.kernel.web.Upload;
import io.supportly.kernel.web.Wrapped;
import io.supportly.testing.TestServer;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// A route of the running server, with what its body and its query may hold, as the records of its parameters say.
record Endpoint(
        String method, String path, String wrapper, List<Field> body, List<Field> query, List<String> produces) {
    /// @param fields of a nested record, or of a list's; else empty
    record Field(String name, Kind kind, List<Field> fields, boolean isRequired) {
        Field(String name, Kind kind, List<Field> fields) {
            this(name, kind, fields, false);
        }

        Field required(boolean required) {
            return new Field(name, kind, fields, required);
        }
    }

    enum Kind {
        TEXT,
        NUMBER,
        TRUTH,
        TIME,
        MAP,
        RECORD,
        TEXTS,
        NUMBERS,
        RECORDS,
        FILES,
        ANYTHING
    }

    String name() {
        return method + " " + path;
    }

    boolean writes() {
        return !method.equals("GET");
    }

    boolean isPage() {
        return produces.stream().anyMatch(type -> type.startsWith("text/html"));
    }

    /// Behind a secret that nobody guesses, such as a password or what stands in a mail.
    boolean isGuarded() {
        return path.startsWith("/auth/");
    }

    static List<Endpoint> of(TestServer server) {
        var endpoints = new ArrayList<Endpoint>();
        server.bean(RequestMappingHandlerMapping.class).getHandlerMethods().forEach((route, handler) -> {
            if (handler.getBeanType().getName().startsWith("io.supportly.")) {
                for (String path : route.getPatternValues()) {
                    for (RequestMethod method : route.getMethodsCondition().getMethods()) {
                        endpoints.add(endpoint(method.name(), path, handler, produces(route)));
                    }
                }
            }
        });
        endpoints.sort(Comparator.comparing(Endpoint::path).thenComparing(Endpoint::method));
        return endpoints;
    }

    private static List<String> produces(RequestMappingInfo route) {
        return route.getProducesCondition().getProducibleMediaTypes().stream()
                .map(Object::toString)
                .toList();
    }

    private static Endpoint endpoint(String method, String path, HandlerMethod handler, List<String> produces) {
        var body = new ArrayList<Field>();
        var query = new ArrayList<Field>();
        String wrapper = "";
        for (MethodParameter parameter : handler.getMethodParameters()) {
            Class<?> type = parameter.getParameterType();
            if (parameter.hasParameterAnnotation(RequestBody.class) && type.isRecord()) {
                body.addAll(fields(type));
                Wrapped wrapped = type.getAnnotation(Wrapped.class);
                wrapper = wrapped == null ? "" : wrapped.value();
            }
            if (parameter.hasParameterAnnotation(FromQuery.class) && type.isRecord()) {
                query.addAll(fields(type));
            }
        }
        return new Endpoint(method, path, wrapper, body, query, produces);
    }

    private static List<Field> fields(Class<?> record) {
        return Arrays.stream(record.getRecordComponents())
                .map(component -> field(nameOf(component), component.getGenericType())
                        .required(component.isAnnotationPresent(Required.class)))
                .toList();
    }

    private static String nameOf(RecordComponent component) {
        JsonProperty named = component.getAccessor().getAnnotation(JsonProperty.class);
        String snake = component.getName().replaceAll("([a-z0-9])([A-Z])", "$1_$2");
        return named == null ? snake.toLowerCase(Locale.ROOT) : named.value();
    }

    private static Field field(String name, Type type) {
        if (type instanceof ParameterizedType generic && generic.getRawType() == Given.class) {
            return field(name, generic.getActualTypeArguments()[0]);
        }
        if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
            Type element = generic.getActualTypeArguments()[0];
            if (element instanceof Class<?> nested && nested.isRecord() && nested != Upload.class) {
                return new Field(name, Kind.RECORDS, fields(nested));
            }
            return new Field(
                    name,
                    element == Upload.class ? Kind.FILES : element == String.class ? Kind.TEXTS : Kind.NUMBERS,
                    List.of());
        }
        if (type instanceof Class<?> nested && nested.isRecord()) {
            return new Field(name, Kind.RECORD, fields(nested));
        }
        return new Field(name, kind(type.getTypeName()), List.of());
    }

    private static Kind kind(String type) {
        return switch (type) {
            case "java.lang.String" -> Kind.TEXT;
            case "java.lang.Long", "java.lang.Integer" -> Kind.NUMBER;
            case "java.lang.Boolean" -> Kind.TRUTH;
            case "java.time.Instant" -> Kind.TIME;
            default -> type.startsWith("java.util.Map") ? Kind.MAP : Kind.ANYTHING;
        };
    }
}
