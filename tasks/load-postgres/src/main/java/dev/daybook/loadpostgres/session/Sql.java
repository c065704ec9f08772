package dev.daybook.loadpostgres.session;

import dev.daybook.postgres.name.Identifier;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Statements as the load runs them. */
public final class Sql {

    private Sql() {}

    /** Runs one statement exactly as it stands, without JDBC's own escapes: names may hold braces and question marks. */
    public static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }

    /** Renames a schema; this waits for no reader, and tables keep their OIDs, so views stay where they are. */
    public static void renameSchema(Connection connection, String from, String to) throws SQLException {
        execute(connection, "ALTER SCHEMA " + Identifier.quote(from) + " RENAME TO " + Identifier.quote(to));
    }

    /** Gives up a connection whose server does not answer for so long: for transactions that are short. */
    public static void answerWithin(Connection connection, Duration limit) throws SQLException {
        connection.setNetworkTimeout(Runnable::run, Math.toIntExact(limit.toMillis()));
    }

    /**
     * Tries a statement within the running transaction.
     *
     * @return what the server said against it; empty when it went through
     * @throws SQLException when the connection is lost or the transaction cannot go on
     */
    public static Optional<SQLException> attempt(Connection connection, String sql) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            execute(connection, sql);
            connection.releaseSavepoint(before);
            return Optional.empty();
        } catch (SQLException e) {
            connection.rollback(before);
            return Optional.of(e);
        }
    }

    /** The first column of a query's rows, as text. */
    public static List<String> texts(Connection connection, String query, String... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            List<String> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
            return found;
        }
    }
}
