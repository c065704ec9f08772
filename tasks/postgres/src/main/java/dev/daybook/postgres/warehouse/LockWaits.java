package dev.daybook.postgres.warehouse;

import dev.daybook.task.StepFailure;
import dev.daybook.task.text.EscapedText;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in the log for whom a statement of this step has waited for 5 seconds. It looks from a connection of its own, which
 * is opened only once the step has run for two seconds; when it cannot, the step goes on without it.
 */
public final class LockWaits implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LockWaits.class);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    /** Sessions under this step's application name that wait; one line for each that it waits for. */
    private static final String WAITS = """
            SELECT 'waiting for ' || extract(epoch FROM clock_timestamp() - w.waitstart)::bigint || ' s for pid ' || h.pid
                   || ' (role ' || coalesce(b.usename, '?') || ', application '''
                   || coalesce(nullif(b.application_name, ''), b.backend_type, '?')
                   || '''), which holds a lock on '
                   || CASE WHEN w.relation IS NOT NULL THEN w.relation::regclass::text ELSE w.locktype END,
                   w.pid || ' ' || w.waitstart || ' ' || h.pid
            FROM pg_locks w
            JOIN pg_stat_activity o ON o.pid = w.pid
                 AND o.application_name = current_setting('application_name') AND o.datname = current_database()
            CROSS JOIN LATERAL unnest(pg_blocking_pids(w.pid)) AS h (pid)
            LEFT JOIN pg_stat_activity b ON b.pid = h.pid
            WHERE NOT w.granted AND w.waitstart < clock_timestamp() - interval '5 seconds'
            ORDER BY w.waitstart, h.pid""";

    private final Opening warehouse;
    private final Set<String> told = new HashSet<>();
    private final Thread thread;

    /** Opens a connection to the warehouse under the application name of the step. */
    @FunctionalInterface
    public interface Opening {
        /** A new connection. */
        Connection open() throws SQLException;
    }

    private LockWaits(Opening warehouse) {
        this.warehouse = warehouse;
        this.thread = Thread.ofVirtual().name("lock-watch").unstarted(this::watch);
    }

    /** Starts to look. */
    public static LockWaits start(Opening warehouse) {
        LockWaits watch = new LockWaits(warehouse);
        watch.thread.start();
        return watch;
    }

    private void watch() {
        try {
            Thread.sleep(PAUSE);
            try (Connection connection = warehouse.open()) {
                while (!Thread.currentThread().isInterrupted()) {
                    tell(connection);
                    Thread.sleep(PAUSE);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException | StepFailure | IllegalStateException e) {
            LOG.debug("waits for locks are not watched any more", e);
        }
    }

    private void tell(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(WAITS)) {
            while (rows.next()) {
                if (told.add(rows.getString(2))) {
                    LOG.info("{}", EscapedText.of(rows.getString(1)));
                }
            }
        }
    }

    /** Ends the watch; an interrupted connection is closed. */
    @Override
    public void close() {
        thread.interrupt();
    }
}
