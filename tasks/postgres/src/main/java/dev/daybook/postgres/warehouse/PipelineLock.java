package dev.daybook.postgres.warehouse;

import dev.daybook.lake.model.Sha256;
import dev.daybook.task.PipelineName;
import dev.daybook.task.StepFailure;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.OptionalInt;

/**
 * The one advisory lock that a pipeline has in its warehouse. A load holds it exclusively while it switches a day in and
 * while it moves the views; a report holds it shared. Advisory locks belong to a database, so two warehouses in one
 * server do not meet.
 *
 * @param pipeline the pipeline
 * @param key the lock's key, as {@code pg_advisory_lock(bigint)} takes it
 */
public record PipelineLock(PipelineName pipeline, long key) {

    /** SQLSTATE lock_not_available: {@code lock_timeout} has passed. */
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    /** The lock of a pipeline, whose key is that of {@code daybook pipeline <name>}. */
    public static PipelineLock of(PipelineName pipeline) {
        return new PipelineLock(pipeline, key("daybook pipeline " + pipeline.value()));
    }

    /** The key of an advisory lock that a text stands for: the first 8 bytes of its SHA-256. */
    public static long key(String text) {
        String hash = Sha256.of(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.fromHexDigitsToLong(hash, 0, 16);
    }

    /**
     * Takes the lock shared, for the rest of the session: until the connection is closed.
     *
     * @param connection in autocommit mode, so that no snapshot is taken while it waits
     * @throws StepFailure.Temporary when it is not free within {@code wait}; names the pid that holds it
     */
    public void holdShared(Connection connection, Duration wait) throws SQLException {
        take(connection, "SELECT pg_advisory_lock_shared(?)", wait, "SET lock_timeout = ");
    }

    /**
     * Takes the lock exclusively until the end of the running transaction, which must be READ COMMITTED: under REPEATABLE
     * READ what is read after the wait is what was there before it.
     *
     * @throws StepFailure.Temporary when it is not free within {@code wait}; names the pid that holds it
     */
    public void holdInTransaction(Connection connection, Duration wait) throws SQLException {
        take(connection, "SELECT pg_advisory_xact_lock(?)", wait, "SET LOCAL lock_timeout = ");
    }

    private void take(Connection connection, String function, Duration wait, String setting) throws SQLException {
        String before;
        try (Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery("SELECT current_setting('lock_timeout')")) {
                row.next();
                before = row.getString(1);
            }
            statement.execute(setting + Math.max(1, wait.toMillis()));
        }
        try (PreparedStatement statement = connection.prepareStatement(function)) {
            statement.setLong(1, key);
            statement.execute();
        } catch (SQLException e) {
            if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                throw new StepFailure.Temporary(
                        "the lock of pipeline " + pipeline + " in the warehouse was not free within " + wait.toMillis()
                                + " ms" + holder(connection) + "; run again when it is");
            }
            throw e;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(setting + "'" + before + "'");
        }
    }

    private String holder(Connection connection) throws SQLException {
        if (!connection.getAutoCommit()) {
            connection.rollback();
        }
        OptionalInt pid = holderPid(connection);
        return pid.isPresent() ? ": pid " + pid.getAsInt() + " holds it" : "";
    }

    /** The server process that holds the lock, if one does that is not this connection's. */
    public OptionalInt holderPid(Connection connection) throws SQLException {
        String query = "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 1"
                + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
                + " AND classid::bigint = ? AND objid::bigint = ? AND pid <> pg_backend_pid() ORDER BY pid LIMIT 1";
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setLong(1, key >>> 32);
            statement.setLong(2, key & 0xFFFF_FFFFL);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? OptionalInt.of(rows.getInt(1)) : OptionalInt.empty();
            }
        }
    }
}
