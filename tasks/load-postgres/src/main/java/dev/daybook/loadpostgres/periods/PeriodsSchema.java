package dev.daybook.loadpostgres.periods;

import dev.daybook.loadpostgres.build.LeftOut;
import dev.daybook.loadpostgres.build.LoadTable;
import dev.daybook.loadpostgres.build.StableTypes;
import dev.daybook.loadpostgres.gate.Extracts;
import dev.daybook.loadpostgres.schema.Grants;
import dev.daybook.loadpostgres.session.ReaderPause;
import dev.daybook.loadpostgres.session.Sql;
import dev.daybook.loadpostgres.session.Warehouse;
import dev.daybook.loadpostgres.switchover.ViewSwitch;
import dev.daybook.postgres.name.Identifier;
import dev.daybook.postgres.type.WarehouseType;
import dev.daybook.postgres.warehouse.PipelineLock;
import dev.daybook.postgres.warehouse.WarehouseNames;
import dev.daybook.task.StepFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes the tables of all periods that an extract needs, with their views, and brings those that are there to its columns.
 * One transaction under the pipeline's lock, before any row comes: what it does to a table adds to it, so it stays when the
 * load fails.
 *
 * @param warehouse the warehouse
 * @param names the pipeline's schemas
 * @param grantTo the role that may read the tables and the views
 * @param readerWait how long readers of a table are given way to before the load gives up
 */
record PeriodsSchema(Warehouse warehouse, WarehouseNames names, Optional<String> grantTo, Duration readerWait) {

    private static final Duration LOCK_WAIT = Duration.ofSeconds(60);

    /** lock_not_available and query_canceled: readers hold a table. */
    private static final Set<String> READERS = Set.of("55P03", "57014");

    /**
     * Prepares all tables of an extract.
     *
     * @return the tables, the largest first
     * @throws StepFailure.Configuration when one cannot be brought to the extract's columns, with the statements to run
     * @throws StepFailure.Temporary when readers hold one for longer than the load waits
     */
    List<PreparedTable> prepare(Extracts extracts, LeftOut leftOut) {
        TargetRules.require(extracts);
        return warehouse.work(connection -> {
            connection.setAutoCommit(false);
            Sql.answerWithin(connection, LOCK_WAIT.multipliedBy(2));
            long begun = System.nanoTime();
            while (true) {
                try {
                    List<PreparedTable> prepared = attempt(connection, extracts, leftOut);
                    warehouse.commit(connection);
                    return prepared;
                } catch (SQLException e) {
                    connection.rollback();
                    requirePatience(e, Duration.ofNanos(System.nanoTime() - begun));
                }
                ReaderPause.take();
            }
        });
    }

    private void requirePatience(SQLException failure, Duration waited) throws SQLException {
        if (!READERS.contains(String.valueOf(failure.getSQLState()))) {
            throw failure;
        }
        if (waited.compareTo(readerWait) > 0) {
            throw new StepFailure.Temporary(
                    "readers did not let a table of " + names.periods() + " get its new columns within "
                            + readerWait.toSeconds() + " s; nothing was changed; run again",
                    failure);
        }
    }

    private List<PreparedTable> attempt(Connection connection, Extracts extracts, LeftOut leftOut) throws SQLException {
        PipelineLock.of(names.pipeline()).holdInTransaction(connection, LOCK_WAIT);
        ViewSwitch.createSchema(connection, names);
        Sql.execute(connection, "CREATE SCHEMA IF NOT EXISTS " + Identifier.quote(names.periods()));
        WarehouseType.Names types = StableTypes.prepare(connection, names, extracts, leftOut);
        PeriodsViews views = PeriodsViews.of(connection, names);
        List<PreparedTable> prepared = new ArrayList<>();
        for (LoadTable table : LoadTable.of(extracts, types, leftOut)) {
            PeriodsTable ddl = new PeriodsTable(names, table.definition(), table.types());
            boolean isSame = new PeriodsColumns(ddl, views).bring(connection);
            views.show(connection, ddl);
            prepared.add(new PreparedTable(table, ddl, isSame && table.isBinary()));
        }
        if (grantTo.isPresent()) {
            Grants.onTables(connection, names.periods(), grantTo.get());
            views.grant(connection, prepared.stream().map(PreparedTable::ddl).toList(), grantTo.get());
        }
        return prepared;
    }
}
