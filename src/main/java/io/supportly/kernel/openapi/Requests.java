package io.supportly.kernel.openapi;

import io.supportly.kernel.web.FromQuery;
import io.supportly.kernel.web.Required;
import io.supportly.kernel.web.Upload;
import io.supportly.kernel.web.Wrapped;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What an endpoint takes: variables of its path, its query, its body.
final class Requests {
    private final JsonMapper json;
    private final Schemas schemas;
    private final FieldWords words;

    Requests(JsonMapper json, Schemas schemas, FieldWords words) {
        this.json = json;
        this.schemas = schemas;
        this.words = words;
    }

    void describe(Route route, ObjectNode operation) {
        ArrayNode parameters = json.createArrayNode();
        for (String variable : variables(route)) {
            parameters.add(pathVariable(route, variable));
        }
        for (Parameter parameter : route.handler().getMethod().getParameters()) {
            if (parameter.isAnnotationPresent(FromQuery.class)) {
                query(route, parameter.getType(), parameters);
            } else if (parameter.isAnnotationPresent(RequestParam.class)
                    || parameter.isAnnotationPresent(RequestHeader.class)) {
                parameters.add(single(route, parameter));
            } else if (parameter.isAnnotationPresent(RequestBody.class)) {
                operation.set("requestBody", body(route, parameter.getAnnotatedType(), parameter.getType()));
            }
        }
        if (route.creates()) {
            parameters.add(json.createObjectNode().put("$ref", "#/components/parameters/IdempotencyKey"));
        }
        if (!parameters.isEmpty()) {
            operation.set("parameters", parameters);
        }
    }

    private static List<String> variables(Route route) {
        return Arrays.stream(route.path().split("/"))
                .filter(step -> step.contains("{"))
                .map(step -> step.replaceAll("^.*\\{(\\w+)}.*$", "$1"))
                .toList();
    }

    private ObjectNode pathVariable(Route route, String variable) {
        ObjectNode schema = Arrays.stream(route.handler().getMethod().getParameters())
                .filter(parameter -> parameter.isAnnotationPresent(PathVariable.class)
                        && nameOf(
                                        parameter,
                                        parameter
                                                .getAnnotation(PathVariable.class)
                                                .value())
                                .equals(variable))
                .findFirst()
                .map(parameter -> schemas.taken(parameter.getAnnotatedType()))
                .orElseGet(() -> schemas.typed("integer").put("format", "int64"));
        return parameter(route, variable, "path", schema, true);
    }

    private static String nameOf(Parameter parameter, String said) {
        return said.isEmpty() ? parameter.getName() : said;
    }

    /// Each field of the record is a parameter; a list is written as `labels[]=a&labels[]=b`.
    private void query(Route route, Class<?> record, ArrayNode parameters) {
        for (RecordComponent component : record.getRecordComponents()) {
            ObjectNode schema = schemas.taken(component.getAnnotatedType());
            boolean list = schema.path("type").asString("").equals("array");
            String name = Schemas.fieldName(component) + (list ? "[]" : "");
            parameters.add(parameter(route, name, "query", schema, isRequired(component, route)));
        }
    }

    private ObjectNode single(Route route, Parameter parameter) {
        RequestParam query = parameter.getAnnotation(RequestParam.class);
        RequestHeader header = parameter.getAnnotation(RequestHeader.class);
        ObjectNode schema = schemas.taken(parameter.getAnnotatedType());
        return query != null
                ? parameter(route, nameOf(parameter, query.value()), "query", schema, query.required())
                : parameter(
                        route,
                        nameOf(parameter, header == null ? "" : header.value()),
                        "header",
                        schema,
                        header != null && header.required());
    }

    private ObjectNode parameter(Route route, String name, String place, ObjectNode schema, boolean required) {
        ObjectNode parameter = json.createObjectNode().put("name", name).put("in", place);
        if (required) {
            parameter.put("required", true);
        }
        words.describe(place.equals("path") ? "path" : route.id(), name.replace("[]", ""), schema);
        if (schema.remove("description") instanceof tools.jackson.databind.JsonNode description) {
            parameter.set("description", description);
        }
        parameter.set("schema", schema);
        return parameter;
    }

    private ObjectNode body(Route route, AnnotatedType annotated, Class<?> type) {
        Map<String, String> files = files("", type);
        ObjectNode fields = fields(route, annotated, type, List.of());
        ObjectNode body = json.createObjectNode();
        Wrapped wrapped = type.getAnnotation(Wrapped.class);
        if (wrapped != null) {
            body.put("description", "The fields may also stand wrapped: `{\"" + wrapped.value() + "\": {...}}`.");
        }
        if (fields.has("required") || fields.has("anyOf")) {
            body.put("required", true);
        }
        ObjectNode content = body.putObject("content");
        content.putObject("application/json").set("schema", fields);
        if (!files.isEmpty()) {
            ObjectNode form = fields(route, annotated, type, List.copyOf(files.values()));
            content.putObject("multipart/form-data").set("schema", form(form, files));
        }
        return body;
    }

    /// What a field may be left out for must be a field of that body: files are none of a JSON body.
    private ObjectNode fields(Route route, AnnotatedType annotated, Class<?> type, List<String> files) {
        ObjectNode schema = schemas.taken(annotated);
        ArrayNode required = json.createArrayNode();
        for (RecordComponent component : type.getRecordComponents()) {
            Required said = component.getAnnotation(Required.class);
            if (said == null || !isRequired(component, route)) {
                continue;
            }
            String field = Schemas.fieldName(component);
            boolean alone = said.unless().isEmpty() || (isFile(type, said.unless()) && files.isEmpty());
            if (alone) {
                required.add(field);
                continue;
            }
            ArrayNode either = schema.putArray("anyOf");
            either.addObject().putArray("required").add(field);
            either.addObject().putArray("required").add(said.unless() + (files.contains(said.unless()) ? "[]" : ""));
        }
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        return schema;
    }

    private static boolean isFile(Class<?> type, String field) {
        return Arrays.stream(type.getRecordComponents())
                .anyMatch(component -> Schemas.isUploads(component)
                        && Schemas.fieldName(component).equals(field));
    }

    private static boolean isRequired(RecordComponent component, Route route) {
        Required required = component.getAnnotation(Required.class);
        return required != null && (required.whenUpdating() || !route.verb().equals("patch"));
    }

    private ObjectNode form(ObjectNode fields, Map<String, String> files) {
        ObjectNode form = schemas.typed("object");
        ObjectNode properties = form.putObject("properties");
        files.forEach((name, field) -> {
            ObjectNode array = properties.putObject(name).put("type", "array");
            array.putObject("items").put("type", "string").put("format", "binary");
            words.describe("path", field, array);
        });
        form.putArray("allOf").add(fields.deepCopy());
        return form;
    }

    /// The fields that hold files, by the name that a form gives them: `attachments[]`, `message[attachments][]`.
    private static Map<String, String> files(String prefix, Class<?> type) {
        var files = new LinkedHashMap<String, String>();
        for (RecordComponent component : type.getRecordComponents()) {
            String field = Schemas.fieldName(component);
            String name = prefix.isEmpty() ? field : prefix + "[" + field + "]";
            Class<?> of = component.getType();
            if (Schemas.isUploads(component)) {
                files.put(name + "[]", field);
            } else if (of.isRecord() && of != Upload.class && !Collection.class.isAssignableFrom(of)) {
                files.putAll(files(name, of));
            }
        }
        return files;
    }
}
