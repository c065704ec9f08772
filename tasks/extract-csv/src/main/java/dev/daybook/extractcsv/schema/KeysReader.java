package dev.daybook.extractcsv.schema;

import com.fasterxml.jackson.databind.JsonNode;
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
        return checked("primaryKey", schema.texts("primaryKey"));
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
            keys.add(checked("uniqueKeys", columns));
        }
        return keys;
    }

    List<CsvSchema.ForeignKey> foreignKeys() {
        List<CsvSchema.ForeignKey> keys = new ArrayList<>();
        for (JsonProperties key : schema.objects("foreignKeys")) {
            List<String> columns = checked("foreignKeys", key.texts("fields"));
            key.object("reference")
                    .ifPresentOrElse(
                            reference -> {
                                List<String> referenced = reference.texts("fields");
                                if (columns.isEmpty() || columns.size() != referenced.size()) {
                                    reference.problem(
                                            "fields", "expected as many columns as the key has, at least one");
                                }
                                String resource = reference.text("resource").orElse("");
                                keys.add(new CsvSchema.ForeignKey(
                                        columns,
                                        resource,
                                        resource.isEmpty() ? checked("foreignKeys", referenced) : referenced));
                                reference.finish();
                            },
                            () -> key.problem("reference", "expected the resource and fields that are referred to"));
            key.finish();
        }
        return keys;
    }

    private List<String> checked(String property, List<String> columns) {
        if (new HashSet<>(columns).size() != columns.size()) {
            schema.problem(property, "a column occurs twice");
        }
        for (String column : columns) {
            if (fields.stream().noneMatch(field -> field.name().equals(column))) {
                schema.problem(property, "no field is named '" + EscapedText.of(column) + "'");
            }
        }
        if (!property.equals("foreignKeys")
                && fields.stream()
                        .anyMatch(field -> columns.contains(field.name())
                                && (field.type() instanceof FieldType.Json
                                        || field.type() instanceof FieldType.Binary))) {
            schema.problem(property, "values of type object, array or binary cannot be compared");
        }
        return columns;
    }
}
