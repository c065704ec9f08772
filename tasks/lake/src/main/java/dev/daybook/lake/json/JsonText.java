package dev.daybook.lake.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.daybook.task.text.EscapedText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Parses JSON (RFC 8259) more strictly than the standard asks: UTF-8 only, one object and nothing after it, no key
 * twice, whole numbers that fit 64 bits only, no deep nesting, no endless texts, no text that PostgreSQL cannot hold.
 *
 * <p>The streaming parser without data binding: binding costs a cold process more time than the rest of a small run.
 */
final class JsonText {

    /** A limit far beyond any column's comment or constraint. */
    private static final int LONGEST_TEXT = 16 << 20;

    /** Twice as deep as a manifest can be. */
    private static final int DEEPEST = 64;

    static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxStringLength(LONGEST_TEXT)
                    .maxNumberLength(64)
                    .build())
            .build();

    private JsonText() {}

    /** The object that the text is. */
    static JsonObject parse(byte[] text) throws JsonFault {
        requireUtf8(text);
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new JsonFault("expected a JSON object, found " + found(text));
            }
            Map<String, Optional<Object>> fields = object(parser, "");
            if (parser.nextToken() != null) {
                throw new JsonFault("expected nothing after the JSON object, found more text " + place(parser));
            }
            return new JsonObject("", fields, false);
        } catch (StreamConstraintsException e) {
            throw new JsonFault("over a limit: " + EscapedText.of(e.getOriginalMessage()));
        } catch (JsonParseException e) {
            throw new JsonFault("not JSON at line " + e.getLocation().getLineNr() + ", column "
                    + e.getLocation().getColumnNr() + ": "
                    + EscapedText.of(firstLine(e.getOriginalMessage())));
        } catch (IOException e) {
            throw new JsonFault("not JSON: " + EscapedText.of(firstLine(String.valueOf(e.getMessage()))));
        }
    }

    private static String found(byte[] text) {
        return text.length == 0 ? "an empty file" : "something else";
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("");
    }

    private static void requireUtf8(byte[] text) throws JsonFault {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text));
        } catch (CharacterCodingException e) {
            throw new JsonFault("not UTF-8");
        }
    }

    private static Map<String, Optional<Object>> object(JsonParser parser, String path) throws IOException, JsonFault {
        Map<String, Optional<Object>> fields = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            String keyPath = JsonObject.join(path, key);
            requireCharacters(key, keyPath);
            parser.nextToken();
            if (fields.put(key, value(parser, keyPath)) != null) {
                throw new JsonFault(keyPath + ": the key is there twice");
            }
        }
        return fields;
    }

    private static List<Optional<Object>> array(JsonParser parser, String path) throws IOException, JsonFault {
        List<Optional<Object>> values = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            values.add(value(parser, path + "[" + values.size() + "]"));
        }
        return values;
    }

    /** The value at the parser's token: map, list, text, long or boolean; empty for null. */
    private static Optional<Object> value(JsonParser parser, String path) throws IOException, JsonFault {
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw new JsonFault(path + ": the text ends here; it is cut");
        }
        return switch (token) {
            case START_OBJECT -> Optional.of(object(parser, path));
            case START_ARRAY -> Optional.of(array(parser, path));
            case VALUE_STRING -> Optional.of(requireCharacters(parser.getText(), path));
            case VALUE_NUMBER_INT -> Optional.of(wholeNumber(parser, path));
            case VALUE_NUMBER_FLOAT ->
                throw new JsonFault(path + ": expected a whole number, found " + EscapedText.of(parser.getText()));
            case VALUE_TRUE -> Optional.of(true);
            case VALUE_FALSE -> Optional.of(false);
            case VALUE_NULL -> Optional.empty();
            default -> throw new JsonFault(path + ": unexpected " + token + " " + place(parser));
        };
    }

    /** PostgreSQL has no NUL in texts and names, and half a character, which JSON can escape, would become another one. */
    private static String requireCharacters(String text, String path) throws JsonFault {
        if (text.indexOf('\0') >= 0) {
            throw new JsonFault(path + ": expected text, found a NUL in it");
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (pair) {
                i++;
            } else if (Character.isSurrogate(c)) {
                throw new JsonFault(path + ": expected text, found half a surrogate pair in it");
            }
        }
        return text;
    }

    private static long wholeNumber(JsonParser parser, String path) throws IOException, JsonFault {
        try {
            return parser.getLongValue();
        } catch (InputCoercionException e) {
            throw new JsonFault(
                    path + ": expected a whole number of 64 bits, found " + EscapedText.of(parser.getText()));
        }
    }

    private static String place(JsonParser parser) {
        return "at line " + parser.currentLocation().getLineNr() + ", column "
                + parser.currentLocation().getColumnNr();
    }
}
