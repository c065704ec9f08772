package dev.daybook.loadpostgres.periods;

import dev.daybook.loadpostgres.session.PeriodLock;
import dev.daybook.loadpostgres.session.Sql;
import dev.daybook.loadpostgres.session.Warehouse;
import dev.daybook.postgres.warehouse.Ledger;
import dev.daybook.postgres.warehouse.LedgerRow;
import dev.daybook.postgres.warehouse.PipelineLock;
import dev.daybook.postgres.warehouse.WarehouseNames;
import dev.daybook.postgres.warehouse.WarehouseTables;
import dev.daybook.task.Period;
import dev.daybook.task.StepContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes one period of a source from the tables of all periods, in one transaction that no reader waits for. The
 * partitions of its day stay, empty or not.
 *
 * @param warehouse the warehouse
 * @param names the pipeline's schemas
 * @param context asked whether the step may still change something
 */
public record SourceRetirement(Warehouse warehouse, WarehouseNames names, StepContext context) {

    private static final Logger LOG = LoggerFactory.getLogger(SourceRetirement.class);
    private static final Duration LOCK_WAIT = Duration.ofSeconds(60);

    /**
     * Removes a period.
     *
     * @param ledger the source's rows in the ledger
     * @param runId the run that removes it
     * @return what the ledger said of it; empty when it is not loaded
     */
    public Optional<LedgerRow> retire(Ledger ledger, Period period, String runId) {
        warehouse.runShort(connection -> WarehouseTables.createMissing(connection));
        try (PeriodLock lock = PeriodLock.take(warehouse, names.pipeline(), period, ledger.part())) {
            try {
                return warehouse.work(connection -> retire(connection, ledger, period, runId));
            } catch (RuntimeException e) {
                throw lock.explain(e);
            }
        }
    }

    private Optional<LedgerRow> retire(Connection connection, Ledger ledger, Period period, String runId)
            throws SQLException {
        connection.setAutoCommit(false);
        PipelineLock.of(names.pipeline()).holdInTransaction(connection, LOCK_WAIT);
        Optional<LedgerRow> row = ledger.find(connection, period);
        if (row.isEmpty()) {
            LOG.info("{} of {} is not loaded; nothing to remove", period, ledger.part());
            return row;
        }
        for (String target : row.get().datasets().keySet()) {
            String partition = PeriodsTable.partition(names, target, period.date());
            if (!Sql.texts(connection, "SELECT 'yes' WHERE to_regclass(?) IS NOT NULL", partition)
                    .isEmpty()) {
                Sql.execute(connection, "DELETE FROM " + partition + PeriodsTable.where(period));
            }
        }
        ledger.remove(connection, period, Ledger.Event.RETIRED, runId);
        context.publish(() -> warehouse.commit(connection));
        LOG.info("retired {} of {}", period, ledger.part());
        return row;
    }
}
