package dev.daybook.extractcsv.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.daybook.extractcsv.format.Dialect;
import dev.daybook.sourcefiles.schemafile.JsonProperties;
import dev.daybook.task.text.EscapedText;
import java.util.Optional;
import java.util.Set;

/** Reads the {@code dialect} of a resource: Frictionless' CSV dialect, the properties that Daybook follows. */
final class DialectReader {

    private static final Set<String> LINE_ENDS = Set.of("\n", "\r\n", "\r");

    private DialectReader() {}

    static Dialect read(JsonProperties node) {
        node.get("csvddfVersion");
        int delimiter = character(node, "delimiter", ',');
        int quote = character(node, "quoteChar", '"');
        int escape = character(node, "escapeChar", Dialect.NONE);
        int comment = character(node, "commentChar", Dialect.NONE);
        boolean doubled = node.flag("doubleQuote", true);
        boolean skipSpace = node.flag("skipInitialSpace", false);
        boolean header = node.flag("header", true);
        if (!node.flag("caseSensitiveHeader", true)) {
            node.problem("caseSensitiveHeader", "column names are matched exactly; remove it");
        }
        node.text("lineTerminator")
                .filter(value -> !LINE_ENDS.contains(value))
                .ifPresent(value -> node.problem(
                        "lineTerminator",
                        "expected \\n, \\r\\n or \\r (all three are always accepted), found '" + EscapedText.of(value)
                                + "'"));
        try {
            return new Dialect(delimiter, quote, doubled, escape, comment, skipSpace, header);
        } catch (IllegalArgumentException e) {
            node.problem("delimiter", String.valueOf(e.getMessage()));
            return Dialect.DEFAULT;
        }
    }

    private static int character(JsonProperties node, String property, int otherwise) {
        Optional<JsonNode> value = node.get(property);
        if (value.isEmpty()) {
            return otherwise;
        }
        if (value.get().isNull() && !property.equals("delimiter")) {
            return Dialect.NONE;
        }
        Optional<String> text = node.text(property);
        if (text.isPresent() && text.get().length() != 1) {
            node.problem(property, "expected one ASCII character, found '" + EscapedText.of(text.get()) + "'");
            return otherwise;
        }
        return text.map(found -> (int) found.charAt(0)).orElse(otherwise);
    }
}
