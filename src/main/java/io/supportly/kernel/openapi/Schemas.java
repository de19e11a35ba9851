package io.supportly.kernel.openapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.supportly.kernel.AccountId;
import io.supportly.kernel.json.Attributes;
import io.supportly.kernel.json.Written;
import io.supportly.kernel.web.Given;
import io.supportly.kernel.web.Upload;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The JSON Schema of every record that the API takes or answers, as our readers and Jackson's writers treat it.
final class Schemas {
    static final String PREFIX = "#/components/schemas/";

    private final JsonMapper json;
    private final FieldWords words;
    private final Map<Key, String> names = new HashMap<>();
    private final Map<String, Key> owners = new HashMap<>();
    private final Map<String, ObjectNode> components = new TreeMap<>();

    /// A record that is taken differs from the same record answered: nothing in it is sure to be there.
    private record Key(Class<?> type, boolean taken) {}

    Schemas(JsonMapper json, FieldWords words) {
        this.json = json;
        this.words = words;
    }

    ObjectNode answered(AnnotatedType type) {
        return of(type, false);
    }

    ObjectNode taken(AnnotatedType type) {
        return of(type, true);
    }

    Map<String, ObjectNode> components() {
        return components;
    }

    private ObjectNode of(AnnotatedType annotated, boolean taken) {
        boolean given = raw(annotated.getType()) == Given.class;
        ObjectNode schema = given ? of(argument(annotated, 0), true) : plain(annotated, taken);
        return given || (!taken && isNullable(annotated)) ? orNull(schema) : schema;
    }

    private ObjectNode plain(AnnotatedType annotated, boolean taken) {
        Class<?> type = raw(annotated.getType());
        if (Collection.class.isAssignableFrom(type)) {
            ObjectNode array = typed("array");
            array.set("items", of(argument(annotated, 0), taken));
            return array;
        }
        if (Map.class.isAssignableFrom(type)) {
            ObjectNode map = typed("object");
            ObjectNode values = of(argument(annotated, 1), taken);
            if (!values.isEmpty()) {
                map.set("additionalProperties", values);
            }
            return map;
        }
        if (type == Written.class) {
            return of(argument(annotated, 0), taken);
        }
        if (type.isEnum()) {
            ObjectNode words = typed("string");
            ArrayNode all = words.putArray("enum");
            for (Object constant : type.getEnumConstants()) {
                all.add(json.<JsonNode>valueToTree(constant));
            }
            return words;
        }
        if (type == Attributes.class || type == ObjectNode.class || type.isSealed()) {
            return typed("object");
        }
        ObjectNode simple = simple(type, taken);
        return simple != null ? simple : reference(type, taken);
    }

    private @Nullable ObjectNode simple(Class<?> type, boolean taken) {
        return switch (type.getName()) {
            case "java.lang.String", "java.net.URI", "java.util.UUID" -> typed("string");
            case "long", "java.lang.Long" -> typed("integer").put("format", "int64");
            case "int", "java.lang.Integer", "short", "java.lang.Short" ->
                typed("integer").put("format", "int32");
            case "double", "java.lang.Double", "float", "java.lang.Float", "java.math.BigDecimal" -> typed("number");
            case "boolean", "java.lang.Boolean" -> typed("boolean");
            case "java.lang.Object", "tools.jackson.databind.JsonNode" -> json.createObjectNode();
            default -> {
                if (type == AccountId.class) {
                    yield typed("integer").put("format", "int64");
                }
                if (type == Upload.class || type == byte[].class) {
                    yield typed("string").put("format", "binary");
                }
                yield type == Instant.class ? time(taken) : null;
            }
        };
    }

    private ObjectNode time(boolean taken) {
        ObjectNode text = typed("string").put("format", "date-time");
        if (!taken) {
            return text;
        }
        ObjectNode either = json.createObjectNode();
        either.putArray("oneOf").add(typed("integer").put("format", "int64")).add(text);
        return either;
    }

    private ObjectNode reference(Class<?> type, boolean taken) {
        if (!type.isRecord()) {
            throw new IllegalStateException("No schema for " + type);
        }
        return json.createObjectNode().put("$ref", PREFIX + name(type, taken));
    }

    /// The name of the record among the components, where it is described when it is asked for first.
    String name(Class<?> type, boolean taken) {
        var key = new Key(type, taken);
        String known = names.get(key);
        if (known != null) {
            return known;
        }
        String name = nameOf(type);
        if (new Key(type, !taken).equals(owners.get(name))) {
            name += "Input";
        }
        Key owner = owners.putIfAbsent(name, key);
        if (owner != null) {
            throw new IllegalStateException(owner.type() + " and " + type + " would both be the schema " + name);
        }
        names.put(key, name);
        ObjectNode schema = typed("object");
        components.put(name, schema);
        describe(name, type, taken, schema);
        return name;
    }

    private void describe(String name, Class<?> type, boolean taken, ObjectNode schema) {
        ObjectNode properties = json.createObjectNode();
        ArrayNode required = json.createArrayNode();
        addFields(name, type, taken, properties, required);
        schema.set("properties", properties);
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
    }

    private void addFields(String name, Class<?> type, boolean taken, ObjectNode properties, ArrayNode required) {
        for (RecordComponent component : type.getRecordComponents()) {
            if (taken && isUploads(component)) {
                continue;
            }
            if (component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
                addFields(name, component.getType(), taken, properties, required);
                continue;
            }
            String field = fieldName(component);
            boolean sure = !taken && !mayBeAbsent(component);
            ObjectNode property = sure || taken
                    ? of(component.getAnnotatedType(), taken)
                    : plain(component.getAnnotatedType(), false);
            words.describe(name, field, property);
            properties.set(field, property);
            if (sure) {
                required.add(field);
            }
        }
    }

    private static boolean mayBeAbsent(RecordComponent component) {
        JsonInclude include = component.getAccessor().getAnnotation(JsonInclude.class);
        return include != null && include.value() != JsonInclude.Include.ALWAYS;
    }

    static boolean isUploads(RecordComponent component) {
        return component.getGenericType() instanceof ParameterizedType generic
                && Collection.class.isAssignableFrom(raw(generic))
                && generic.getActualTypeArguments()[0] == Upload.class;
    }

    static String fieldName(RecordComponent component) {
        JsonProperty named = component.getAccessor().getAnnotation(JsonProperty.class);
        return named == null
                ? component.getName().replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT)
                : named.value();
    }

    /// `LabelsController.All` is `LabelsAll`, `Contact.Rest` is `Contact`, `Inbox.InboxSlim` is `InboxSlim`;
    /// `@Schema(name)` says it otherwise.
    static String nameOf(Class<?> type) {
        Schema named = type.getAnnotation(Schema.class);
        if (named != null && !named.name().isEmpty()) {
            return named.name();
        }
        Class<?> outer = type.getEnclosingClass();
        if (outer == null) {
            return type.getSimpleName();
        }
        String around = nameOf(outer).replaceFirst("(Controller|Drafts|Views)$", "");
        String own = type.getSimpleName();
        if (own.equals("Rest")) {
            return around;
        }
        return own.startsWith(around) ? own : around + own;
    }

    ObjectNode typed(String type) {
        return json.createObjectNode().put("type", type);
    }

    private ObjectNode orNull(ObjectNode schema) {
        if (schema.isEmpty()) {
            return schema;
        }
        if (!schema.has("type")) {
            ObjectNode either = json.createObjectNode();
            either.putArray("anyOf").add(schema).add(typed("null"));
            return either;
        }
        schema.set("type", json.createArrayNode().add(schema.get("type")).add("null"));
        if (schema.get("enum") instanceof ArrayNode words) {
            words.addNull();
        }
        return schema;
    }

    private static boolean isNullable(AnnotatedType type) {
        return type.isAnnotationPresent(Nullable.class);
    }

    static AnnotatedType argument(AnnotatedType annotated, int at) {
        if (annotated instanceof AnnotatedParameterizedType generic) {
            return generic.getAnnotatedActualTypeArguments()[at];
        }
        throw new IllegalStateException("A raw type has no schema: " + annotated);
    }

    static Class<?> raw(Type type) {
        return switch (type) {
            case Class<?> plain -> plain;
            case ParameterizedType generic -> raw(generic.getRawType());
            default -> Object.class;
        };
    }
}
