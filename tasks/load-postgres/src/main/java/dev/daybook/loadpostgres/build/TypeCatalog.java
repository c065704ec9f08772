package dev.daybook.loadpostgres.build;

import dev.daybook.loadpostgres.session.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The types that the warehouse has, as its catalog says.
 *
 * @param connection a connection to the warehouse
 * @param schema the schema of the pipeline's enums and domains
 */
record TypeCatalog(Connection connection, String schema) {

    /** The labels of an enum of the schema, in order; empty when there is no such enum. */
    Optional<List<String>> labels(String name) throws SQLException {
        String query =
                "SELECT ARRAY(SELECT enumlabel::text FROM pg_enum WHERE enumtypid = t.oid ORDER BY enumsortorder)"
                        + " FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace"
                        + " WHERE n.nspname = ? AND t.typname = ? AND t.typtype = 'e'";
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, schema);
            statement.setString(2, name);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(List.of((String[]) row.getArray(1).getArray()))
                        : Optional.empty();
            }
        }
    }

    /** Whether the domain of this name stands on this type; empty when there is no such domain. */
    Optional<Boolean> sameDomain(String name, String base) throws SQLException {
        String query = "SELECT format_type(t.typbasetype, t.typtypmod) = ?"
                + " OR t.typtypmod = -1 AND t.typbasetype = to_regtype(?)"
                + " FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace"
                + " WHERE n.nspname = ? AND t.typname = ? AND t.typtype = 'd'";
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, base);
            statement.setString(2, base);
            statement.setString(3, schema);
            statement.setString(4, name);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(row.getBoolean(1)) : Optional.empty();
            }
        }
    }

    /** Whether the schema has a table, view or type of this name. */
    boolean isTaken(String name) throws SQLException {
        String query = "SELECT 1::text FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace"
                + " WHERE n.nspname = ? AND t.typname = ?";
        return !Sql.texts(connection, query, schema, name).isEmpty();
    }

    /** The schemas of the types that extensions have, by the types' names. */
    Map<String, String> extensionTypes() throws SQLException {
        String query = "SELECT t.typname, n.nspname FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace"
                + " JOIN pg_depend d ON d.classid = 'pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e'";
        Map<String, String> schemas = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                schemas.put(rows.getString(1), rows.getString(2));
            }
        }
        return schemas;
    }
}
