package dev.daybook.extractcsv.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.daybook.task.text.EscapedText;
import dev.daybook.task.text.NearMiss;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * One object of a schema file, property by property. Every property must be asked for or be a description:
 * {@link #finish()} reports the rest, so that nothing declared is ignored in silence.
 */
final class JsonProperties {

    /** Properties that describe and change nothing. */
    private static final Set<String> DESCRIPTIVE = Set.of(
            "title",
            "description",
            "example",
            "rdfType",
            "homepage",
            "licenses",
            "sources",
            "contributors",
            "keywords",
            "version",
            "created",
            "profile",
            "$schema",
            "id");

    private final JsonNode node;
    private final String where;
    private final List<String> problems;
    private final Set<String> known = new TreeSet<>();

    /**
     * @param node an object
     * @param where it stands, for messages, for example {@code fields[2]}; empty for the file's own object
     * @param problems gets one line for each thing wrong
     */
    JsonProperties(JsonNode node, String where, List<String> problems) {
        this.node = node;
        this.where = where;
        this.problems = problems;
    }

    /** Notes that something is wrong with a property. */
    void problem(String property, String reason) {
        problems.add(place(property) + ": " + reason);
    }

    /** Where a property stands. */
    String place(String property) {
        return where.isEmpty() ? property : where + "." + property;
    }

    /** Whether the property is there. */
    boolean has(String property) {
        known.add(property);
        return node.has(property);
    }

    /** The value of a property, if it is there. */
    Optional<JsonNode> get(String property) {
        return has(property) ? Optional.of(node.get(property)) : Optional.empty();
    }

    /** A property that is a text. */
    Optional<String> text(String property) {
        return get(property).flatMap(value -> {
            if (!value.isTextual()) {
                problem(property, "expected a text, found " + shown(value));
                return Optional.empty();
            }
            return Optional.of(value.textValue());
        });
    }

    /** A property that is true or false. */
    boolean flag(String property, boolean otherwise) {
        return get(property)
                .map(value -> {
                    if (!value.isBoolean()) {
                        problem(property, "expected true or false, found " + shown(value));
                    }
                    return value.asBoolean(otherwise);
                })
                .orElse(otherwise);
    }

    /** A property that is a whole number from 0. */
    OptionalInt count(String property) {
        Optional<JsonNode> value = get(property);
        if (value.isEmpty()) {
            return OptionalInt.empty();
        }
        if (!value.get().isInt() || value.get().intValue() < 0) {
            problem(property, "expected a whole number from 0, found " + shown(value.get()));
            return OptionalInt.empty();
        }
        return OptionalInt.of(value.get().intValue());
    }

    /** A property that is a text or a list of texts. */
    List<String> texts(String property) {
        return get(property).map(value -> texts(property, value)).orElse(List.of());
    }

    private List<String> texts(String property, JsonNode value) {
        if (value.isTextual()) {
            return List.of(value.textValue());
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode element : value) {
            if (element.isTextual()) {
                texts.add(element.textValue());
            }
        }
        if (!value.isArray() || texts.size() != value.size()) {
            problem(property, "expected a list of texts, found " + shown(value));
        }
        return texts;
    }

    /** A property that is an object. */
    Optional<JsonProperties> object(String property) {
        return get(property).flatMap(value -> {
            if (!value.isObject()) {
                problem(property, "expected an object, found " + shown(value));
                return Optional.empty();
            }
            return Optional.of(new JsonProperties(value, place(property), problems));
        });
    }

    /** A property that is a list of objects. */
    List<JsonProperties> objects(String property) {
        Optional<JsonNode> list = get(property);
        if (list.isEmpty()) {
            return List.of();
        }
        List<JsonProperties> objects = new ArrayList<>();
        for (JsonNode element : list.get()) {
            if (element.isObject()) {
                objects.add(new JsonProperties(element, place(property) + "[" + objects.size() + "]", problems));
            }
        }
        if (!list.get().isArray() || objects.size() != list.get().size()) {
            problem(property, "expected a list of objects, found " + shown(list.get()));
        }
        return objects;
    }

    /** Reports every property that nobody asked for; one with a name space of its own, as {@code acme:owner}, may stay. */
    void finish() {
        node.fieldNames().forEachRemaining(property -> {
            boolean foreign = property.indexOf(':') > 0 && !property.startsWith("daybook:");
            if (!known.contains(property) && !DESCRIPTIVE.contains(property) && !foreign) {
                String meant = NearMiss.of(property, known)
                        .map(near -> "did you mean " + near + "?")
                        .orElse("remove it");
                problem(EscapedText.of(property), "Daybook neither follows nor checks this property; " + meant);
            }
        });
    }

    private static String shown(JsonNode value) {
        return EscapedText.of(value.toString());
    }
}
