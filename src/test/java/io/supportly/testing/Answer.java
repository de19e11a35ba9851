package io.supportly.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What the server answered. Paths into the body are dotted, with numbers for places in a list:
/// `payload.0.name`.
public record Answer(HttpResponse<byte[]> response) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    public int status() {
        return response.statusCode();
    }

    public String text() {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    public String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    public JsonNode json() {
        return JSON.readTree(response.body());
    }

    public JsonNode at(String path) {
        JsonNode node = json();
        for (String step : path.isEmpty() ? new String[0] : path.split("\\.")) {
            node = node.isArray() ? node.path(Integer.parseInt(step)) : node.path(step);
        }
        return node;
    }

    public long number(String path) {
        assertThat(at(path).isNumber()).as("%s in %s", path, text()).isTrue();
        return at(path).longValue();
    }

    public String string(String path) {
        return at(path).asString();
    }

    public Answer is(int status) {
        assertThat(status()).as(text()).isEqualTo(status);
        return this;
    }

    public Answer shows(String path, Object value) {
        assertThat(at(path)).as("%s in %s", path, text()).isEqualTo(JSON.readTree(JSON.writeValueAsString(value)));
        return this;
    }

    public Answer lacks(String path) {
        assertThat(at(path).isMissingNode()).as("%s in %s", path, text()).isTrue();
        return this;
    }

    public Answer hasSize(String path, int size) {
        assertThat(at(path).size()).as("%s in %s", path, text()).isEqualTo(size);
        return this;
    }

    /// A refusal that blames `field` with `code`, among others perhaps.
    public Answer blames(String field, String code) {
        boolean found = json().path("errors")
                .valueStream()
                .anyMatch(fault -> field.equals(fault.path("field").asString(""))
                        && code.equals(fault.path("code").asString("")));
        assertThat(found).as("%s %s in %s", field, code, text()).isTrue();
        return this;
    }

    public List<String> texts(String path) {
        return at(path).valueStream().map(JsonNode::asString).toList();
    }

    /// The whole body, where `"*"` in `expected` stands for any value that is there.
    public Answer isJson(String expected) {
        JsonNode actual = json();
        JsonNode wanted = filledIn(JSON.readTree(expected), actual);
        assertThat(actual.toPrettyString()).isEqualTo(wanted.toPrettyString());
        return this;
    }

    /// `wanted` with each `"*"` replaced by what is there in `actual`.
    public static JsonNode filledIn(JsonNode wanted, JsonNode actual) {
        fillIn(wanted, actual);
        return wanted;
    }

    private static void fillIn(JsonNode wanted, JsonNode actual) {
        if (wanted instanceof ObjectNode object && actual.isObject()) {
            for (String name : List.copyOf(object.propertyNames())) {
                JsonNode there = actual.get(name);
                if (there != null && object.get(name).asString("").equals("*")) {
                    object.set(name, there);
                } else if (there != null) {
                    fillIn(object.get(name), there);
                }
            }
        }
        if (wanted instanceof ArrayNode array && actual.isArray()) {
            for (int i = 0; i < Math.min(array.size(), actual.size()); i++) {
                if (array.get(i).asString("").equals("*")) {
                    array.set(i, actual.get(i));
                } else {
                    fillIn(array.get(i), actual.get(i));
                }
            }
        }
    }
}
