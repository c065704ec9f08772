package dev.daybook.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** The connections that clients have open at a server, those of other processes included. */
final class ClientConnections {

    /** A server hears some time after its client that a connection has ended, the more so when the client was killed. */
    private static final Duration LONGEST_END = Duration.ofSeconds(5);

    private static final Duration PAUSE = Duration.ofMillis(50);

    private static final int ANSWER_SECONDS = 10;

    private static final String OPEN = "SELECT pid, 'database ' || datname || ', ' || application_name || ', '"
            + " || coalesce(state, 'starting') || ', last statement: '"
            + " || left(regexp_replace(query, '\\s+', ' ', 'g'), 200)"
            + " FROM pg_stat_activity"
            + " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() ORDER BY backend_start, pid";

    private final TestDatabase database;
    private Optional<Connection> own = Optional.empty();

    /** @param database one that every server has, to ask in */
    ClientConnections(TestDatabase database) {
        this.database = database;
    }

    /** The process IDs of those that are open now. */
    Set<String> open() {
        return query(OPEN).stream().map(ClientConnections::processId).collect(Collectors.toSet());
    }

    /**
     * Waits until those that were opened since have ended, and ends those that do not.
     *
     * @param before what {@link #open} gave
     * @return a description of each that had to be ended
     */
    List<String> endThoseNotIn(Set<String> before) {
        Instant end = Instant.now().plus(LONGEST_END);
        List<String> left = since(before);
        while (!left.isEmpty() && Instant.now().isBefore(end)) {
            LockSupport.parkNanos(PAUSE.toNanos());
            left = since(before);
        }
        List<String> descriptions = new ArrayList<>();
        for (String connection : left) {
            query("SELECT pg_terminate_backend(" + processId(connection) + ")");
            descriptions.add(connection.substring(connection.indexOf('|') + 1));
        }
        return descriptions;
    }

    private List<String> since(Set<String> before) {
        return query(OPEN).stream()
                .filter(connection -> !before.contains(processId(connection)))
                .toList();
    }

    /** Asks on one connection that stays open, as this is asked before and after each test; a test may have ended it. */
    private synchronized List<String> query(String sql) {
        try {
            if (own.isEmpty() || !own.get().isValid(ANSWER_SECONDS)) {
                own = Optional.of(database.connect());
            }
            return TestDatabase.query(own.get(), sql);
        } catch (SQLException e) {
            throw new IllegalStateException("the question for open connections failed: " + e.getMessage(), e);
        }
    }

    private static String processId(String connection) {
        return connection.substring(0, connection.indexOf('|'));
    }
}
