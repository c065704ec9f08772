package dev.daybook.loadpostgres.build;

import dev.daybook.loadpostgres.session.ServerMessage;
import dev.daybook.loadpostgres.session.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a day's tables can do without: checks and indexes that are no constraint. Each statement has a time limit and a
 * savepoint, so that none can fail a load or hold it up for ever. Safe for use by many threads.
 */
final class OptionalWork {

    /**
     * How long all optional work of a load may take at least: a quarter of an hour. Long enough for the indexes of a small
     * day on a slow disk, short enough for a day to be there in the morning when the source has a check that never ends.
     */
    static final Duration AT_LEAST = Duration.ofMinutes(15);

    /**
     * How many times as long as copying rows and making keys it may take beyond that. Indexes of a large table take longer
     * than its rows when there are many of them; ten times as long is more than ordinary tables need.
     */
    private static final int TIMES_THE_NECESSARY = 10;

    private static final String QUERY_CANCELED = "57014";

    private final Duration atLeast;
    private final AtomicLong necessaryNanos = new AtomicLong();
    private final AtomicLong spentNanos = new AtomicLong();

    /** @param atLeast how long it may take however little the rest of the load took */
    OptionalWork(Duration atLeast) {
        this.atLeast = atLeast;
    }

    /** Tells how long necessary work took. */
    void necessary(Duration took) {
        necessaryNanos.addAndGet(took.toNanos());
    }

    /**
     * Tries a statement within the running transaction.
     *
     * @return why it did not go through, or empty when it did
     * @throws SQLException when the connection is lost or the transaction cannot go on
     */
    Optional<String> attempt(Connection connection, String sql) throws SQLException {
        Duration limit = left();
        if (limit.toMillis() <= 0) {
            return Optional.of("no time was left for it; what a load can do without had taken "
                    + Duration.ofNanos(spentNanos.get()).toSeconds() + " s");
        }
        long start = System.nanoTime();
        try {
            return attempt(connection, sql, limit);
        } finally {
            spentNanos.addAndGet(System.nanoTime() - start);
        }
    }

    private Duration left() {
        return atLeast.plusNanos(TIMES_THE_NECESSARY * necessaryNanos.get() - spentNanos.get());
    }

    private static Optional<String> attempt(Connection connection, String sql, Duration limit) throws SQLException {
        String before = Sql.texts(connection, "SELECT pg_catalog.current_setting('statement_timeout')")
                .getFirst();
        long millis = Math.min(Integer.MAX_VALUE, limit.toMillis());
        Savepoint savepoint = connection.setSavepoint();
        try {
            Sql.execute(connection, "SET LOCAL statement_timeout = " + millis);
            Sql.execute(connection, sql);
            Sql.execute(connection, "SET LOCAL statement_timeout = '" + before + "'");
            connection.releaseSavepoint(savepoint);
            return Optional.empty();
        } catch (SQLException e) {
            connection.rollback(savepoint); // takes the time limit back too
            return Optional.of(
                    QUERY_CANCELED.equals(e.getSQLState())
                            ? "took longer than " + shown(limit) + "; the server said: " + ServerMessage.reason(e)
                            : ServerMessage.reason(e));
        }
    }

    private static String shown(Duration limit) {
        return limit.toSeconds() > 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
    }
}
