package dev.daybook.extractpostgres;

import dev.daybook.postgres.catalog.Catalog;
import dev.daybook.postgres.catalog.SourceTable;
import dev.daybook.postgres.connect.ConnectionSettings;
import dev.daybook.postgres.connect.PinnedSettings;
import dev.daybook.postgres.connect.ServerIdentity;
import dev.daybook.postgres.connect.SqlFailure;
import dev.daybook.task.StepContext;
import dev.daybook.task.StepFailure;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a snapshot is taken that is consistent over many connections and whatever DDL runs meanwhile:
 *
 * <ol>
 *   <li>list the tables in a short transaction of its own;
 *   <li>open all connections before any lock is held, so that a pooler with too few of them is found out first;
 *   <li>each begins REPEATABLE READ READ ONLY, pins its settings and locks all tables without waiting; none of this takes
 *       a snapshot, so what was committed before the locks is seen;
 *   <li>the first exports its snapshot, the others import it;
 *   <li>list again, in a new transaction, and compare.
 * </ol>
 *
 * <p>A lock that is held, or a list that differs, starts over, three times in all. Waiting for a lock instead would let
 * a second connection wait behind a writer that waits for the first.
 */
final class SnapshotProtocol {

    private static final Logger LOGGER = LoggerFactory.getLogger(SnapshotProtocol.class);
    private static final int TRIES = 3;
    private static final int LOCKED_AT_ONCE = 200;
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final String INTERNAL_ERROR = "XX000";
    private static final Set<String> GONE = Set.of("42P01", "3F000");

    private final ConnectionSettings settings;
    private final Catalog catalog;
    private final int connections;
    private final StepContext context;
    private final List<Connection> opened = new CopyOnWriteArrayList<>();

    /** @param connections how many connections read */
    SnapshotProtocol(ConnectionSettings settings, Catalog catalog, int connections, StepContext context) {
        this.settings = settings;
        this.catalog = catalog;
        this.connections = connections;
        this.context = context;
    }

    /** The source has changed or is locked; trying again may help. */
    private static final class StartOver extends Exception {
        private static final long serialVersionUID = 1L;

        StartOver(String message) {
            super(message);
        }
    }

    /**
     * Takes a snapshot.
     *
     * @throws StepFailure.Temporary when three tries were not enough; names who holds the lock, or what changed
     * @throws StepFailure as {@link Catalog#read} and {@link ConnectionSettings#connect}
     */
    SourceSnapshot take() {
        try (StepContext.Registration _ = context.onStop(() -> SourceSnapshot.cancel(opened))) {
            for (int attempt = 1; ; attempt++) {
                try {
                    return attempt();
                } catch (StartOver e) {
                    if (attempt == TRIES) {
                        throw new StepFailure.Temporary(
                                e.getMessage() + "; tried " + TRIES + " times, run the step again");
                    }
                    LOGGER.info("{}; taking the snapshot again", e.getMessage());
                    pause();
                }
            }
        }
    }

    private SourceSnapshot attempt() throws StartOver {
        boolean taken = false;
        try {
            Connection watcher = open();
            ServerIdentity server = ServerIdentity.read(watcher);
            List<SourceTable> tables = list(watcher);
            List<Connection> readers = openReaders();
            for (Connection reader : readers) {
                lock(reader, watcher, tables);
            }
            Export export = export(readers.getFirst());
            for (Connection reader : readers.subList(1, readers.size())) {
                execute(reader, "SET TRANSACTION SNAPSHOT '" + export.name() + "'");
            }
            requireSame(tables, list(watcher));
            taken = true;
            return new SourceSnapshot(
                    tables, readers, watcher, server, export.name(), export.time(), export.lsn(), export.visible());
        } catch (SQLException e) {
            throw SqlFailure.of(e, settings.place());
        } finally {
            if (!taken) {
                opened.forEach(SourceSnapshot::close);
            }
            opened.clear();
        }
    }

    private List<SourceTable> list(Connection watcher) throws SQLException, StartOver {
        try {
            return list(watcher, catalog);
        } catch (SQLException e) {
            // A table dropped while the server describes it is an internal error to it.
            if (INTERNAL_ERROR.equals(e.getSQLState())) {
                throw new StartOver("the tables could not be listed while one was dropped");
            }
            throw e;
        }
    }

    /** Lists the tables in a short transaction of its own, so that all its queries see one state of the catalog. */
    static List<SourceTable> list(Connection connection, Catalog catalog) throws SQLException {
        connection.setAutoCommit(false);
        execute(connection, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
        List<SourceTable> tables = catalog.read(connection);
        connection.commit();
        connection.setAutoCommit(true);
        return tables;
    }

    private List<Connection> openReaders() throws SQLException {
        List<Connection> readers = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            Connection reader = open();
            reader.setAutoCommit(false);
            execute(reader, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
            PinnedSettings.pinTransaction(reader);
            readers.add(reader);
        }
        return readers;
    }

    private Connection open() {
        Connection connection = settings.connect(ExtractPostgres.APPLICATION_NAME);
        opened.add(connection);
        return connection;
    }

    private static void lock(Connection reader, Connection watcher, List<SourceTable> tables)
            throws SQLException, StartOver {
        List<SourceTable> lockable =
                tables.stream().filter(SourceTable::lockable).toList();
        for (int from = 0; from < lockable.size(); from += LOCKED_AT_ONCE) {
            List<SourceTable> some = lockable.subList(from, Math.min(from + LOCKED_AT_ONCE, lockable.size()));
            String names = some.stream().map(SourceTable::fromClause).collect(Collectors.joining(", "));
            try {
                execute(reader, "LOCK TABLE " + names + " IN ACCESS SHARE MODE NOWAIT");
            } catch (SQLException e) {
                if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                    throw new StartOver(LockWatch.blocker(watcher, lockable));
                }
                if (GONE.contains(String.valueOf(e.getSQLState()))) {
                    throw new StartOver("a table was dropped or renamed while the tables were listed");
                }
                throw e;
            }
        }
    }

    private record Export(String name, Instant time, String lsn, String visible) {}

    private static Export export(Connection leader) throws SQLException {
        String sql = "SELECT pg_catalog.pg_export_snapshot(), pg_catalog.clock_timestamp(), "
                + ServerIdentity.LSN_EXPRESSION + ", " + ServerIdentity.SNAPSHOT_EXPRESSION;
        try (Statement statement = leader.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return new Export(
                    row.getString(1),
                    row.getObject(2, OffsetDateTime.class).toInstant(),
                    row.getString(3),
                    row.getString(4));
        }
    }

    private static void requireSame(List<SourceTable> before, List<SourceTable> after) throws StartOver {
        for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
            if (i >= before.size() || i >= after.size() || !before.get(i).isSameAs(after.get(i))) {
                SourceTable table = i < before.size() ? before.get(i) : after.get(i);
                throw new StartOver(
                        "table " + LockWatch.shown(table.definition().dataset())
                                + " was created, changed or dropped while the snapshot was taken");
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StepFailure.Temporary("interrupted while waiting for a lock", e);
        }
    }
}
