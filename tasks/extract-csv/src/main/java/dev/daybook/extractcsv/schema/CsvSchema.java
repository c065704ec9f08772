package dev.daybook.extractcsv.schema;

import dev.daybook.extractcsv.format.Dialect;
import dev.daybook.lake.ColumnDefinition;
import dev.daybook.lake.DatasetName;
import dev.daybook.lake.TableDefinition;
import java.nio.charset.Charset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a CSV file is declared to be.
 *
 * @param name the dataset's name, when the declaration has one
 * @param comment the dataset's description
 * @param charset the encoding of the file
 * @param dialect how records and fields are written
 * @param fields its columns, in order
 * @param primaryKey the columns of its primary key; empty without one
 * @param uniqueKeys the columns of its other keys
 * @param foreignKeys its foreign keys
 */
public record CsvSchema(
        Optional<String> name,
        Optional<String> comment,
        Charset charset,
        Dialect dialect,
        List<SchemaField> fields,
        List<String> primaryKey,
        List<List<String>> uniqueKeys,
        List<ForeignKey> foreignKeys) {

    /**
     * A foreign key.
     *
     * @param columns its columns
     * @param resource the dataset it refers to, by its target; empty for the dataset itself
     * @param referencedColumns the columns referred to, in the same order
     */
    public record ForeignKey(List<String> columns, String resource, List<String> referencedColumns) {
        /** Copies the lists. */
        public ForeignKey {
            columns = List.copyOf(columns);
            referencedColumns = List.copyOf(referencedColumns);
        }
    }

    /** Copies the lists. */
    public CsvSchema {
        fields = List.copyOf(fields);
        primaryKey = List.copyOf(primaryKey);
        uniqueKeys = List.copyOf(uniqueKeys);
        foreignKeys = List.copyOf(foreignKeys);
    }

    /** The names of the columns, in order. */
    public List<String> columnNames() {
        return fields.stream().map(SchemaField::name).toList();
    }

    /** The dataset's definition under a name and a target. */
    public TableDefinition table(String dataset, String target) {
        Set<String> keyColumns = new HashSet<>(primaryKey);
        List<ColumnDefinition> columns = fields.stream()
                .map(field -> new ColumnDefinition(
                        field.name(),
                        field.type().columnType(),
                        field.type().sourceType(),
                        field.constraints().required() || keyColumns.contains(field.name()),
                        Optional.empty(),
                        field.comment()))
                .toList();
        return new TableDefinition(
                DatasetName.bare(dataset),
                target,
                "csv",
                true,
                columns,
                primaryKey.isEmpty() ? Optional.empty() : Optional.of(key(dataset, primaryKey, "pkey")),
                uniqueKeys.stream().map(key -> key(dataset, key, "key")).toList(),
                foreignKeys.stream().map(key -> foreignKey(dataset, key)).toList(),
                List.of(),
                List.of(),
                comment,
                List.of());
    }

    // Names as PostgreSQL itself would choose them.
    private static TableDefinition.Key key(String dataset, List<String> columns, String suffix) {
        String middle = suffix.equals("pkey") ? "" : String.join("_", columns) + "_";
        return new TableDefinition.Key(dataset + "_" + middle + suffix, columns, false, false);
    }

    private static TableDefinition.ForeignKey foreignKey(String dataset, ForeignKey key) {
        return new TableDefinition.ForeignKey(
                dataset + "_" + String.join("_", key.columns()) + "_fkey",
                key.columns(),
                DatasetName.bare(key.resource().isEmpty() ? dataset : key.resource()),
                key.referencedColumns(),
                Optional.empty(),
                true);
    }
}
