package dev.daybook.loadpostgres.periods;

import dev.daybook.loadpostgres.session.Sql;
import dev.daybook.loadpostgres.session.Warehouse;
import dev.daybook.postgres.warehouse.LedgerRow;
import dev.daybook.postgres.warehouse.PipelineLock;
import dev.daybook.task.StepContext;
import dev.daybook.task.StepFailure;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces a period until it is known to be replaced. When the connection breaks at COMMIT, the ledger says what became of
 * it: the pipeline's lock is free only once the broken transaction has ended, one way or the other.
 *
 * @param warehouse the warehouse
 * @param work what is loaded
 * @param context takes the progress
 */
record PeriodLoad(Warehouse warehouse, PeriodWork work, StepContext context) {

    private static final Logger LOG = LoggerFactory.getLogger(PeriodLoad.class);
    private static final Duration LOCK_WAIT = Duration.ofSeconds(60);
    private static final int TRIES = 3;

    /**
     * Loads the period.
     *
     * @return whether this load has brought the rows, and not another one at the same time
     * @throws StepFailure.Temporary when the extract was replaced since the gate, or the outcome cannot be found out
     */
    boolean run() {
        for (int tried = 1; ; tried++) {
            PeriodReplacement replacement = new PeriodReplacement(warehouse, work, context);
            try {
                switch (warehouse.work(replacement::run)) {
                    case REPLACED -> {
                        tidy(replacement);
                        return true;
                    }
                    case ALREADY_THERE -> {
                        return false;
                    }
                    case DAY_MADE_MEANWHILE ->
                        LOG.info(
                                "another load has made the partitions of {}; copying again",
                                work.period().date());
                }
            } catch (StepFailure e) {
                if (!replacement.isCommitBegun() || !isCutOff(e)) {
                    throw e;
                }
                if (isWrittenAfter(e)) {
                    return true;
                }
                if (tried == TRIES) {
                    throw e;
                }
            }
        }
    }

    private static boolean isCutOff(StepFailure failure) {
        return failure instanceof StepFailure.Temporary || failure instanceof StepFailure.Unreachable;
    }

    /** Reads the ledger under the lock, which waits until the broken transaction is gone. */
    private boolean isWrittenAfter(StepFailure failure) {
        LOG.info("the connection broke at COMMIT: {}; asking the ledger", failure.getMessage());
        return warehouse.transaction(connection -> {
            PipelineLock.of(work.ledger().pipeline()).holdInTransaction(connection, LOCK_WAIT);
            return work.ledger()
                    .find(connection, work.period())
                    .map(LedgerRow::loadId)
                    .filter(work.loadId()::equals)
                    .isPresent();
        });
    }

    /** Frees the room of deleted rows and tells the planner what is there. The period is loaded, whatever comes of it. */
    private void tidy(PeriodReplacement replacement) {
        if (replacement.isNewDay()) {
            return;
        }
        String command = replacement.deleted() > 0 ? "VACUUM (ANALYZE) " : "ANALYZE ";
        for (PreparedTable table : work.tables()) {
            String partition = table.ddl().partition(work.period().date());
            try {
                warehouse.run(connection -> Sql.execute(connection, command + partition));
            } catch (StepFailure e) {
                LOG.info("{} was not tidied up, which the server does by itself later: {}", partition, e.getMessage());
            }
        }
    }
}
