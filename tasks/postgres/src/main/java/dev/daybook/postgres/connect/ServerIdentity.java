package dev.daybook.postgres.connect;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * Which server and database a connection leads to.
 *
 * @param version as {@code server_version_num} has it: 170011 is 17.11
 * @param versionText as {@code server_version} has it
 * @param database the database's name
 * @param encoding the database's encoding; anything but {@code UTF8} is converted by the server
 * @param standby whether it is in recovery, that is, a hot standby
 * @param systemIdentifier the cluster's identity, where the role may read it
 */
public record ServerIdentity(
        int version,
        String versionText,
        String database,
        String encoding,
        boolean standby,
        Optional<String> systemIdentifier) {

    /** An expression for the position in the log, on a primary and on a standby; text such as {@code 0/16B3748}. */
    public static final String LSN_EXPRESSION = "(CASE WHEN pg_catalog.pg_is_in_recovery()"
            + " THEN pg_catalog.pg_last_wal_replay_lsn() ELSE pg_catalog.pg_current_wal_lsn() END)::pg_catalog.text";

    /** An expression for the transactions that a snapshot sees: {@code xmin:xmax:xip_list}, on every version. */
    public static final String SNAPSHOT_EXPRESSION = "pg_catalog.txid_current_snapshot()::pg_catalog.text";

    private static final String QUERY = """
            SELECT current_setting('server_version_num')::int, current_setting('server_version'),
                   current_database(), current_setting('server_encoding'), pg_is_in_recovery(),
                   has_function_privilege('pg_catalog.pg_control_system()', 'EXECUTE')
            """;

    /** Asks the server, outside a transaction. */
    public static ServerIdentity read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(QUERY)) {
            row.next();
            return new ServerIdentity(
                    row.getInt(1),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getBoolean(5),
                    row.getBoolean(6) ? systemIdentifier(connection) : Optional.empty());
        }
    }

    private static Optional<String> systemIdentifier(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT system_identifier::text FROM pg_catalog.pg_control_system()")) {
            row.next();
            return Optional.of(row.getString(1));
        }
    }
}
