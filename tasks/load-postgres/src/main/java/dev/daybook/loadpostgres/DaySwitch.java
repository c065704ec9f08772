package dev.daybook.loadpostgres;

import dev.daybook.postgres.Identifier;
import dev.daybook.postgres.PipelineLock;
import dev.daybook.postgres.SqlFailure;
import dev.daybook.postgres.warehouse.Ledger;
import dev.daybook.postgres.warehouse.LedgerRow;
import dev.daybook.postgres.warehouse.StepLog;
import dev.daybook.postgres.warehouse.StepRun;
import dev.daybook.postgres.warehouse.WarehouseNames;
import dev.daybook.task.StepContext;
import dev.daybook.task.StepFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a built schema in the place of the day's and writes the ledger, in one short transaction under the pipeline's
 * lock. When the connection breaks at its COMMIT, the ledger says what became of it: the lock is free only once the
 * broken transaction has ended, one way or the other.
 */
final class DaySwitch {

    private static final Logger LOG = LoggerFactory.getLogger(DaySwitch.class);
    private static final Duration LOCK_WAIT = Duration.ofSeconds(60);
    private static final int TRIES = 3;

    /** What came of a switch. */
    enum Outcome {
        /** The built schema is the day's now. */
        SWITCHED,
        /** Another load has brought the same content in the meantime; the built schema is not needed. */
        ALREADY_THERE
    }

    private final Warehouse warehouse;
    private final WarehouseNames names;
    private final StepContext context;
    private final Ledger ledger;

    DaySwitch(Warehouse warehouse, WarehouseNames names, StepContext context) {
        this.warehouse = warehouse;
        this.names = names;
        this.context = context;
        this.ledger = new Ledger(names.pipeline());
    }

    /**
     * Switches a day in.
     *
     * @param row what the ledger is to say
     * @param extracts what the build was loaded from
     * @param runs the extracts' runs, for the step log
     * @throws StepFailure.Temporary when an extract was replaced since the gate, or the outcome cannot be found out
     */
    Outcome switchIn(LedgerRow row, Extracts extracts, List<StepRun> runs) {
        for (int tried = 1; ; tried++) {
            CommitState state = new CommitState();
            try {
                return warehouse.work(connection -> attempt(connection, row, extracts, runs, state));
            } catch (StepFailure e) {
                if (!state.begun || !isCutOff(e)) {
                    throw e;
                }
                LOG.info("the connection broke at COMMIT: {}; asking the ledger", e.getMessage());
                if (isWritten(row)) {
                    return Outcome.SWITCHED;
                }
                if (tried == TRIES) {
                    throw e;
                }
            }
        }
    }

    /** Whether COMMIT has been sent, and so whether its outcome is known only to the server. */
    private static final class CommitState {
        private boolean begun;
    }

    private static boolean isCutOff(StepFailure failure) {
        return failure instanceof StepFailure.Temporary || failure instanceof StepFailure.Unreachable;
    }

    /** Reads the ledger under the lock, which waits until the broken transaction is gone. */
    private boolean isWritten(LedgerRow row) {
        return warehouse.transaction(connection -> {
            PipelineLock.of(names.pipeline()).holdInTransaction(connection, LOCK_WAIT);
            return ledger.find(connection, row.period())
                    .filter(found -> found.loadId().equals(row.loadId()))
                    .isPresent();
        });
    }

    private Outcome attempt(
            Connection connection, LedgerRow row, Extracts extracts, List<StepRun> runs, CommitState state)
            throws SQLException {
        Sql.answerWithin(connection, LOCK_WAIT.multipliedBy(2));
        connection.setAutoCommit(false);
        PipelineLock.of(names.pipeline()).holdInTransaction(connection, LOCK_WAIT);
        extracts.requireCurrent();
        Optional<LedgerRow> current = ledger.find(connection, row.period());
        boolean present = schemaExists(connection, row.schema());
        if (present && current.map(LedgerRow::manifestsHash).equals(Optional.of(row.manifestsHash()))) {
            return Outcome.ALREADY_THERE;
        }
        if (present) {
            rename(connection, row.schema(), names.aside(row.period(), LoadId.create()));
        }
        rename(connection, names.aside(row.period(), row.loadId()), row.schema());
        ledger.write(connection, row);
        for (StepRun run : runs) {
            StepLog.write(connection, run);
        }
        return context.publish(() -> {
            state.begun = true;
            try {
                connection.commit();
            } catch (SQLException e) {
                throw SqlFailure.of(e, warehouse.place());
            }
            return Outcome.SWITCHED;
        });
    }

    static boolean schemaExists(Connection connection, String schema) throws SQLException {
        return !Sql.texts(connection, "SELECT nspname FROM pg_namespace WHERE nspname = ?", schema)
                .isEmpty();
    }

    /** Renames a schema; this waits for no reader, and tables keep their OIDs, so views stay where they are. */
    static void rename(Connection connection, String from, String to) throws SQLException {
        Sql.execute(connection, "ALTER SCHEMA " + Identifier.quote(from) + " RENAME TO " + Identifier.quote(to));
    }
}
