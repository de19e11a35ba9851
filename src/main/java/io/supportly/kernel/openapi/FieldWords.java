package io.supportly.kernel.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What fields and parameters mean, from `openapi-fields.properties`: `LabelDraft.title=The word | "billing"`, where
/// the part behind the bar is an example as JSON. A name with no schema before it is for all that have such a field.
final class FieldWords {
    private final JsonMapper json;
    private final Properties words = new Properties();
    private final Set<String> unused;

    FieldWords(JsonMapper json) {
        this.json = json;
        try (InputStream in = FieldWords.class.getResourceAsStream("/openapi-fields.properties")) {
            words.load(new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        unused = new TreeSet<>(words.stringPropertyNames());
    }

    void describe(String owner, String field, ObjectNode schema) {
        String text = textOf(owner, field);
        if (text == null) {
            return;
        }
        String[] parts = text.split("\\s*\\|\\s*", 2);
        schema.put("description", parts[0]);
        if (parts.length > 1) {
            schema.putArray("examples").add(json.readTree(parts[1]));
        }
    }

    @Nullable
    String textOf(String owner, String field) {
        String own = owner + "." + field;
        String key = words.containsKey(own) ? own : field;
        unused.remove(key);
        return words.getProperty(key);
    }

    /// What names no field that there is.
    Set<String> unused() {
        return unused;
    }
}
