package dev.daybook.lake.model;

import java.util.List;
import java.util.Optional;

/**
 * The full definition of a dataset: what the manifest holds of it, and what the footer of each of its files holds under
 * {@code daybook.table}, so that a file explains itself.
 *
 * @param name its name at the source
 * @param target its name in the warehouse
 * @param kind what it is at its source
 * @param consistent false when its rows do not belong to the source's one snapshot
 * @param columns in order; may be empty
 * @param primaryKey its primary key
 * @param uniqueKeys its other keys
 * @param foreignKeys its foreign keys
 * @param checks its CHECK constraints, as {@code pg_get_constraintdef} prints them
 * @param indexes its indexes that are no constraint, as {@code pg_get_indexdef} prints them
 * @param comment the table's comment
 * @param leftOut what the source's table has and this definition does not carry, one line each: identity, generation and
 *     defaults of columns, exclusion constraints, rows of the tables that inherit from it
 * @param load how its extracts make up what the warehouse shows
 * @param parent the dataset of the same extract whose rows its rows are parts of: they come, change and go with their
 *     parent's. Its primary key is the parent's, and one more column where a row has many parts
 */
public record TableDefinition(
        DatasetName name,
        String target,
        TableKind kind,
        boolean consistent,
        List<ColumnDefinition> columns,
        Optional<Key> primaryKey,
        List<Key> uniqueKeys,
        List<ForeignKey> foreignKeys,
        List<Check> checks,
        List<Index> indexes,
        Optional<String> comment,
        List<String> leftOut,
        LoadMode load,
        Optional<DatasetName> parent) {

    /**
     * A primary or unique key.
     *
     * @param name the constraint's name
     * @param columns its columns, in order
     * @param nullsNotDistinct whether two NULLs count as equal (PostgreSQL 15 and newer)
     * @param deferrable whether the source's constraint is DEFERRABLE
     */
    public record Key(String name, List<String> columns, boolean nullsNotDistinct, boolean deferrable) {
        /** Copies the list. */
        public Key {
            columns = List.copyOf(columns);
        }
    }

    /**
     * A foreign key.
     *
     * @param name the constraint's name
     * @param columns its columns, in order
     * @param dataset the dataset it refers to, by its name at the source; a CSV's schema may name a dataset of another
     *     source by its target instead, as a name without a schema
     * @param referencedColumns the columns referred to, in the same order
     * @param definition the source's own text, or empty for a CSV's
     * @param validated false for a NOT VALID constraint
     */
    public record ForeignKey(
            String name,
            List<String> columns,
            DatasetName dataset,
            List<String> referencedColumns,
            Optional<String> definition,
            boolean validated) {
        /** Copies the lists. */
        public ForeignKey {
            columns = List.copyOf(columns);
            referencedColumns = List.copyOf(referencedColumns);
        }
    }

    /**
     * A CHECK constraint.
     *
     * @param name the constraint's name
     * @param definition as {@code pg_get_constraintdef} prints it
     */
    public record Check(String name, String definition) {}

    /**
     * An index that is no constraint.
     *
     * @param name the index's name
     * @param definition as {@code pg_get_indexdef} prints it
     */
    public record Index(String name, String definition) {}

    /** Copies the lists. */
    public TableDefinition {
        columns = List.copyOf(columns);
        uniqueKeys = List.copyOf(uniqueKeys);
        foreignKeys = List.copyOf(foreignKeys);
        checks = List.copyOf(checks);
        indexes = List.copyOf(indexes);
        leftOut = List.copyOf(leftOut);
    }

    /** The definition of a dataset that is loaded as {@link LoadMode#SNAPSHOT} and stands alone. */
    public TableDefinition(
            DatasetName name,
            String target,
            TableKind kind,
            boolean consistent,
            List<ColumnDefinition> columns,
            Optional<Key> primaryKey,
            List<Key> uniqueKeys,
            List<ForeignKey> foreignKeys,
            List<Check> checks,
            List<Index> indexes,
            Optional<String> comment,
            List<String> leftOut) {
        this(
                name,
                target,
                kind,
                consistent,
                columns,
                primaryKey,
                uniqueKeys,
                foreignKeys,
                checks,
                indexes,
                comment,
                leftOut,
                LoadMode.SNAPSHOT,
                Optional.empty());
    }

    /** A dataset of one file or list of rows: named in the warehouse as at its source, without keys. */
    public static TableDefinition of(DatasetName name, TableKind kind, List<ColumnDefinition> columns) {
        return new TableDefinition(
                name,
                name.name(),
                kind,
                true,
                columns,
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                List.of());
    }

    /** The same dataset, loaded in another way. */
    public TableDefinition loadedAs(LoadMode mode) {
        return with(mode, parent);
    }

    /** The same dataset as a child of another one, and loaded as that is. */
    public TableDefinition childOf(TableDefinition other) {
        return with(other.load, Optional.of(other.name));
    }

    private TableDefinition with(LoadMode mode, Optional<DatasetName> other) {
        return new TableDefinition(
                name,
                target,
                kind,
                consistent,
                columns,
                primaryKey,
                uniqueKeys,
                foreignKeys,
                checks,
                indexes,
                comment,
                leftOut,
                mode,
                other);
    }

    /** {@link #name()} as people write it: {@code public.orders}. */
    public String dataset() {
        return name.toString();
    }
}
