package dev.daybook.torture;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * A database of the torture's server.
 *
 * @param port the server's port on this machine
 * @param name its name
 */
record Database(int port, String name) {

    /** The server's superuser; it needs no password. */
    static final String USER = "postgres";

    /** What a comparison may depend on, the same on both sides; a database may have settings of its own. */
    private static final String PINNED = """
            SET search_path = pg_catalog; SET TimeZone = 'UTC'; SET DateStyle = 'ISO, YMD'; SET IntervalStyle = 'postgres';
            SET extra_float_digits = 3; SET bytea_output = 'hex'; SET lc_monetary = 'C'; SET xmloption = 'content';
            SET xmlbinary = 'base64'; SET standard_conforming_strings = on; SET backslash_quote = off;
            SET quote_all_identifiers = off; SET statement_timeout = 0; SET lock_timeout = 0; SET row_security = off;
            SET default_transaction_isolation = 'read committed'; SET default_transaction_read_only = off;
            SET transform_null_equals = off; SET array_nulls = on; SET check_function_bodies = off""";

    /** The address as the steps take it. */
    String url() {
        return "jdbc:postgresql://localhost:" + port + "/" + name;
    }

    /** A new connection with pinned settings; the caller closes it. */
    Connection connect() throws SQLException {
        Connection connection = DriverManager.getConnection(url(), USER, "");
        try (Statement statement = connection.createStatement()) {
            statement.execute(PINNED);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        return connection;
    }

    /** The variables that lead a step to this database, as the role that has its name and its settings. */
    Map<String, String> variables(String role) {
        return Map.of(role + "_URL", url(), role + "_USER", name, role + "_PASSWORD", "trusted");
    }

    /** Runs statements, each on its own. */
    void execute(String... statements) {
        try (Connection connection = connect()) {
            for (String sql : statements) {
                execute(connection, sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("in database " + name + ": " + e.getMessage(), e);
        }
    }

    /** Runs one statement exactly as it stands. */
    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }

    /** Tries statements one by one; gives those that the server took. */
    List<String> attempt(List<String> statements) {
        List<String> taken = new ArrayList<>();
        try (Connection connection = connect()) {
            for (String sql : statements) {
                try {
                    execute(connection, sql);
                    taken.add(sql);
                } catch (SQLException e) {
                    if (!connection.isValid(5)) {
                        throw e;
                    }
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("in database " + name + ": " + e.getMessage(), e);
        }
        return taken;
    }

    /** A query's rows, their values joined by a vertical bar; NULL is {@code <null>}. */
    static List<String> query(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            List<String> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    StringJoiner row = new StringJoiner("|");
                    for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                        String value = rows.getString(i);
                        row.add(value == null ? "<null>" : value);
                    }
                    found.add(row.toString());
                }
            }
            return found;
        }
    }

    /** The same on a connection of its own. */
    List<String> query(String sql) {
        try (Connection connection = connect()) {
            return query(connection, sql);
        } catch (SQLException e) {
            throw new IllegalStateException("in database " + name + ": " + e.getMessage(), e);
        }
    }
}
