package dev.daybook.sourcefiles.value;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.daybook.lake.column.BytesVector;
import dev.daybook.task.text.EscapedText;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Takes JSON as it stands, once it is known to be valid. */
final class JsonReader implements ValueReader {

    private static final JsonFactory JSON = new JsonFactory();

    private final JsonToken first;
    private final BytesVector target;

    JsonReader(boolean isArray, BytesVector target) {
        this.first = isArray ? JsonToken.START_ARRAY : JsonToken.START_OBJECT;
        this.target = target;
    }

    @Override
    public @Nullable String read(byte[] bytes, int start, int length) {
        try (JsonParser parser = JSON.createParser(bytes, start, length)) {
            if (parser.nextToken() != first) {
                return "";
            }
            parser.skipChildren();
            if (parser.nextToken() != null) {
                return "text behind the end of the JSON value";
            }
        } catch (JsonProcessingException e) {
            // What follows in parentheses are places within Jackson's own buffers.
            String reason = e.getOriginalMessage().replaceFirst("(?s)(?: \\(start marker at|\n).*", "");
            return "not valid JSON: " + EscapedText.of(reason);
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
        target.add(bytes, start, length);
        return null;
    }
}
