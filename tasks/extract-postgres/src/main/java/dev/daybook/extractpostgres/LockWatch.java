package dev.daybook.extractpostgres;

import dev.daybook.postgres.catalog.SourceTable;
import dev.daybook.task.text.EscapedText;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in the log when a session waits for a lock that this extract holds: a TRUNCATE or ALTER TABLE queued behind us
 * lets every other reader of the table wait too. Works on its own connection and thread until closed.
 */
final class LockWatch implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(LockWatch.class);
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final String WAITING = "SELECT a.pid, a.usename, l.mode, l.relation::pg_catalog.regclass::text"
            + " FROM pg_catalog.pg_stat_activity a JOIN pg_catalog.pg_locks l ON l.pid = a.pid AND NOT l.granted"
            + " WHERE a.wait_event_type = 'Lock' AND pg_catalog.pg_blocking_pids(a.pid) && ?";
    private static final String HOLDING = "SELECT l.pid, a.usename, l.relation::pg_catalog.int8"
            + " FROM pg_catalog.pg_locks l LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid"
            + " WHERE l.locktype = 'relation' AND l.mode = 'AccessExclusiveLock'"
            + " AND l.relation::pg_catalog.int8 = ANY (?)"
            + " AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())"
            + " ORDER BY l.granted DESC, l.pid LIMIT 1";

    private final Connection connection;
    private final Integer[] readers;
    private final Set<Integer> told = new HashSet<>();
    private final Thread thread;

    /** Starts watching. */
    LockWatch(Connection watcher, List<Connection> readers) throws SQLException {
        this.connection = watcher;
        this.readers = new Integer[readers.size()];
        for (int i = 0; i < this.readers.length; i++) {
            this.readers[i] = process(readers.get(i));
        }
        thread = Thread.ofVirtual().name("lock-watch").start(this::watch);
    }

    /** The server's process; what the driver knows is a pooler's own number where one stands between. */
    private static int process(Connection reader) throws SQLException {
        try (Statement statement = reader.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_catalog.pg_backend_pid()")) {
            row.next();
            return row.getInt(1);
        }
    }

    /** Text from the server, safe for a message. */
    static String shown(String name) {
        return EscapedText.of(name);
    }

    /** Which of some tables is locked, and by whom: {@code table public.orders is locked by pid 42 (user app)}. */
    static String blocker(Connection watcher, List<SourceTable> tables) throws SQLException {
        try (PreparedStatement statement = watcher.prepareStatement(HOLDING)) {
            Object[] oids = tables.stream()
                    .flatMap(table -> Stream.concat(Stream.of(table), table.leaves().stream()))
                    .map(SourceTable::oid)
                    .toArray();
            statement.setArray(1, watcher.createArrayOf("int8", oids));
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return "a table is locked by a session that has ended meanwhile";
                }
                long oid = row.getLong(3);
                String name = tables.stream()
                        .filter(table ->
                                table.oid() == oid || table.leaves().stream().anyMatch(leaf -> leaf.oid() == oid))
                        .map(table -> table.definition().dataset())
                        .findFirst()
                        .orElseThrow();
                return "table " + shown(name) + " is locked by " + session(row);
            }
        }
    }

    private static String session(ResultSet row) throws SQLException {
        String user = row.getString(2);
        return "pid " + row.getInt(1) + (user == null ? "" : " (user " + shown(user) + ")");
    }

    private void watch() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(INTERVAL);
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            LOGGER.debug("the lock watch ended", e);
        }
    }

    private void look() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(WAITING)) {
            Array pids = connection.createArrayOf("int4", readers);
            statement.setArray(1, pids);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    if (told.add(row.getInt(1))) {
                        LOGGER.warn(
                                "{} waits for this extract: {} on {}; readers that come later wait behind it",
                                session(row),
                                row.getString(3),
                                shown(String.valueOf(row.getString(4))));
                    }
                }
            }
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
