package dev.daybook.sourcefiles.schemafile;

import com.fasterxml.jackson.databind.JsonNode;
import dev.daybook.task.text.EscapedText;
import dev.daybook.task.text.NearMiss;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * One object of a schema file, property by property. Every property must be asked for or be a description:
 * {@link #finish()} reports the rest, so that nothing declared is ignored in silence.
 */
public final class JsonProperties {

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
    public void problem(String property, String reason) {
        problems.add(place(property) + ": " + reason);
    }

    /** Where a property stands. */
    public String place(String property) {
        return where.isEmpty() ? property : where + "." + property;
    }

    /** Whether the property is there. */
    public boolean has(String property) {
        known.add(property);
        return node.has(property);
    }

    /** The value of a property, if it is there. */
    public Optional<JsonNode> get(String property) {
        return has(property) ? Optional.of(node.get(property)) : Optional.empty();
    }

    /** A property that is a text. */
    public Optional<String> text(String property) {
        return get(property).flatMap(value -> {
            if (!value.isTextual()) {
                problem(property, "expected a text, found " + shown(value));
                return Optional.empty();
            }
            return Optional.of(value.textValue());
        });
    }

    /** A property that may have one value only, because Daybook does nothing else. */
    public void only(String property, String allowed) {
        text(property)
                .filter(value -> !value.equals(allowed))
                .ifPresent(
                        value -> problem(property, "expected " + allowed + ", found '" + EscapedText.of(value) + "'"));
    }

    /**
     * A property that is one of a closed set of words.
     *
     * @param word the word that stands for each
     */
    public <T> Optional<T> oneOf(String property, List<T> all, Function<T, String> word) {
        List<String> words = all.stream().map(word).toList();
        return text(property).flatMap(value -> {
            int found = words.indexOf(value);
            if (found < 0) {
                String meant = NearMiss.of(value, words)
                        .map(near -> ", did you mean " + near + "?")
                        .orElse("");
                problem(
                        property,
                        "expected one of " + String.join(", ", words) + ", found '" + EscapedText.of(value) + "'"
                                + meant);
                return Optional.empty();
            }
            return Optional.of(all.get(found));
        });
    }

    /** What the object says of itself for people: its description, or else its title. */
    public Optional<String> description() {
        JsonNode description = node.has("description") ? node.get("description") : node.get("title");
        return Optional.ofNullable(description)
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .filter(text -> !text.isEmpty());
    }

    /**
     * A property that is true or false.
     *
     * @param otherwise its value when it is not there
     */
    public boolean flag(String property, boolean otherwise) {
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
    public OptionalInt count(String property) {
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
    public List<String> texts(String property) {
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
    public Optional<JsonProperties> object(String property) {
        return get(property).flatMap(value -> {
            if (!value.isObject()) {
                problem(property, "expected an object, found " + shown(value));
                return Optional.empty();
            }
            return Optional.of(new JsonProperties(value, place(property), problems));
        });
    }

    /** A property that is a list of objects. */
    public List<JsonProperties> objects(String property) {
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
    public void finish() {
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

    /** A value as messages show it. */
    public static String shown(JsonNode value) {
        return EscapedText.of(value.toString());
    }
}
