package dev.daybook.loadpostgres.switchover;

import dev.daybook.postgres.sql.SqlResource;
import dev.daybook.task.text.EscapedText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The session that has held one of the pipeline's views for the longest time. */
final class BlockingReader {

    private static final String QUERY =
            SqlResource.of(BlockingReader.class, "blocking_reader.sql").text();

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
