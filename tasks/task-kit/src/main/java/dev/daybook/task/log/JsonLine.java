package dev.daybook.task.log;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;

/** One JSON object on one line, written field by field. Jackson's streaming half only: data binding starts slowly. */
public final class JsonLine {

    private static final JsonFactory FACTORY = new JsonFactory();

    private interface Part {
        void write(JsonGenerator json) throws IOException;
    }

    private final StringWriter text = new StringWriter();
    private final JsonGenerator json;

    /** An object without fields. */
    public JsonLine() {
        try {
            json = FACTORY.createGenerator(text);
            json.writeStartObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds a text. */
    public JsonLine field(String name, String value) {
        return add(generator -> generator.writeStringField(name, value));
    }

    /** Adds a whole number. */
    public JsonLine field(String name, long value) {
        return add(generator -> generator.writeNumberField(name, value));
    }

    /** Adds a number with its decimals as they are. */
    public JsonLine field(String name, BigDecimal value) {
        return add(generator -> generator.writeNumberField(name, value));
    }

    /** Adds a list of texts. */
    public JsonLine field(String name, Collection<String> values) {
        return add(generator -> {
            generator.writeArrayFieldStart(name);
            for (String value : values) {
                generator.writeString(value);
            }
            generator.writeEndArray();
        });
    }

    /** Adds an object of texts. */
    public JsonLine field(String name, Map<String, String> values) {
        return add(generator -> {
            generator.writeObjectFieldStart(name);
            for (Map.Entry<String, String> value : values.entrySet()) {
                generator.writeStringField(value.getKey(), value.getValue());
            }
            generator.writeEndObject();
        });
    }

    private JsonLine add(Part part) {
        try {
            part.write(json);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The whole object, on one line; nothing can be added after. */
    public String text() {
        try {
            json.close();
            return text.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
