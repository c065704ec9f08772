package dev.daybook.loadpostgres.session;

import dev.daybook.postgres.connect.SqlFailure;
import dev.daybook.postgres.warehouse.Part;
import dev.daybook.postgres.warehouse.PipelineLock;
import dev.daybook.task.Period;
import dev.daybook.task.PipelineName;
import dev.daybook.task.StepFailure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * Says that a process works on a part of a period of a pipeline: it is loaded by one process at a time, and the schemas
 * that a dead one left are told from those of a living one. Held in an open transaction that has neither a snapshot nor
 * an id, so it holds up no vacuum, and it passes a pooler that gives each transaction another session.
 */
public final class PeriodLock implements AutoCloseable {

    private static final int VALID_SECONDS = 5;

    private final Connection connection;
    private final PipelineName pipeline;
    private final Period period;

    private PeriodLock(Connection connection, PipelineName pipeline, Period period) {
        this.connection = connection;
        this.pipeline = pipeline;
        this.period = period;
    }

    /**
     * Checks that the lock is still held, before something is done that only its holder may do.
     *
     * @throws StepFailure.Temporary when its connection was lost: another process may have taken the period over
     */
    public void requireHeld() {
        if (!isHeld()) {
            throw lost("nothing was changed");
        }
    }

    /** What a failure stands for: once the lock is lost, all else may follow from another process's work. */
    public RuntimeException explain(RuntimeException failure) {
        if (failure instanceof StepFailure.Temporary || isHeld()) {
            return failure;
        }
        StepFailure.Temporary lost = lost(String.valueOf(failure.getMessage()));
        lost.addSuppressed(failure);
        return lost;
    }

    private StepFailure.Temporary lost(String consequence) {
        return new StepFailure.Temporary("the connection that held the lock of " + period + " of " + pipeline
                + " was lost, so another process may have taken the period over (" + consequence + "); run again");
    }

    private boolean isHeld() {
        try {
            return connection.isValid(VALID_SECONDS);
        } catch (SQLException e) {
            return false;
        }
    }

    /**
     * Takes the lock.
     *
     * @param part what of the period is loaded
     * @throws StepFailure.Temporary when another process holds it; names its server process
     */
    public static PeriodLock take(Warehouse warehouse, PipelineName pipeline, Period period, Part part) {
        return tryToTake(warehouse, pipeline, period, part).orElseThrow(() -> {
            PipelineLock lock = new PipelineLock(pipeline, key(pipeline, period, part));
            String holder = warehouse.shortWork(connection -> lock.holderPid(connection).stream()
                    .mapToObj(pid -> " (server process " + pid + ")")
                    .findFirst()
                    .orElse(""));
            return new StepFailure.Temporary(period + " of " + pipeline + " is being loaded by another process" + holder
                    + "; run again when it has ended");
        });
    }

    /** Takes the lock if it is free. */
    public static Optional<PeriodLock> tryToTake(Warehouse warehouse, PipelineName pipeline, Period period, Part part) {
        Connection connection = warehouse.open();
        try {
            connection.setAutoCommit(false);
            if (warehouse.answers().on(connection, open -> isTaken(open, key(pipeline, period, part)))) {
                return Optional.of(new PeriodLock(connection, pipeline, period));
            }
            connection.close();
            return Optional.empty();
        } catch (SQLException e) {
            Warehouse.close(connection, e);
            throw SqlFailure.of(e, warehouse.place());
        } catch (RuntimeException e) {
            Warehouse.close(connection, e);
            throw e;
        }
    }

    private static boolean isTaken(Connection connection, long key) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT pg_try_advisory_xact_lock(?)")) {
            statement.setLong(1, key);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    /** That of the snapshots is the one of the versions that knew nothing else. */
    private static long key(PipelineName pipeline, Period period, Part part) {
        String text = "daybook load " + pipeline + " " + period;
        return PipelineLock.key(part.equals(Part.SNAPSHOT) ? text : text + " " + part);
    }

    /**
     * Gives the lock back by ending the transaction, and waits until the server has done so: a server process that only
     * saw its connection close may hold it for a moment longer, in which the next run would be turned away. A connection
     * that was lost has given it back already.
     */
    @Override
    public void close() {
        try (connection) {
            Sql.answerWithin(connection, Duration.ofSeconds(VALID_SECONDS));
            connection.rollback();
        } catch (SQLException e) {
            return;
        }
    }
}
