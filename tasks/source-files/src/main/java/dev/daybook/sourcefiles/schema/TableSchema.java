package dev.daybook.sourcefiles.schema;

import dev.daybook.lake.model.LoadMode;
import dev.daybook.lake.model.TableDefinition;
import dev.daybook.lake.model.TableKind;
import java.util.List;
import java.util.Optional;

/**
 * What a dataset is declared to be.
 *
 * @param name the dataset's name, when the declaration has one
 * @param comment the dataset's description
 * @param fields its columns, in order
 * @param primaryKey the fields of its primary key, by name; empty without one
 * @param uniqueKeys the fields of its other keys, by name
 * @param foreignKeys its foreign keys
 * @param load how its files are loaded; version columns are fields, by name
 */
public record TableSchema(
        Optional<String> name,
        Optional<String> comment,
        List<SchemaField> fields,
        List<String> primaryKey,
        List<List<String>> uniqueKeys,
        List<ForeignKey> foreignKeys,
        LoadMode load) {

    /**
     * A foreign key.
     *
     * @param columns its fields, by name
     * @param resource the dataset it refers to, by its target; empty for the dataset itself
     * @param referencedColumns the columns referred to, in the same order; fields of this schema for the dataset itself
     */
    public record ForeignKey(List<String> columns, String resource, List<String> referencedColumns) {
        /** Copies the lists. */
        public ForeignKey {
            columns = List.copyOf(columns);
            referencedColumns = List.copyOf(referencedColumns);
        }
    }

    /** Copies the lists. */
    public TableSchema {
        fields = List.copyOf(fields);
        primaryKey = List.copyOf(primaryKey);
        uniqueKeys = List.copyOf(uniqueKeys);
        foreignKeys = List.copyOf(foreignKeys);
    }

    /** The names of the fields as the files have them, in order. */
    public List<String> columnNames() {
        return fields.stream().map(SchemaField::name).toList();
    }

    /**
     * The dataset's definition.
     *
     * @param kind the kind of table, as a definition has it
     * @param dataset the dataset's name
     * @param target its name in the warehouse
     */
    public TableDefinition definition(TableKind kind, String dataset, String target) {
        return new SchemaTable(this, dataset).define(kind, target);
    }
}
