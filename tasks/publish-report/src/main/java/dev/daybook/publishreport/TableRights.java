package dev.daybook.publishreport;

import dev.daybook.postgres.name.Identifier;
import dev.daybook.postgres.warehouse.PipelineLock;
import dev.daybook.task.StepFailure;
import dev.daybook.task.text.EscapedText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Asks for the rights that a report's table needs before they are used, so that a message can name the missing one.
 *
 * @param connection of the role
 */
record TableRights(Connection connection) {

    /** Waits for a lock until the end of the transaction. */
    static void lock(Connection connection, String text) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT pg_advisory_xact_lock(?)")) {
            statement.setLong(1, PipelineLock.key(text));
            statement.execute();
        }
    }

    /** @throws StepFailure.Configuration when the role may not create a schema */
    void requireCreateInDatabase() throws SQLException {
        require(
                "SELECT has_database_privilege(current_database(), 'CREATE'), format('CREATE ON DATABASE %I',"
                        + " current_database()), current_user WHERE ?::text IS NOT NULL",
                "");
    }

    /** @throws StepFailure.Configuration when the role may not see what is in a schema */
    void requireUsage(String schema) throws SQLException {
        requireOnSchema("USAGE", schema);
    }

    /** @throws StepFailure.Configuration when the role may not create a table in a schema */
    void requireCreateIn(String schema) throws SQLException {
        requireOnSchema("CREATE", schema);
    }

    private void requireOnSchema(String right, String schema) throws SQLException {
        require(
                "SELECT has_schema_privilege(name, '" + right + "'), format('" + right
                        + " ON SCHEMA %I', name), current_user FROM (SELECT ?::text) AS s (name)",
                schema);
    }

    /** @throws StepFailure.Configuration when the role may not replace rows of a table */
    void requireWrite(String table) throws SQLException {
        require(
                "SELECT has_table_privilege(name, 'SELECT') AND has_table_privilege(name, 'INSERT')"
                        + " AND has_table_privilege(name, 'DELETE'), 'SELECT, INSERT, DELETE ON TABLE ' || name,"
                        + " current_user FROM (SELECT ?::text) AS t (name)",
                table);
    }

    /** @throws StepFailure.Configuration when the role may not change a table; says the statement for its owner */
    void requireOwner(String table, String change) throws SQLException {
        String query = "SELECT pg_has_role(relowner, 'USAGE'), current_user FROM pg_class WHERE oid = to_regclass(?)";
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, table);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                if (!row.getBoolean(1)) {
                    throw new StepFailure.Configuration("--table: expected role " + EscapedText.of(row.getString(2))
                            + " to own " + EscapedText.of(table) + ", found another owner; let that one run: "
                            + EscapedText.of(change));
                }
            }
        }
    }

    private void require(String query, String value) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, value);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                if (!row.getBoolean(1)) {
                    throw new StepFailure.Configuration("--table: expected role " + EscapedText.of(row.getString(3))
                            + " to have " + EscapedText.of(row.getString(2)) + ", found it has not; run: GRANT "
                            + EscapedText.of(row.getString(2)) + " TO "
                            + EscapedText.of(Identifier.quote(row.getString(3))));
                }
            }
        }
    }
}
