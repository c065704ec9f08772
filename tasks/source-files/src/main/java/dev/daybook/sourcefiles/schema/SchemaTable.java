package dev.daybook.sourcefiles.schema;

import dev.daybook.lake.model.ColumnDefinition;
import dev.daybook.lake.model.DatasetName;
import dev.daybook.lake.model.LoadMode;
import dev.daybook.lake.model.TableDefinition;
import dev.daybook.lake.model.TableKind;
import dev.daybook.lake.model.WarehouseName;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The dataset that a schema describes, with the names that its columns and keys have in the lake and the warehouse. */
final class SchemaTable {

    private final TableSchema schema;
    private final String dataset;
    private final Map<String, String> columns = new HashMap<>();
    private final Set<String> keyNames = new HashSet<>();

    SchemaTable(TableSchema schema, String dataset) {
        this.schema = schema;
        this.dataset = dataset;
        schema.fields().forEach(field -> columns.put(field.name(), field.column()));
    }

    TableDefinition define(TableKind kind, String target) {
        Set<String> keyFields = new HashSet<>(schema.primaryKey());
        List<ColumnDefinition> definitions =
                schema.fields().stream().map(field -> column(field, keyFields)).toList();
        TableDefinition table = new TableDefinition(
                DatasetName.bare(dataset),
                target,
                kind,
                true,
                definitions,
                schema.primaryKey().isEmpty()
                        ? Optional.empty()
                        : Optional.of(key(columns(schema.primaryKey()), "", "_pkey")),
                schema.uniqueKeys().stream().map(this::uniqueKey).toList(),
                schema.foreignKeys().stream().map(this::foreignKey).toList(),
                List.of(),
                List.of(),
                schema.comment(),
                List.of());
        return table.loadedAs(load());
    }

    private static ColumnDefinition column(SchemaField field, Set<String> keyFields) {
        ColumnDefinition column = new ColumnDefinition(
                field.column(),
                field.type().columnType(),
                field.type().sourceType(),
                field.constraints().required() || keyFields.contains(field.name()),
                Optional.empty(),
                field.comment());
        return field.personal().map(column::holding).orElse(column);
    }

    private LoadMode load() {
        return switch (schema.load()) {
            case LoadMode.Snapshot snapshot -> snapshot;
            case LoadMode.Events events -> events;
            case LoadMode.Keyed keyed -> new LoadMode.Keyed(keyed.keep(), columns(keyed.version()));
        };
    }

    private List<String> columns(List<String> fields) {
        return fields.stream().map(field -> columns.getOrDefault(field, field)).toList();
    }

    private TableDefinition.Key uniqueKey(List<String> fields) {
        List<String> key = columns(fields);
        return key(key, "_" + String.join("_", key), "_key");
    }

    private TableDefinition.Key key(List<String> key, String middle, String suffix) {
        return new TableDefinition.Key(name(middle, suffix), key, false, false);
    }

    private TableDefinition.ForeignKey foreignKey(TableSchema.ForeignKey key) {
        boolean itself = key.resource().isEmpty() || key.resource().equals(dataset);
        List<String> own = columns(key.columns());
        return new TableDefinition.ForeignKey(
                name("_" + String.join("_", own), "_fkey"),
                own,
                DatasetName.bare(itself ? dataset : key.resource()),
                itself ? columns(key.referencedColumns()) : key.referencedColumns(),
                Optional.empty(),
                true);
    }

    /** A key's name as PostgreSQL itself would choose it; a long one is cut before its suffix, and stays unique. */
    private String name(String middle, String suffix) {
        String full = dataset + middle;
        String name = fitting(full, suffix);
        for (int number = 1; !keyNames.add(name); number++) {
            name = fitting(full, suffix + number);
        }
        return name;
    }

    private static String fitting(String name, String suffix) {
        int room = WarehouseName.LONGEST_BYTES - suffix.getBytes(StandardCharsets.UTF_8).length;
        return WarehouseName.shortened(name, room) + suffix;
    }
}
