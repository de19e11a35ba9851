package io.supportly.kernel.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.supportly.kernel.problems.Fault;
import io.supportly.kernel.problems.Kind;
import io.supportly.kernel.problems.Problem;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Turns a JSON object (or a form, or a query string, made into one) into a record, as tolerant as the clients that
/// exist need: numbers as text, lists as one comma-separated text, `""` for what is not set. What has the wrong type
/// is told for all fields at once.
final class RecordReader {
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    /// Names of record components only, so there are as many as the program has.
    private static final Map<String, String> NAMES = new ConcurrentHashMap<>();

    private final JsonMapper json;
    private final Map<String, List<Upload>> uploads;
    private final List<Fault> faults = new ArrayList<>();

    private RecordReader(JsonMapper json, Map<String, List<Upload>> uploads) {
        this.json = json;
        this.uploads = uploads;
    }

    static Object read(JsonMapper json, Class<?> type, ObjectNode body, Map<String, List<Upload>> uploads) {
        var reader = new RecordReader(json, uploads);
        reader.refuseUnwritable("", body);
        Object record = reader.faults.isEmpty() ? reader.record("", type, body) : null;
        if (record == null || !reader.faults.isEmpty()) {
            throw Problem.of(Kind.MALFORMED, reader.faults);
        }
        return record;
    }

    /// What PostgreSQL can not keep: the NUL character, half a surrogate pair, a number without end.
    private void refuseUnwritable(String path, JsonNode node) {
        if (node.isString() && !isWritable(node.stringValue())) {
            wrong(path, "holds characters that are not text");
        }
        if (node.isFloatingPointNumber() && !Double.isFinite(node.doubleValue())) {
            wrong(path, "is a number out of range");
        }
        for (var property : node.properties()) {
            if (!isWritable(property.getKey())) {
                wrong(path, "has a name with characters that are not text");
                continue;
            }
            refuseUnwritable(under(path, property.getKey()), property.getValue());
        }
        if (node.isArray()) {
            node.values().forEach(element -> refuseUnwritable(path, element));
        }
    }

    private static boolean isWritable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isLowSurrogate(c)) {
                return false;
            }
            if (Character.isHighSurrogate(c)) {
                if (i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(++i))) {
                    return false;
                }
            }
        }
        return true;
    }

    private Object record(String path, Class<?> type, ObjectNode object) {
        RecordComponent[] components = type.getRecordComponents();
        @Nullable Object[] values = new @Nullable Object[components.length];
        for (int i = 0; i < components.length; i++) {
            String name = nameOf(components[i]);
            values[i] = component(under(path, name), components[i].getGenericType(), object.get(name));
        }
        return create(type, components, values);
    }

    /// `@JsonProperty` names what Java has no name for, such as `private`.
    private static String nameOf(RecordComponent component) {
        JsonProperty named = component.getAccessor().getAnnotation(JsonProperty.class);
        return named == null ? snakeCase(component.getName()) : named.value();
    }

    private @Nullable Object component(String path, Type type, @Nullable JsonNode node) {
        if (type instanceof ParameterizedType generic && generic.getRawType() == Given.class) {
            if (node == null || isBlank(node)) {
                return Given.absent();
            }
            return Given.of(node.isNull() ? null : value(path, generic.getActualTypeArguments()[0], node));
        }
        if (isUploads(type)) {
            return uploads(path, node);
        }
        return node == null || node.isNull() || isBlank(node) ? null : value(path, type, node);
    }

    /// Files of the form, then the texts that name files which came before.
    private List<Upload> uploads(String path, @Nullable JsonNode node) {
        var all = new ArrayList<>(uploads.getOrDefault(path, List.of()));
        List<Object> named = node == null || node.isNull() ? null : list(path, String.class, node);
        if (named != null) {
            named.forEach(signedId -> all.add(Upload.named((String) signedId)));
        }
        return all;
    }

    private static boolean isUploads(Type type) {
        return type instanceof ParameterizedType generic
                && generic.getRawType() == List.class
                && generic.getActualTypeArguments()[0] == Upload.class;
    }

    private static boolean isBlank(JsonNode node) {
        return node.isString() && node.stringValue().isEmpty();
    }

    private @Nullable Object value(String path, Type type, JsonNode node) {
        if (type instanceof ParameterizedType generic) {
            return generic.getRawType() == Map.class
                    ? map(path, node)
                    : list(path, generic.getActualTypeArguments()[0], node);
        }
        if (type == String.class) {
            return node.isValueNode() ? node.asString() : wrong(path, "must be text");
        }
        if (type == Long.class) {
            return number(path, node, Long.MIN_VALUE, Long.MAX_VALUE);
        }
        if (type == Integer.class) {
            Long number = number(path, node, Integer.MIN_VALUE, Integer.MAX_VALUE);
            return number == null ? null : number.intValue();
        }
        if (type == Boolean.class) {
            return truth(path, node);
        }
        if (type == Instant.class) {
            return time(path, node);
        }
        if (type instanceof Class<?> nested && nested.isRecord()) {
            ObjectNode object = object(path, node);
            return object == null ? null : record(path, nested, object);
        }
        if (type == JsonNode.class) {
            return node;
        }
        throw new IllegalStateException("No reading for " + type + " at " + path);
    }

    private @Nullable Long number(String path, JsonNode node, long lowest, long highest) {
        try {
            if (node.isNumber() || node.isString()) {
                BigDecimal number = node.isNumber() ? node.decimalValue() : decimal(node.stringValue());
                long whole = number.longValueExact();
                if (whole >= lowest && whole <= highest) {
                    return whole;
                }
            }
        } catch (ArithmeticException | NumberFormatException e) {
            return wrong(path, "must be a whole number");
        }
        return wrong(path, "must be a whole number");
    }

    private static BigDecimal decimal(String text) {
        // Only plain digits: "1e999999999" would cost a lot to expand.
        if (text.length() > 20 || !text.strip().matches("-?\\d+")) {
            throw new NumberFormatException();
        }
        return new BigDecimal(text.strip());
    }

    private @Nullable Boolean truth(String path, JsonNode node) {
        return switch (node.isValueNode() ? node.asString().toLowerCase(Locale.ROOT) : "") {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> wrong(path, "must be true or false");
        };
    }

    private @Nullable Instant time(String path, JsonNode node) {
        String text = node.isValueNode() ? node.asString().strip() : "";
        try {
            Instant time = instant(text);
            if (time.isAfter(EARLIEST) && time.isBefore(LATEST)) {
                return time;
            }
        } catch (DateTimeException | NumberFormatException e) {
            return wrong(path, "must be a time: Unix seconds or ISO 8601");
        }
        return wrong(path, "must be a time: Unix seconds or ISO 8601");
    }

    private static Instant instant(String text) {
        if (text.matches("-?\\d{1,12}")) {
            return Instant.ofEpochSecond(Long.parseLong(text));
        }
        if (text.matches("\\d{4}-\\d\\d-\\d\\d")) {
            return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        }
        return OffsetDateTime.parse(text).toInstant();
    }

    private @Nullable List<Object> list(String path, Type element, JsonNode node) {
        var values = new ArrayList<Object>();
        if (node.isArray()) {
            for (JsonNode item : node.values()) {
                Object value = item.isNull() || isBlank(item) ? null : value(path, element, item);
                if (value != null) {
                    values.add(value);
                }
            }
            return values;
        }
        if (node.isValueNode()) {
            for (String part : node.asString().split(",")) {
                Object value = part.isBlank() ? null : value(path, element, json.valueToTree(part.strip()));
                if (value != null) {
                    values.add(value);
                }
            }
            return values;
        }
        return wrong(path, "must be a list");
    }

    private @Nullable Map<String, Object> map(String path, JsonNode node) {
        ObjectNode object = object(path, node);
        if (object == null) {
            return null;
        }
        @SuppressWarnings("unchecked")
        Map<String, Object> map = json.convertValue(object, LinkedHashMap.class);
        return map;
    }

    private @Nullable ObjectNode object(String path, JsonNode node) {
        if (node instanceof ObjectNode object) {
            return object;
        }
        if (node.isString() && node.stringValue().strip().startsWith("{")) {
            try {
                if (json.readTree(node.stringValue()) instanceof ObjectNode object) {
                    int before = faults.size();
                    refuseUnwritable(path, object);
                    return faults.size() == before ? object : null;
                }
            } catch (JacksonException e) {
                return wrong(path, "must be a JSON object");
            }
        }
        return wrong(path, "must be an object");
    }

    private <T> @Nullable T wrong(String path, String why) {
        faults.add(new Fault(path.isEmpty() ? null : path, why, Kind.INVALID.code()));
        return null;
    }

    private static String under(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    static String snakeCase(String name) {
        return NAMES.computeIfAbsent(name, RecordReader::toSnakeCase);
    }

    private static String toSnakeCase(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }

    private static Object create(Class<?> type, RecordComponent[] components, @Nullable Object[] values) {
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
