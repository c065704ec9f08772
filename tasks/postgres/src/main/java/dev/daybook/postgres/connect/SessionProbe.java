package dev.daybook.postgres.connect;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;
import org.postgresql.util.PSQLException;

/**
 * Finds out whether a connection has one session of the server for all its transactions, without setting or leaving
 * anything there.
 *
 * <p>The server itself names, while the connection is made, the process that then answers. A pooler names one of its
 * own making; whether it gives the session to others between transactions shows when there are others. So another
 * connection opens a transaction, which in every pool holds a session: if that is the first connection's, or the first
 * one's next statement is answered by another process, sessions are shared. PgBouncer hands out the session that was
 * given back last, so one round is enough where nobody else works; with {@code server_round_robin}, or where others do,
 * the process changes by itself. Several rounds are for several poolers behind one address, each with a pool of its own.
 */
final class SessionProbe {

    private static final int ROUNDS = 5;
    private static final String PROTOCOL_VIOLATION = "08P01";

    /** Opens another connection to the same server. */
    @FunctionalInterface
    interface Opener {
        Connection open() throws SQLException;
    }

    private SessionProbe() {}

    /**
     * Whether the connection keeps its session. At most one more connection is open at any time.
     *
     * @param connection in autocommit mode, with nothing set
     * @param another opens one like it
     */
    static boolean keepsSession(Connection connection, Opener another) throws SQLException {
        int process = process(connection);
        if (process == connection.unwrap(PGConnection.class).getBackendPID()) {
            return true;
        }
        for (int round = 0; round < ROUNDS; round++) {
            try (Connection other = another.open()) {
                if (isShared(connection, process, other)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean isShared(Connection connection, int process, Connection other) throws SQLException {
        other.setAutoCommit(false);
        try {
            int held = process(other);
            boolean shared = held == process || process(connection) != process;
            // Whoever leaves in a transaction costs the pool that session.
            other.rollback();
            return shared;
        } catch (PSQLException e) {
            if (isStatementMode(e)) {
                return true;
            }
            throw e;
        }
    }

    /** PgBouncer's answer to BEGIN where each statement may get another session; it closes the connection then. */
    private static boolean isStatementMode(PSQLException error) {
        return PROTOCOL_VIOLATION.equals(error.getSQLState())
                && error.getServerErrorMessage() != null
                && String.valueOf(error.getServerErrorMessage().getMessage()).contains("statement pooling mode");
    }

    private static int process(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_catalog.pg_backend_pid()")) {
            row.next();
            return row.getInt(1);
        }
    }
}
