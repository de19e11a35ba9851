package io.supportly.kernel.json;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.io.SerializedString;
import tools.jackson.databind.JacksonSerializable;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.TypeSerializer;

/// A part of an answer that was written before: the JSON of a `T`, copied as it is.
public final class Written<T> implements JacksonSerializable {
    private final SerializedString text;

    private Written(SerializedString text) {
        this.text = text;
    }

    public static <T> Written<T> of(JsonMapper json, T value) {
        return new Written<>(new SerializedString(json.writeValueAsString(value)));
    }

    /// In characters.
    public int length() {
        return text.charLength();
    }

    @Override
    public void serialize(JsonGenerator generator, SerializationContext context) {
        generator.writeRawValue(text);
    }

    @Override
    public void serializeWithType(JsonGenerator generator, SerializationContext context, TypeSerializer type) {
        serialize(generator, context);
    }
}
