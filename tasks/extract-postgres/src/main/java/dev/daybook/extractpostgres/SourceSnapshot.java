package dev.daybook.extractpostgres;

import dev.daybook.postgres.catalog.SourceTable;
import dev.daybook.postgres.connect.ServerIdentity;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One state of the source, seen by several connections at once, with all its tables locked in ACCESS SHARE mode. Closing
 * it ends the transactions and the locks.
 *
 * @param tables the tables, as the catalog described them before and after the snapshot was taken
 * @param readers the connections that read, each in its transaction
 * @param watcher a further connection outside the snapshot
 * @param server which server it is
 * @param name the exported snapshot's name
 * @param time the server's clock beside the export
 * @param lsn the position in the server's log
 * @param visible which transactions the snapshot sees
 */
record SourceSnapshot(
        List<SourceTable> tables,
        List<Connection> readers,
        Connection watcher,
        ServerIdentity server,
        String name,
        Instant time,
        String lsn,
        String visible)
        implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(SourceSnapshot.class);

    /** What the manifest says of the source. */
    Map<String, String> identity() {
        Map<String, String> identity = new TreeMap<>();
        identity.put("server_version", server.versionText());
        identity.put("database", server.database());
        identity.put("standby", Boolean.toString(server.standby()));
        identity.put("snapshot", name);
        identity.put("lsn", lsn);
        identity.put("visible", visible);
        server.systemIdentifier().ifPresent(identifier -> identity.put("system_identifier", identifier));
        return identity;
    }

    /** Cancels what the connections do; may be called from any thread. */
    void cancel() {
        cancel(readers);
    }

    /** Cancels what connections do; may be called from any thread. */
    static void cancel(List<Connection> connections) {
        for (Connection connection : connections) {
            try {
                connection.unwrap(PGConnection.class).cancelQuery();
            } catch (SQLException e) {
                LOGGER.debug("a statement could not be cancelled", e);
            }
        }
    }

    @Override
    public void close() {
        readers.forEach(SourceSnapshot::close);
        close(watcher);
    }

    /** Closes a connection whatever state it is in; the server then rolls back. */
    static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LOGGER.debug("a connection could not be closed", e);
        }
    }
}
