package dev.daybook.loadpostgres;

import dev.daybook.task.text.EscapedText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The session that has held one of the pipeline's views for the longest time. */
final class BlockingReader {

    private static final String QUERY = """
            SELECT l.pid, coalesce(a.usename, '?'), coalesce(a.application_name, ''), c.relname,
                   coalesce(extract(epoch FROM clock_timestamp() - a.xact_start)::bigint, -1)
            FROM pg_locks l
            JOIN pg_class c ON c.oid = l.relation
            JOIN pg_namespace n ON n.oid = c.relnamespace
            LEFT JOIN pg_stat_activity a ON a.pid = l.pid
            WHERE l.granted AND n.nspname = ? AND c.relkind = 'v' AND l.pid <> pg_backend_pid()
              AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
            ORDER BY a.xact_start NULLS LAST, c.relname LIMIT 1""";

    private BlockingReader() {}

    /**
     * Describes it: who it is, what it holds and since when.
     *
     * @param schema the schema of the views
     */
    static String describe(Connection connection, String schema) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(QUERY)) {
            statement.setString(1, schema);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? "pid " + row.getInt(1) + " (role " + EscapedText.of(row.getString(2)) + ", application '"
                                + EscapedText.of(row.getString(3)) + "') has held "
                                + EscapedText.of(schema + "." + row.getString(4)) + duration(row.getLong(5))
                        : "the last of them is gone now";
            }
        }
    }

    private static String duration(long seconds) {
        if (seconds < 0) {
            return ""; // a role that may not see other sessions' times
        }
        return seconds == 0 ? " for less than 1 s" : " for " + seconds + " s";
    }
}
