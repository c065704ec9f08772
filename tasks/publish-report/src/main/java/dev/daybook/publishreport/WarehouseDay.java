package dev.daybook.publishreport;

import dev.daybook.postgres.connect.AnswerLimit;
import dev.daybook.postgres.connect.ConnectionSettings;
import dev.daybook.postgres.connect.SqlFailure;
import dev.daybook.postgres.name.Identifier;
import dev.daybook.postgres.warehouse.Ledger;
import dev.daybook.postgres.warehouse.LedgerRow;
import dev.daybook.postgres.warehouse.LockWaits;
import dev.daybook.postgres.warehouse.PipelineLock;
import dev.daybook.postgres.warehouse.StepLog;
import dev.daybook.postgres.warehouse.StepRun;
import dev.daybook.task.Period;
import dev.daybook.task.PipelineName;
import dev.daybook.task.StepFailure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A loaded day of the warehouse, as one snapshot that no load can change: one connection holds the pipeline's lock shared,
 * and only then the other takes its snapshot. The other way round, or on one connection, the snapshot could be older than
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
    private final LedgerRow loaded;

    private WarehouseDay(
            ConnectionSettings settings, ReportWaits waits, Connection lock, Connection snapshot, LedgerRow loaded) {
        this.settings = settings;
        this.waits = waits;
        this.lock = lock;
        this.snapshot = snapshot;
        this.loaded = loaded;
    }

    /**
     * Opens a day.
     *
     * @throws StepFailure.NotReady when it is not loaded; names the command that loads it
     * @throws StepFailure.Temporary when a load of the pipeline does not end in time, or the server does not answer
     */
    static WarehouseDay open(ConnectionSettings settings, PipelineName pipeline, Period period, ReportWaits waits) {
        Connection lock = settings.connect(APPLICATION);
        AnswerLimit answer = new AnswerLimit(waits.answer(), settings.place());
        try {
            answer.on(lock, connection -> {
                limitWaits(connection, waits);
                PipelineLock.of(pipeline).holdShared(connection, waits.lock());
                return null;
            });
            return behind(lock, answer, settings, pipeline, period, waits);
        } catch (SQLException e) {
            closeAfter(e, lock);
            throw SqlFailure.of(e, settings.place());
        } catch (RuntimeException e) {
            closeAfter(e, lock);
            throw e;
        }
    }

    /** The day in a snapshot that is taken behind the lock. */
    private static WarehouseDay behind(
            Connection lock,
            AnswerLimit answer,
            ConnectionSettings settings,
            PipelineName pipeline,
            Period period,
            ReportWaits waits)
            throws SQLException {
        Connection snapshot = settings.connect(APPLICATION);
        try {
            LedgerRow loaded = answer.on(snapshot, connection -> {
                limitWaits(connection, waits);
                begin(connection);
                LedgerRow row =
                        find(connection, pipeline, period).orElseThrow(() -> notLoaded(settings, pipeline, period));
                searchIn(connection, row.schema());
                return row;
            });
            return new WarehouseDay(settings, waits, lock, snapshot, loaded);
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

    private static Optional<LedgerRow> find(Connection connection, PipelineName pipeline, Period period)
            throws SQLException {
        if (!isTrue(connection, "SELECT to_regclass(?) IS NOT NULL", "daybook.load_ledger")) {
            return Optional.empty();
        }
        Optional<LedgerRow> row = new Ledger(pipeline).find(connection, period);
        if (row.isPresent()
                && !isTrue(
                        connection,
                        "SELECT to_regnamespace(?) IS NOT NULL",
                        Identifier.quote(row.get().schema()))) {
            return Optional.empty();
        }
        return row;
    }

    private static boolean isTrue(Connection connection, String query, String value) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, value);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getBoolean(1);
            }
        }
    }

    private static StepFailure notLoaded(ConnectionSettings settings, PipelineName pipeline, Period period) {
        return new StepFailure.NotReady("expected " + period + " of pipeline " + pipeline + " to be loaded in "
                + settings.place() + ", found no such day there; run first: load-postgres --pipeline " + pipeline
                + " --date " + period);
    }

    /** The day's tables and what extensions brought; not the views, which may show another day. */
    private static void searchIn(Connection connection, String schema) throws SQLException {
        List<String> schemas = new ArrayList<>(List.of(Identifier.quote(schema)));
        String extensions =
                "SELECT DISTINCT n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace"
                        + " WHERE n.nspname <> 'pg_catalog' ORDER BY 1";
        try (Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery(extensions)) {
                while (rows.next()) {
                    schemas.add(Identifier.quote(rows.getString(1)));
                }
            }
            statement.execute("SET LOCAL search_path = " + String.join(", ", schemas) + ", pg_catalog");
        }
    }

    /** The connection whose transaction is the snapshot. */
    Connection snapshot() {
        return snapshot;
    }

    /** The warehouse, for messages. */
    String place() {
        return settings.place();
    }

    /** What is loaded. */
    LedgerRow loaded() {
        return loaded;
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
            new AnswerLimit(waits.end(), settings.place()).on(snapshot, connection -> {
                connection.rollback();
                return null;
            });
        } catch (SQLException | StepFailure.Temporary e) {
            LOG.debug("the snapshot was not ended by a statement", e);
        }
    }
}
