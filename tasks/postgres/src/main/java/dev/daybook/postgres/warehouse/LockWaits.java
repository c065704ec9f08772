package dev.daybook.postgres.warehouse;

import dev.daybook.postgres.sql.SqlResource;
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
 * Says in the log for whom a statement of this step has waited for long. It looks from a connection of its own, which
 * is opened only once the step has run for two seconds; when it cannot, the step goes on without it.
 */
public final class LockWaits implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LockWaits.class);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration USUAL = Duration.ofSeconds(5);

    /** Sessions under this step's application name that wait; one line for each that it waits for. */
    private static final String WAITS =
            SqlResource.of(LockWaits.class, "lock_waits.sql").text();

    private final Opening warehouse;
    private final Duration longest;
    private final Set<String> told = new HashSet<>();
    private final Thread thread;

    /** Opens a connection to the warehouse under the application name of the step. */
    @FunctionalInterface
    public interface Opening {
        /** A new connection. */
        Connection open() throws SQLException;
    }

    private LockWaits(Opening warehouse, Duration longest) {
        this.warehouse = warehouse;
        this.longest = longest;
        this.thread = Thread.ofVirtual().name("lock-watch").unstarted(this::watch);
    }

    /** Starts to look; tells of waits of 5 seconds and more. */
    public static LockWaits start(Opening warehouse) {
        return start(warehouse, USUAL);
    }

    /** Starts to look; tells of waits that are as long as {@code longest}. */
    public static LockWaits start(Opening warehouse, Duration longest) {
        LockWaits watch = new LockWaits(warehouse, longest);
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
        try (var statement = connection.prepareStatement(WAITS)) {
            statement.setDouble(1, longest.toMillis() / 1000.0);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    if (told.add(rows.getString(2))) {
                        LOG.info("{}", EscapedText.of(rows.getString(1)));
                    }
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
