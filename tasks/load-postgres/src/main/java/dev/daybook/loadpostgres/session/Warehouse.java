package dev.daybook.loadpostgres.session;

import dev.daybook.postgres.connect.AnswerLimit;
import dev.daybook.postgres.connect.ConnectionSettings;
import dev.daybook.postgres.connect.SqlFailure;
import dev.daybook.task.StepContext;
import dev.daybook.task.StepFailure;
import dev.daybook.task.StepRequest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.postgresql.util.PSQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The warehouse, and how work is done in it. Safe for use by many threads. */
public final class Warehouse implements AutoCloseable {

    private static final String ROLE_OF_SERVER =
            "SELECT pg_catalog.pg_is_in_recovery(), pg_catalog.current_setting('default_transaction_read_only')::bool";

    private static final Logger LOG = LoggerFactory.getLogger(Warehouse.class);

    private static final int VALID_SECONDS = 5;

    /** Longer than any lock time-out of {@link #open()}. */
    private static final Duration LONGEST_ANSWER = Duration.ofMinutes(2);

    private final AtomicReference<Connection> idle = new AtomicReference<>();
    private final ConnectionSettings settings;
    private final String applicationName;
    private final AnswerLimit answers;

    /** @param applicationName what its sessions are called in the server */
    public Warehouse(ConnectionSettings settings, String applicationName) {
        this(settings, applicationName, LONGEST_ANSWER);
    }

    /** @param longestAnswer how long short work waits for an answer of the server */
    Warehouse(ConnectionSettings settings, String applicationName, Duration longestAnswer) {
        this.settings = settings;
        this.applicationName = applicationName;
        this.answers = new AnswerLimit(longestAnswer, settings.place());
    }

    /** The warehouse that the environment names, for a run of this step. */
    public static Warehouse of(StepContext context, StepRequest request) {
        return new Warehouse(
                ConnectionSettings.from(context.environment(), "WAREHOUSE_DB"),
                "daybook " + StepName.VALUE + " " + request.pipeline() + " " + request.period());
    }

    /**
     * A new connection in autocommit mode; the caller closes it. Its transactions are READ COMMITTED, READ WRITE and
     * durable, and no statement or transaction has a time limit, whatever the role's settings say; but none waits for a
     * lock longer than a minute.
     *
     * @throws StepFailure.Configuration when the server is a standby or read-only
     */
    public Connection open() {
        Connection connection = settings.connect(applicationName);
        try {
            return answers.on(connection, this::prepare);
        } catch (SQLException e) {
            close(connection, e);
            throw SqlFailure.of(e, place());
        } catch (RuntimeException e) {
            close(connection, e);
            throw e;
        }
    }

    private Connection prepare(Connection connection) throws SQLException {
        requireWritable(connection);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL READ COMMITTED;"
                    + " SET synchronous_commit = on; SET statement_timeout = 0; SET lock_timeout = '1min';"
                    + " SET idle_in_transaction_session_timeout = 0");
        }
        return connection;
    }

    /** Closes a connection because of a failure. */
    static void close(Connection connection, Exception reason) {
        try {
            connection.close();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    private void requireWritable(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(ROLE_OF_SERVER)) {
            row.next();
            if (row.getBoolean(1)) {
                throw new StepFailure.Configuration("the warehouse " + place()
                        + " is a standby, which takes no writes; let WAREHOUSE_DB_URL name the primary server");
            }
            if (row.getBoolean(2)) {
                throw new StepFailure.Configuration(
                        "default_transaction_read_only is on for role " + settings.user() + " in the warehouse "
                                + place() + "; turn it off with ALTER ROLE ... SET, or take another role");
            }
        }
    }

    /**
     * Does work on a connection that nobody else uses, each statement in its own transaction. The connection is kept for
     * the next work, as making one costs more than most work does; one on which something failed is closed.
     */
    public <T> T work(AnswerLimit.Work<T> work) {
        Connection connection = keptOrNew();
        boolean done = false;
        try {
            int networkTimeout = connection.getNetworkTimeout();
            T result = work.on(connection);
            if (!connection.getAutoCommit()) {
                answers.run(connection, Connection::rollback);
                connection.setAutoCommit(true);
            }
            connection.setNetworkTimeout(Runnable::run, networkTimeout);
            done = idle.compareAndSet(null, connection);
            return result;
        } catch (SQLException | RuntimeException e) {
            throw failure(connection, e);
        } finally {
            if (!done) {
                closeQuietly(connection);
            }
        }
    }

    /** Does {@link #work} that gives nothing back. */
    public void run(AnswerLimit.Action action) {
        work(action.asWork());
    }

    /** Does {@link #work} of statements that are short: catalogs and our own tables, no table of a day. */
    public <T> T shortWork(AnswerLimit.Work<T> work) {
        return work(connection -> answers.on(connection, work));
    }

    /** Does {@link #shortWork} that gives nothing back. */
    public void runShort(AnswerLimit.Action action) {
        shortWork(action.asWork());
    }

    /**
     * What the failure of work on a connection stands for. Once a connection is cut, the driver says all kinds of things
     * about what is tried on it; unless the server has said why, the cut is the failure.
     */
    public RuntimeException failure(Connection connection, Exception error) {
        RuntimeException failure = switch (error) {
            case SQLException sql -> SqlFailure.of(sql, place());
            case RuntimeException other -> other;
            default -> new IllegalStateException(error);
        };
        boolean told = failure instanceof StepFailure.Temporary
                || failure instanceof StepFailure.Unreachable
                || isFromServer(error);
        if (told || !isClosed(connection)) {
            return failure;
        }
        return new StepFailure.Temporary(
                "the connection to the warehouse " + place() + " was lost (" + failure.getMessage() + "); run again",
                failure);
    }

    private static boolean isFromServer(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof PSQLException server && server.getServerErrorMessage() != null) {
                return true;
            }
        }
        return false;
    }

    private static boolean isClosed(Connection connection) {
        try {
            return connection.isClosed();
        } catch (SQLException e) {
            return true;
        }
    }

    /** Commits; the outcome of a COMMIT that is cut off is unknown, which is temporary. */
    public boolean commit(Connection connection) {
        try {
            connection.commit();
            return true;
        } catch (SQLException e) {
            throw SqlFailure.of(e, place());
        }
    }

    /** A connection that was idle through a long COPY may have been cut by something on its way. */
    private Connection keptOrNew() {
        Connection kept = idle.getAndSet(null);
        if (kept == null) {
            return open();
        }
        try {
            if (kept.isValid(VALID_SECONDS)) {
                return kept;
            }
        } catch (SQLException e) {
            LOG.debug("the kept connection is of no use", e);
        }
        closeQuietly(kept);
        return open();
    }

    private static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("a connection that is given up did not close", e);
        }
    }

    /** Closes the connection that is kept. */
    @Override
    public void close() {
        Connection kept = idle.getAndSet(null);
        if (kept != null) {
            closeQuietly(kept);
        }
    }

    /** Does {@link #shortWork} in one transaction on a connection of its own. */
    public <T> T transaction(AnswerLimit.Work<T> work) {
        return shortWork(connection -> {
            connection.setAutoCommit(false);
            T result = work.on(connection);
            connection.commit();
            return result;
        });
    }

    /** Does a {@link #transaction} that gives nothing back. */
    public void runTransaction(AnswerLimit.Action action) {
        transaction(action.asWork());
    }

    /** How long short work waits for an answer. */
    public AnswerLimit answers() {
        return answers;
    }

    /** Host, port and database, for messages. */
    public String place() {
        return settings.place();
    }

    /** The role that connects. */
    public String user() {
        return settings.user();
    }
}
