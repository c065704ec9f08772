package dev.daybook.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/**
 * A database of a {@link PostgresServer}, owned by a superuser.
 *
 * @param host the server's host
 * @param port the server's port
 * @param name the database's name
 * @param user the superuser
 * @param password its password
 */
public record TestDatabase(String host, int port, String name, String user, String password) {

    /** The address as pgjdbc takes it. */
    public String url() {
        return "jdbc:postgresql://" + host + ":" + port + "/" + name;
    }

    /** A new connection; the caller closes it. */
    public Connection connect() {
        try {
            return DriverManager.getConnection(url(), user, password);
        } catch (SQLException e) {
            throw new IllegalStateException("no connection to the test database " + url(), e);
        }
    }

    /** Runs one or more statements on a connection of their own, each committed. */
    public void execute(String... statements) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("a test's statement failed: " + e.getMessage(), e);
        }
    }

    /** The rows of a query in the server's own text form, columns separated by {@code |}, NULL as {@code <null>}. */
    public List<String> query(String sql) {
        try (Connection connection = connect()) {
            return query(connection, sql);
        } catch (SQLException e) {
            throw new IllegalStateException("a test's query failed: " + e.getMessage(), e);
        }
    }

    /** The same on a connection that is there. */
    static List<String> query(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> lines = new ArrayList<>();
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                StringJoiner line = new StringJoiner("|");
                for (int column = 1; column <= columns; column++) {
                    String value = rows.getString(column);
                    line.add(value == null ? "<null>" : value);
                }
                lines.add(line.toString());
            }
            return lines;
        }
    }
}
