package dev.daybook.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Manifests that say what none would say: each differs from a true one at one place. */
final class HostileManifests {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private static final List<String> TEXTS = List.of(
            "smallint; CREATE TABLE public.daybook_pwned AS SELECT 1",
            "CHECK (true), DROP COLUMN freight",
            "CHECK (true)); CREATE TABLE public.daybook_pwned (a int); --",
            "x\"; CREATE TABLE public.daybook_pwned (a int); --",
            "x'; CREATE TABLE public.daybook_pwned (a int); --",
            "CHECK ((pg_sleep(600) IS NULL))",
            "CHECK ((lo_create(4711) > 0))",
            "../../../../../../tmp/daybook_pwned",
            "pg_catalog",
            "",
            "n".repeat(64),
            "a\u0000b",
            "+999999999-12-31T23:59:59Z",
            "ctid");

    private static final List<JsonNode> NUMBERS = List.of(
            NODES.numberNode(-1),
            NODES.numberNode(0),
            NODES.numberNode(Long.MAX_VALUE),
            NODES.numberNode(new BigDecimal("1e999999999")),
            NODES.textNode("1"));

    private HostileManifests() {}

    /**
     * A changed manifest.
     *
     * @param name where it differs and how
     * @param manifest all of it
     */
    record Change(String name, ObjectNode manifest) {}

    /** One for each place and each hostile value that fits there. */
    static List<Change> of(ObjectNode manifest) {
        List<Change> changes = new ArrayList<>();
        for (String pointer : pointers(manifest, "")) {
            JsonNode value = manifest.at(pointer);
            if (pointer.equals("/sha256")) {
                continue;
            }
            if (value.isTextual()) {
                TEXTS.forEach(text -> changes.add(replaced(manifest, pointer, NODES.textNode(text))));
            } else if (value.isNumber()) {
                NUMBERS.forEach(number -> changes.add(replaced(manifest, pointer, number)));
            } else if (value.isArray()) {
                changes.add(replaced(manifest, pointer, NODES.arrayNode()));
                if (!value.isEmpty()) {
                    changes.add(replaced(manifest, pointer, twice((ArrayNode) value)));
                }
            }
            changes.add(replaced(manifest, pointer, NODES.nullNode()));
        }
        return changes;
    }

    private static ArrayNode twice(ArrayNode array) {
        return array.deepCopy().add(array.get(0).deepCopy());
    }

    private static List<String> pointers(JsonNode node, String at) {
        List<String> pointers = new ArrayList<>();
        if (!at.isEmpty()) {
            pointers.add(at);
        }
        node.properties().forEach(field -> pointers.addAll(pointers(field.getValue(), at + "/" + field.getKey())));
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            pointers.addAll(pointers(node.get(i), at + "/" + i));
        }
        return pointers;
    }

    private static Change replaced(ObjectNode manifest, String pointer, JsonNode value) {
        ObjectNode copy = manifest.deepCopy();
        int slash = pointer.lastIndexOf('/');
        JsonNode parent = copy.at(pointer.substring(0, slash));
        String last = pointer.substring(slash + 1);
        Consumer<JsonNode> set = parent instanceof ArrayNode array
                ? node -> array.set(Integer.parseInt(last), node)
                : node -> ((ObjectNode) parent).set(last, node);
        set.accept(value);
        return new Change(pointer + " = " + shown(value), copy);
    }

    private static String shown(JsonNode value) {
        String text = value.toString();
        return text.length() <= 70 ? text : text.substring(0, 67) + "...";
    }
}
