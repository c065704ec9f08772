package dev.daybook.publishreport;

import dev.daybook.postgres.connect.AnswerLimit;
import dev.daybook.postgres.connect.ConnectionSettings;
import dev.daybook.postgres.connect.SqlFailure;
import dev.daybook.postgres.warehouse.LockWaits;
import dev.daybook.postgres.warehouse.PipelineLock;
import dev.daybook.postgres.warehouse.StepLog;
import dev.daybook.postgres.warehouse.StepRun;
import dev.daybook.task.Period;
import dev.daybook.task.PipelineName;
import dev.daybook.task.StepFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loaded periods of the warehouse, as one snapshot that no load can change: one connection holds the pipelines' locks
 * shared, and only then the other takes its snapshot. The other way round, or on one connection, the snapshot could be older than
 * the day it is taken for. Not safe for use by more than one thread.
 */
final class WarehouseDay implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WarehouseDay.class);
    private static final String APPLICATION = "daybook publish-report";
    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    private final ConnectionSettings settings;
    private final ReportWaits waits;
    private final Connection lock;
    private final Connection snapshot;
    private final List<ReadPeriod> reads;

    private WarehouseDay(
            ConnectionSettings settings,
            ReportWaits waits,
            Connection lock,
            Connection snapshot,
            List<ReadPeriod> reads) {
        this.settings = settings;
        this.waits = waits;
        this.lock = lock;
        this.snapshot = snapshot;
        this.reads = List.copyOf(reads);
    }

    /**
     * Opens what reports of a period read.
     *
     * @throws StepFailure.NotReady when a part of it is not loaded; names the commands that load it
     * @throws StepFailure.Configuration when two pipelines have a table of one name
     * @throws StepFailure.Temporary when a load of the pipeline does not end in time, or the server does not answer
     */
    static WarehouseDay open(ConnectionSettings settings, List<ReadPipeline> reads, Period period, ReportWaits waits) {
        Connection lock = settings.connect(APPLICATION);
        AnswerLimit answer = new AnswerLimit(waits.answer(), settings.place());
        try {
            answer.run(lock, connection -> {
                limitWaits(connection, waits);
                for (PipelineName pipeline : inOrderOfLocks(reads)) {
                    PipelineLock.of(pipeline).holdShared(connection, waits.lock());
                }
            });
            return behind(lock, answer, settings, reads, period, waits);
        } catch (SQLException e) {
            closeAfter(e, lock);
            throw SqlFailure.of(e, settings.place());
        } catch (RuntimeException e) {
            closeAfter(e, lock);
            throw e;
        }
    }

    /** By name, so that no two programs wait for each other. */
    private static List<PipelineName> inOrderOfLocks(List<ReadPipeline> reads) {
        return reads.stream()
                .map(ReadPipeline::pipeline)
                .sorted(Comparator.comparing(PipelineName::value))
                .toList();
    }

    /** The periods in a snapshot that is taken behind the locks. */
    private static WarehouseDay behind(
            Connection lock,
            AnswerLimit answer,
            ConnectionSettings settings,
            List<ReadPipeline> reads,
            Period period,
            ReportWaits waits)
            throws SQLException {
        Connection snapshot = settings.connect(APPLICATION);
        try {
            List<ReadPeriod> found = answer.on(snapshot, connection -> {
                limitWaits(connection, waits);
                begin(connection);
                List<ReadPeriod> loaded = LoadedPeriods.find(connection, settings.place(), period, reads);
                SearchPath.set(connection, loaded);
                return loaded;
            });
            return new WarehouseDay(settings, waits, lock, snapshot, found);
        } catch (SQLException | RuntimeException e) {
            closeAfter(e, snapshot);
            throw e;
        }
    }

    /** A query may run as long as it needs, but waits for a table that somebody has locked no longer than for a load. */
    private static void limitWaits(Connection connection, ReportWaits waits) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET lock_timeout = " + waits.lock().toMillis());
        }
    }

    /** Tells the log for whom statements of reports on this warehouse wait. */
    static LockWaits tellWaits(ConnectionSettings settings, ReportWaits waits) {
        return LockWaits.start(() -> settings.connect(APPLICATION), waits.told());
    }

    private static void closeAfter(Exception failure, Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    private static void begin(Connection connection) throws SQLException {
        connection.setReadOnly(true);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setAutoCommit(false);
    }

    /** The connection whose transaction is the snapshot. */
    Connection snapshot() {
        return snapshot;
    }

    /** The order in which this database sorts text. */
    ServerOrder order() {
        return new DatabaseOrder(snapshot, new AnswerLimit(waits.answer(), settings.place()));
    }

    /** The warehouse, for messages. */
    String place() {
        return settings.place();
    }

    /** What is read, in the order in which it was asked for. */
    List<ReadPeriod> reads() {
        return reads;
    }

    /** When the oldest extract of all that is read was true at its source. */
    Instant asOf() {
        return reads.stream()
                .map(read -> read.loaded().asOf())
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** Writes a run into the step log; false when this role may not, which is no reason to fail a published report. */
    boolean log(StepRun run) {
        String place = settings.place() + ", daybook.step_log";
        try {
            return new AnswerLimit(waits.answer(), place).on(lock, connection -> {
                StepLog.write(connection, run);
                return true;
            });
        } catch (SQLException e) {
            if (INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())) {
                return false;
            }
            throw SqlFailure.of(e, place);
        }
    }

    /**
     * Ends the snapshot, then gives the lock back. A connection that was lost, or whose server does not answer, has nothing
     * left to do: the server ends what it held.
     */
    @Override
    public void close() {
        try (lock;
                snapshot) {
            new AnswerLimit(waits.end(), settings.place()).run(snapshot, connection -> {
                connection.rollback();
            });
        } catch (SQLException | StepFailure.Temporary e) {
            LOG.debug("the snapshot was not ended by a statement", e);
        }
    }
}
