package dev.daybook.demo;

import dev.daybook.demo.DemoSettings.OwnSources;
import dev.daybook.postgres.sql.SqlResource;
import dev.daybook.task.StepFailure;
import dev.daybook.task.text.EscapedText;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The demo's databases and roles: a source that one role owns and another may only read, and a warehouse with a role of
 * its own. A user's own dump gets a database of its own, new each time.
 */
final class Databases {

    /** The owner of the sample source. */
    static final String SHOP = "shop";

    /** May read the source. */
    static final String EXTRACT = "extract";

    /** Owns the warehouse. */
    static final String WAREHOUSE = "warehouse";

    /** The database of a user's own dump. */
    private static final String OWN = "own_source";

    /** All roles. */
    static final List<String> ROLES = List.of(PostgresServer.ADMIN, SHOP, EXTRACT, WAREHOUSE);

    private final PostgresServer server;
    private final Passwords passwords;

    Databases(PostgresServer server, Passwords passwords) {
        this.server = server;
        this.passwords = passwords;
    }

    /** The server's version. */
    String version() {
        return inDatabase("postgres", "SHOW server_version");
    }

    /** Makes roles and databases that are missing. */
    void createMissing() {
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement()) {
            for (String role : List.of(SHOP, EXTRACT, WAREHOUSE)) {
                if (!exists(statement, "SELECT 1 FROM pg_roles WHERE rolname = '" + role + "'")) {
                    // The password is hexadecimal digits.
                    statement.execute("CREATE ROLE " + role + " LOGIN PASSWORD '" + passwords.of(role) + "'");
                }
            }
            createDatabase(statement, SHOP, SHOP);
            createDatabase(statement, WAREHOUSE, WAREHOUSE);
        } catch (SQLException e) {
            throw failure("making the demo's databases", e);
        }
        inDatabase(SHOP, "ALTER DEFAULT PRIVILEGES FOR ROLE " + SHOP + " GRANT SELECT ON TABLES TO " + EXTRACT);
    }

    private static void createDatabase(Statement statement, String name, String owner) throws SQLException {
        if (!exists(statement, "SELECT 1 FROM pg_database WHERE datname = '" + name + "'")) {
            statement.execute("CREATE DATABASE " + name + " OWNER " + owner);
            statement.execute("REVOKE CONNECT ON DATABASE " + name + " FROM PUBLIC");
            statement.execute("GRANT CONNECT ON DATABASE " + name + " TO " + EXTRACT);
        }
    }

    private static boolean exists(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }

    /**
     * Runs a user's own dump into a new database, which the extracting role may read.
     *
     * @return what the dump held that a demo leaves out, for example owners, one line each
     */
    List<String> loadOwn(OwnSources own) {
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS " + OWN + " WITH (FORCE)");
            createDatabase(statement, OWN, PostgresServer.ADMIN);
        } catch (SQLException e) {
            throw failure("making the database " + OWN, e);
        }
        try (Connection connection = connect(OWN)) {
            List<String> leftOut = new SqlScript(own.sql()).run(connection);
            try (Statement statement = connection.createStatement()) {
                statement.execute(GRANT_ALL);
            }
            return leftOut;
        } catch (SQLException e) {
            throw failure("running " + own.sql(), e);
        }
    }

    private static final String GRANT_ALL =
            SqlResource.of(Databases.class, "grant_all.sql").text();

    /** The environment variables of a role's connection. */
    Map<String, String> variables(String prefix, String database, String role) {
        Map<String, String> variables = new HashMap<>();
        variables.put(prefix + "_URL", url(database));
        variables.put(prefix + "_USER", role);
        variables.put(prefix + "_PASSWORD", passwords.of(role));
        return variables;
    }

    /** The source's database. */
    static String sourceFor(DemoSettings settings) {
        return settings.own().isPresent() ? OWN : SHOP;
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + server.port() + "/" + database;
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(url(database), PostgresServer.ADMIN, passwords.of(PostgresServer.ADMIN));
    }

    /** Runs a statement; gives the first value of its first row, if it has one. */
    private String inDatabase(String database, String sql) {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return "";
            }
            try (ResultSet rows = statement.getResultSet()) {
                return rows.next() ? rows.getString(1) : "";
            }
        } catch (SQLException e) {
            throw failure("setting up the database " + database, e);
        }
    }

    private static StepFailure failure(String work, SQLException e) {
        return new StepFailure.InputOutput(work + " failed: " + EscapedText.of(String.valueOf(e.getMessage())), e);
    }
}
