package dev.daybook.loadpostgres.switchover;

import dev.daybook.loadpostgres.gate.LoadLog;
import dev.daybook.loadpostgres.schema.SchemaOrigin;
import dev.daybook.loadpostgres.session.Sql;
import dev.daybook.loadpostgres.session.Warehouse;
import dev.daybook.postgres.warehouse.Ledger;
import dev.daybook.postgres.warehouse.LedgerRow;
import dev.daybook.postgres.warehouse.PipelineLock;
import dev.daybook.postgres.warehouse.WarehouseNames;
import dev.daybook.task.StepContext;
import dev.daybook.task.StepFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a built schema in the place of the period's and writes the ledger, in one short transaction under the pipeline's
 * lock. When the connection breaks at its COMMIT, the ledger says what became of it: the lock is free only once the
 * broken transaction has ended, one way or the other.
 */
public final class PeriodSwitch {

    private static final Logger LOG = LoggerFactory.getLogger(PeriodSwitch.class);
    private static final Duration LOCK_WAIT = Duration.ofSeconds(60);
    private static final int TRIES = 3;

    /** What came of a switch. */
    public enum Outcome {
        /** The built schema is the period's now. */
        SWITCHED,
        /** Another load has brought the same content in the meantime; the built schema is not needed. */
        ALREADY_THERE
    }

    private final Warehouse warehouse;
    private final WarehouseNames names;
    private final boolean takeOver;
    private final StepContext context;
    private final Ledger ledger;
    private final Optional<String> damagedLoad;

    /**
     * @param takeOver whether the period's schema goes although Daybook did not make it or something in it
     * @param damagedLoad the load whose tables are no longer whole, if one has brought the same content before: its period
     *     is replaced, though the ledger says the same
     */
    public PeriodSwitch(
            Warehouse warehouse,
            WarehouseNames names,
            boolean takeOver,
            StepContext context,
            Optional<String> damagedLoad) {
        this.takeOver = takeOver;
        this.warehouse = warehouse;
        this.names = names;
        this.context = context;
        this.damagedLoad = damagedLoad;
        this.ledger = new Ledger(names.pipeline());
    }

    /**
     * Switches a period in.
     *
     * @param row what the ledger is to say
     * @param log what the build was loaded from, and what the tables of statistics are told
     * @throws StepFailure.Temporary when an extract was replaced since the gate, or the outcome cannot be found out
     */
    public Outcome switchIn(LedgerRow row, LoadLog log) {
        for (int tried = 1; ; tried++) {
            CommitState state = new CommitState();
            try {
                Outcome outcome = warehouse.work(connection -> attempt(connection, row, log, state));
                state.takenOver.ifPresent(context::warn);
                return outcome;
            } catch (StepFailure e) {
                if (!state.begun || !isCutOff(e)) {
                    throw e;
                }
                LOG.info("the connection broke at COMMIT: {}; asking the ledger", e.getMessage());
                if (isWritten(row)) {
                    state.takenOver.ifPresent(context::warn);
                    return Outcome.SWITCHED;
                }
                if (tried == TRIES) {
                    throw e;
                }
            }
        }
    }

    /** Whether COMMIT has been sent, and so whether its outcome is known only to the server; and a warning if it succeeds. */
    private static final class CommitState {
        private boolean begun;
        private Optional<String> takenOver = Optional.empty();
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

    private Outcome attempt(Connection connection, LedgerRow row, LoadLog log, CommitState state) throws SQLException {
        Sql.answerWithin(connection, LOCK_WAIT.multipliedBy(2));
        connection.setAutoCommit(false);
        PipelineLock.of(names.pipeline()).holdInTransaction(connection, LOCK_WAIT);
        log.extracts().requireCurrent();
        Optional<LedgerRow> current = ledger.find(connection, row.period());
        switch (SchemaOrigin.of(connection, names, row.schema())) {
            case SchemaOrigin.Foreign foreign ->
                state.takenOver = Optional.of(foreign.takeOver(connection, names, takeOver));
            case SchemaOrigin.Made made -> {
                if (current.isPresent() && isThere(current.get(), row)) {
                    return Outcome.ALREADY_THERE;
                }
                SchemaOrigin.renameToStaging(connection, names, made);
            }
            case SchemaOrigin.Absent _ -> LOG.debug("schema {} is free", row.schema());
        }
        Sql.renameSchema(connection, names.staging(row.period(), row.loadId()), row.schema());
        ledger.write(connection, row);
        log.write(connection, row);
        return context.publish(() -> {
            state.begun = true;
            warehouse.commit(connection);
            return Outcome.SWITCHED;
        });
    }

    /** Whether another load has brought the same content since this one looked. */
    private boolean isThere(LedgerRow current, LedgerRow wanted) {
        return current.manifestsHash().equals(wanted.manifestsHash())
                && !Optional.of(current.loadId()).equals(damagedLoad);
    }
}
