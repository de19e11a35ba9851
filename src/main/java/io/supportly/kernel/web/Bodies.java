package io.supportly.kernel.web;

import io.supportly.kernel.problems.Kind;
import io.supportly.kernel.problems.Problem;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads bodies (JSON, forms, multipart; flat or wrapped in the resource's name) and query strings into records:
/// every `@RequestBody` and every `@FromQuery` of an endpoint.
final class Bodies implements HandlerMethodArgumentResolver {
    static final int LONGEST_JSON = 1024 * 1024;
    private static final int DEEPEST_JSON = 64;

    private final JsonMapper json = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST_JSON)
                            .build())
                    .build())
            .build();

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType().isRecord()
                && (parameter.hasParameterAnnotation(RequestBody.class)
                        || parameter.hasParameterAnnotation(FromQuery.class));
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest web,
            @Nullable WebDataBinderFactory binders) {
        HttpServletRequest request = (HttpServletRequest) web.getNativeRequest();
        Class<?> type = parameter.getParameterType();
        ObjectNode query = query(request);
        if (parameter.hasParameterAnnotation(FromQuery.class)) {
            return RecordReader.read(json, type, query, Map.of());
        }
        var uploads = new LinkedHashMap<String, List<Upload>>();
        ObjectNode body = unwrap(body(request, uploads), type, uploads);
        query.properties().forEach(property -> {
            if (!body.has(property.getKey())) {
                body.set(property.getKey(), property.getValue());
            }
        });
        return RecordReader.read(json, type, body, uploads);
    }

    private ObjectNode query(HttpServletRequest request) {
        String text = request.getQueryString();
        return text == null ? json.createObjectNode() : form(text);
    }

    private ObjectNode body(HttpServletRequest request, Map<String, List<Upload>> uploads) {
        String type =
                request.getContentType() == null ? "" : request.getContentType().toLowerCase(Locale.ROOT);
        if (type.startsWith("multipart/form-data")) {
            return multipart(request, uploads);
        }
        byte[] bytes = read(request);
        if (bytes.length == 0) {
            return json.createObjectNode();
        }
        // curl's -d without a header calls everything a form.
        if (type.startsWith("application/x-www-form-urlencoded") && bytes[0] != '{') {
            return form(new String(bytes, StandardCharsets.UTF_8));
        }
        return object(bytes);
    }

    private static byte[] read(HttpServletRequest request) {
        try {
            byte[] bytes = request.getInputStream().readNBytes(LONGEST_JSON + 1);
            if (bytes.length > LONGEST_JSON) {
                throw Problem.of(Kind.TOO_LARGE, "The body is larger than " + LONGEST_JSON + " bytes");
            }
            return bytes;
        } catch (IOException e) {
            throw Problem.malformed(null, "The body ended before it was complete");
        }
    }

    private ObjectNode object(byte[] bytes) {
        try {
            if (json.readTree(bytes) instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException e) {
            var at = e.getLocation();
            String where = at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
            throw Problem.of(Kind.MALFORMED, "The body is not valid JSON" + where);
        }
        throw Problem.of(Kind.MALFORMED, "The body must be a JSON object");
    }

    private ObjectNode form(String encoded) {
        ObjectNode root = json.createObjectNode();
        for (String pair : encoded.split("&")) {
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            if (!name.isEmpty()) {
                put(root, name, equals < 0 ? "" : decode(pair.substring(equals + 1)));
            }
        }
        return root;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Problem.malformed(null, "A name or value is not correctly percent-encoded");
        }
    }

    private ObjectNode multipart(HttpServletRequest request, Map<String, List<Upload>> uploads) {
        ObjectNode root = json.createObjectNode();
        try {
            for (Part part : request.getParts()) {
                if (part.getSubmittedFileName() == null) {
                    put(
                            root,
                            part.getName(),
                            new String(part.getInputStream().readNBytes(LONGEST_JSON), StandardCharsets.UTF_8));
                    continue;
                }
                String path = String.join(".", steps(part.getName()));
                uploads.computeIfAbsent(path.replaceAll("\\.$", ""), _ -> new ArrayList<>())
                        .add(Upload.of(part));
            }
        } catch (IllegalStateException e) {
            throw Problem.of(Kind.TOO_LARGE, "The form or one of its files is too large");
        } catch (IOException | ServletException e) {
            throw Problem.of(Kind.MALFORMED, "The multipart body could not be read");
        }
        return root;
    }

    /// Puts `a[b][]` where its brackets say.
    private void put(ObjectNode root, String name, String value) {
        List<String> steps = steps(name);
        ObjectNode object = root;
        for (int i = 0; i < steps.size(); i++) {
            String step = steps.get(i);
            boolean last = i == steps.size() - 1;
            if (!last && steps.get(i + 1).isEmpty()) {
                ArrayNode array = object.get(step) instanceof ArrayNode there ? there : object.putArray(step);
                array.add(value);
                return;
            }
            if (last) {
                object.put(step, value);
                return;
            }
            object = object.get(step) instanceof ObjectNode there ? there : object.putObject(step);
        }
    }

    private static List<String> steps(String name) {
        int bracket = name.indexOf('[');
        if (bracket <= 0 || !name.endsWith("]")) {
            return List.of(name);
        }
        var steps = new ArrayList<String>();
        steps.add(name.substring(0, bracket));
        for (String step : name.substring(bracket + 1, name.length() - 1).split("]\\[", -1)) {
            if (steps.size() < DEEPEST_JSON) {
                steps.add(step);
            }
        }
        return steps;
    }

    private static ObjectNode unwrap(ObjectNode body, Class<?> type, Map<String, List<Upload>> uploads) {
        Wrapped wrapped = type.getAnnotation(Wrapped.class);
        if (wrapped == null) {
            return body;
        }
        String prefix = wrapped.value() + ".";
        for (String path : List.copyOf(uploads.keySet())) {
            if (path.startsWith(prefix)) {
                uploads.putIfAbsent(path.substring(prefix.length()), uploads.getOrDefault(path, List.of()));
            }
        }
        if (!(body.get(wrapped.value()) instanceof ObjectNode inner)) {
            return body;
        }
        // Flat fields beside the wrapper count too, as in Rails' parameter wrapping; the wrapped ones win.
        ObjectNode both = body.deepCopy();
        both.remove(wrapped.value());
        both.setAll(inner);
        return both;
    }
}
