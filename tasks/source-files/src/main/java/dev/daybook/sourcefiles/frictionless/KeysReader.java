package dev.daybook.sourcefiles.frictionless;

import com.fasterxml.jackson.databind.JsonNode;
import dev.daybook.sourcefiles.schema.SchemaField;
import dev.daybook.sourcefiles.schema.TableSchema;
import dev.daybook.sourcefiles.schemafile.JsonProperties;
import dev.daybook.task.text.EscapedText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Reads the keys of a Table Schema. */
final class KeysReader {

    private final JsonProperties schema;
    private final List<SchemaField> fields;

    KeysReader(JsonProperties schema, List<SchemaField> fields) {
        this.schema = schema;
        this.fields = fields;
    }

    List<String> primaryKey() {
        return comparable("primaryKey", schema.texts("primaryKey"));
    }

    List<List<String>> uniqueKeys() {
        List<List<String>> keys = new ArrayList<>();
        for (SchemaField field : fields) {
            if (field.constraints().unique()) {
                keys.add(List.of(field.name()));
            }
        }
        for (JsonNode key :
                schema.get("uniqueKeys").map(list -> (Iterable<JsonNode>) list).orElse(List.of())) {
            List<String> columns = new ArrayList<>();
            key.forEach(column -> columns.add(column.asText()));
            if (!key.isArray() || columns.isEmpty()) {
                schema.problem("uniqueKeys", "expected a list of lists of column names");
            }
            keys.add(comparable("uniqueKeys", columns));
        }
        return keys;
    }

    List<TableSchema.ForeignKey> foreignKeys() {
        List<TableSchema.ForeignKey> keys = new ArrayList<>();
        for (JsonProperties key : schema.objects("foreignKeys")) {
            List<String> columns = known("foreignKeys", key.texts("fields"));
            key.object("reference")
                    .ifPresentOrElse(
                            reference -> {
                                List<String> referenced = reference.texts("fields");
                                if (columns.isEmpty() || columns.size() != referenced.size()) {
                                    reference.problem(
                                            "fields", "expected as many columns as the key has, at least one");
                                }
                                String resource = reference.text("resource").orElse("");
                                keys.add(new TableSchema.ForeignKey(
                                        columns,
                                        resource,
                                        resource.isEmpty() ? known("foreignKeys", referenced) : referenced));
                                reference.finish();
                            },
                            () -> key.problem("reference", "expected the resource and fields that are referred to"));
            key.finish();
        }
        return keys;
    }

    private List<String> known(String property, List<String> columns) {
        if (new HashSet<>(columns).size() != columns.size()) {
            schema.problem(property, "a column occurs twice");
        }
        for (String column : columns) {
            if (fields.stream().noneMatch(field -> field.name().equals(column))) {
                schema.problem(property, "no field is named '" + EscapedText.of(column) + "'");
            }
        }
        return columns;
    }

    private List<String> comparable(String property, List<String> columns) {
        boolean compared = known(property, columns).stream()
                .flatMap(column -> fields.stream().filter(field -> field.name().equals(column)))
                .allMatch(field -> field.type().isComparable());
        if (!compared) {
            schema.problem(property, "values of type object, array or binary cannot be compared");
        }
        return columns;
    }
}
