package dev.daybook.postgres.connect;

import dev.daybook.task.StepFailure;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * How long short work waits for an answer of the server. A server that is stopped, or a network that loses what is sent,
 * keeps no lock time-out; without this limit the work would wait as long as the longest statement may take.
 *
 * @param longest the longest wait for one answer, longer than any lock time-out of the work
 * @param place the database, for messages
 */
public record AnswerLimit(Duration longest, String place) {

    /** Work on a connection. */
    @FunctionalInterface
    public interface Work<T> {
        /** Does it. */
        T on(Connection connection) throws SQLException;
    }

    /** Work on a connection that gives nothing back. */
    @FunctionalInterface
    public interface Action {
        /** Does it. */
        void on(Connection connection) throws SQLException;

        /** The same as work whose result nobody looks at. */
        default Work<Boolean> asWork() {
            return connection -> {
                on(connection);
                return true;
            };
        }
    }

    /** Does {@link #on work} that gives nothing back. */
    public void run(Connection connection, Action action) throws SQLException {
        on(connection, action.asWork());
    }

    /**
     * Does work under the limit; afterwards the connection has the limit that it had before. A shorter one stays.
     *
     * @throws StepFailure.Temporary when an answer does not come in time; the connection is closed then
     */
    public <T> T on(Connection connection, Work<T> work) throws SQLException {
        int before = connection.getNetworkTimeout();
        int millis = before == 0 ? millis() : Math.min(before, millis());
        connection.setNetworkTimeout(Runnable::run, millis);
        T result;
        try {
            result = work.on(connection);
        } catch (SQLException e) {
            if (isLate(e)) {
                throw new StepFailure.Temporary(
                        place + ": the server gave no answer within " + shown(millis)
                                + ", so the connection was given up; run again",
                        e);
            }
            throw e;
        }
        connection.setNetworkTimeout(Runnable::run, before);
        return result;
    }

    private int millis() {
        return Math.toIntExact(longest.toMillis());
    }

    private static String shown(int millis) {
        return millis >= 1000 ? millis / 1000 + " s" : millis + " ms";
    }

    /** Whether the wait for an answer was given up. */
    static boolean isLate(SQLException error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof SocketTimeoutException) {
                return true;
            }
        }
        return false;
    }
}
