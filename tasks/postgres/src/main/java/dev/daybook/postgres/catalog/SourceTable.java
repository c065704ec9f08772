package dev.daybook.postgres.catalog;

import dev.daybook.lake.model.TableDefinition;
import dev.daybook.postgres.name.Identifier;
import java.util.List;
import java.util.Map;

/**
 * A table of the source as the catalog describes it, and how it is read.
 *
 * @param oid its OID
 * @param schema its schema
 * @param name its name
 * @param definition what the lake keeps of it
 * @param estimatedRows the planner's estimate, -1 when there is none yet; of all leaves for a partitioned table
 * @param pages the planner's count of its 8 KiB pages; 0 also when it was never vacuumed or analyzed
 * @param splittable whether ranges of ctid can be read apart: a table of the heap access method on PostgreSQL 14 or newer
 * @param lockable whether LOCK TABLE takes it: tables and partitioned tables, and views; not materialized views and
 *     foreign tables
 * @param selectExpressions one a column, in the definition's order
 * @param fromClause {@code ONLY "public"."orders"}, or without ONLY for partitioned tables and views,
 *     which have no rows of their own
 * @param distinctValues estimated distinct values by column, where the planner has statistics
 * @param leaves the partitions that hold the rows of a partitioned table, each with the same definition and to be read on
 *     its own; empty when the table itself is to be read
 */
public record SourceTable(
        long oid,
        String schema,
        String name,
        TableDefinition definition,
        long estimatedRows,
        long pages,
        boolean splittable,
        boolean lockable,
        List<String> selectExpressions,
        String fromClause,
        Map<String, Double> distinctValues,
        List<SourceTable> leaves) {

    /** Copies the collections. */
    public SourceTable {
        selectExpressions = List.copyOf(selectExpressions);
        distinctValues = Map.copyOf(distinctValues);
        leaves = List.copyOf(leaves);
    }

    /** The qualified name, quoted. */
    public String quotedName() {
        return Identifier.quote(schema, name);
    }

    /** {@code COPY (SELECT ... FROM ...) TO STDOUT (FORMAT binary)} of all rows. */
    public String copyStatement() {
        return copyOf("");
    }

    /**
     * The same with a condition.
     *
     * @param condition an SQL condition, for example on {@code ctid}
     */
    public String copyStatement(String condition) {
        return copyOf(" WHERE " + condition);
    }

    private String copyOf(String where) {
        return "COPY (SELECT " + String.join(", ", selectExpressions) + " FROM " + fromClause + where
                + ") TO STDOUT (FORMAT binary)";
    }

    /** Whether the other is the same table, to be read in the same way: all but the planner's estimates are equal. */
    public boolean isSameAs(SourceTable other) {
        return withoutEstimates().equals(other.withoutEstimates());
    }

    private SourceTable withoutEstimates() {
        List<SourceTable> sameLeaves =
                leaves.stream().map(SourceTable::withoutEstimates).toList();
        return new SourceTable(
                oid,
                schema,
                name,
                definition,
                -1,
                0,
                splittable,
                lockable,
                selectExpressions,
                fromClause,
                Map.of(),
                sameLeaves);
    }
}
