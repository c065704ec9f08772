package dev.daybook.lake.json;

import dev.daybook.task.text.EscapedText;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** A JSON object that is taken apart key by key: each must be there, have its type, and none may be left over. */
final class JsonObject {

    private final String path;
    private final Map<String, Optional<Object>> fields;
    private final Set<String> taken = new HashSet<>();
    private final boolean newer;

    /** Maps a text to a value; the message of its {@link IllegalArgumentException} is told with the key. */
    interface TextMapper<T> {
        T map(String text);
    }

    /** Reads an object. */
    interface ObjectReader<T> {
        T read(JsonObject object) throws JsonFault;
    }

    /** @param newer whether the text may hold keys that this version does not know */
    JsonObject(String path, Map<String, Optional<Object>> fields, boolean newer) {
        this.path = path;
        this.fields = fields;
        this.newer = newer;
    }

    /** The same object, of a text that may hold keys that this version does not know. */
    JsonObject newer() {
        return new JsonObject(path, fields, true);
    }

    static String join(String path, String key) {
        return path.isEmpty() ? EscapedText.of(key) : path + "." + EscapedText.of(key);
    }

    String text(String key) throws JsonFault {
        return required(key, String.class, "text");
    }

    long wholeNumber(String key) throws JsonFault {
        long number = required(key, Long.class, "a whole number");
        if (number < 0) {
            throw fault(key, "expected a whole number of 0 or more, found " + number);
        }
        return number;
    }

    boolean bool(String key) throws JsonFault {
        return required(key, Boolean.class, "true or false");
    }

    Optional<String> optionalText(String key) throws JsonFault {
        return fields.containsKey(key) ? Optional.of(text(key)) : Optional.empty();
    }

    /** A text mapped to a value; an {@link IllegalArgumentException} of the mapper tells what is wrong with it. */
    <T> T mapped(String key, TextMapper<T> mapper) throws JsonFault {
        try {
            return mapper.map(text(key));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw fault(key, EscapedText.of(String.valueOf(e.getMessage())));
        }
    }

    /** One of a closed set of words. */
    <T> T oneOf(String key, List<T> all, Function<T, String> word) throws JsonFault {
        String text = text(key);
        List<String> words = all.stream().map(word).toList();
        int found = words.indexOf(text);
        if (found < 0) {
            throw fault(key, "expected " + enumerated(words) + ", found '" + EscapedText.of(text) + "'");
        }
        return all.get(found);
    }

    private static String enumerated(List<String> words) {
        int last = words.size() - 1;
        return last == 0 ? words.getFirst() : String.join(", ", words.subList(0, last)) + " or " + words.get(last);
    }

    <T> T object(String key, ObjectReader<T> reader) throws JsonFault {
        return reader.read(child(join(path, key), required(key, Map.class, "an object")));
    }

    <T> Optional<T> optionalObject(String key, ObjectReader<T> reader) throws JsonFault {
        return fields.containsKey(key) ? Optional.of(object(key, reader)) : Optional.empty();
    }

    <T> List<T> objects(String key, ObjectReader<T> reader) throws JsonFault {
        List<T> objects = new ArrayList<>();
        for (Object element : required(key, List.class, "a list")) {
            String place = join(path, key) + "[" + objects.size() + "]";
            objects.add(reader.read(child(place, cast(place, (Optional<?>) element, Map.class, "an object"))));
        }
        return objects;
    }

    List<String> texts(String key) throws JsonFault {
        List<String> texts = new ArrayList<>();
        for (Object element : required(key, List.class, "a list")) {
            String place = join(path, key) + "[" + texts.size() + "]";
            texts.add(cast(place, (Optional<?>) element, String.class, "text"));
        }
        return texts;
    }

    List<String> optionalTexts(String key) throws JsonFault {
        return fields.containsKey(key) ? texts(key) : List.of();
    }

    SortedMap<String, String> textMap(String key) throws JsonFault {
        return object(key, object -> {
            SortedMap<String, String> map = new TreeMap<>();
            for (String name : object.fields.keySet()) {
                map.put(name, object.text(name));
            }
            return map;
        });
    }

    boolean has(String key) {
        return fields.containsKey(key);
    }

    /** Whether the key is there with null, which then counts as read. */
    boolean isNull(String key) {
        boolean isNull = fields.containsKey(key) && fields.get(key).isEmpty();
        if (isNull) {
            taken.add(key);
        }
        return isNull;
    }

    /** A map of whole numbers. */
    SortedMap<String, Long> wholeNumberMap(String key) throws JsonFault {
        return object(key, object -> {
            SortedMap<String, Long> map = new TreeMap<>();
            for (String name : object.fields.keySet()) {
                map.put(name, object.wholeNumber(name));
            }
            return map;
        });
    }

    /** Says that no other key is expected, unless the text is of a newer version. */
    void end() throws JsonFault {
        if (newer) {
            return;
        }
        for (String key : fields.keySet()) {
            if (!taken.contains(key)) {
                throw fault(key, "an unknown key");
            }
        }
    }

    JsonFault fault(String key, String reason) {
        return new JsonFault(join(path, key) + ": " + reason);
    }

    private <T> T required(String key, Class<T> type, String expected) throws JsonFault {
        Optional<Object> value = fields.get(key);
        if (value == null) {
            throw fault(key, "the key is missing");
        }
        taken.add(key);
        return cast(join(path, key), value, type, expected);
    }

    private static <T> T cast(String place, Optional<?> value, Class<T> type, String expected) throws JsonFault {
        if (value.isEmpty() || !type.isInstance(value.get())) {
            throw new JsonFault(place + ": expected " + expected + ", found " + name(value));
        }
        return type.cast(value.get());
    }

    private static String name(Optional<?> value) {
        return switch (value.orElse(null)) {
            case null -> "null";
            case String _ -> "text";
            case Long number -> number.toString();
            case Boolean bool -> bool.toString();
            case List<?> _ -> "a list";
            default -> "an object";
        };
    }

    @SuppressWarnings("unchecked") // the parser makes no other maps
    private JsonObject child(String place, Map<?, ?> children) {
        return new JsonObject(place, (Map<String, Optional<Object>>) children, newer);
    }
}
