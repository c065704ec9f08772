package dev.daybook.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * The source's catalog: which tables are taken, and all that is known of them. Reads in three round trips, however many
 * tables there are. Immutable.
 *
 * @param selection which tables are taken
 * @param targets what they are called in the warehouse
 * @param types what their columns become
 */
public record Catalog(TableSelection selection, TargetNames targets, TypeMapping types) {

    /**
     * The selected tables in the order of their names. Opens no transaction of its own; the caller's must be READ
     * COMMITTED, or its snapshot is the catalog's.
     *
     * @param connection one of {@link ConnectionSettings#connect}
     * @throws dev.daybook.task.StepFailure.Denied when tables cannot be read: all of them, and which rights they lack; or
     *     when row security would filter
     * @throws dev.daybook.task.StepFailure.Configuration when a pattern, a target or a declared type matches nothing, two
     *     targets collide, or a table has a foreign partition
     */
    public List<SourceTable> read(Connection connection) throws SQLException {
        throw new UnsupportedOperationException("filled in by the next commit");
    }
}
