package dev.daybook.postgres.catalog;

import dev.daybook.lake.model.DatasetName;
import dev.daybook.lake.model.NamePattern;
import dev.daybook.lake.model.TableKind;
import dev.daybook.postgres.name.Identifier;
import java.util.Optional;

/**
 * A row of {@code pg_class} that could be a dataset, with what else is needed of it.
 *
 * @param oid its OID
 * @param name its schema and name
 * @param kind its {@code relkind}: r table, p partitioned table, v view, m materialized view, f foreign table
 * @param unlogged whether it is unlogged
 * @param parent for a partition the OID of the table it belongs to, otherwise 0
 * @param rows the planner's estimate, -1 when there is none
 * @param pages the planner's count of pages
 * @param heap whether its access method is heap
 * @param ownedByExtension whether an extension made it
 * @param schemaUsage whether the role has USAGE on its schema
 * @param selectable whether the role has SELECT on the whole of it
 * @param selectableColumns whether the role has SELECT on at least one of its columns
 * @param filtered whether row security would hide rows from the role
 * @param comment its comment
 */
record Relation(
        long oid,
        DatasetName name,
        char kind,
        boolean unlogged,
        long parent,
        long rows,
        long pages,
        boolean heap,
        boolean ownedByExtension,
        boolean schemaUsage,
        boolean selectable,
        boolean selectableColumns,
        boolean filtered,
        Optional<String> comment) {

    /** What it is to the lake. */
    TableKind tableKind() {
        return switch (kind) {
            case 'r' -> TableKind.TABLE;
            case 'p' -> TableKind.PARTITIONED_TABLE;
            case 'v' -> TableKind.VIEW;
            case 'm' -> TableKind.MATERIALIZED_VIEW;
            case 'f' -> TableKind.FOREIGN_TABLE;
            default -> throw new IllegalStateException("relkind " + kind + " is not a dataset's");
        };
    }

    /** Whether its rows belong to the snapshot of the transaction that reads it, whatever is behind it. */
    boolean isTable() {
        return kind == 'r' || kind == 'p';
    }

    boolean isPartition() {
        return parent != 0;
    }

    boolean isReadable() {
        return schemaUsage && selectable;
    }

    /** Its name as the options take it. */
    String literal() {
        return NamePattern.literal(name);
    }

    String quoted() {
        return Identifier.quote(name.schema().orElseThrow(), name.name());
    }
}
