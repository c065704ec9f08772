package dev.daybook.loadpostgres.schema;

import dev.daybook.loadpostgres.session.Sql;
import dev.daybook.postgres.name.Identifier;
import dev.daybook.postgres.warehouse.WarehouseNames;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Lets a role read what is loaded. */
public final class Grants {

    /** Relations of a schema that a role cannot select from, or the schema where it cannot use it. */
    private static final String LACKING = """
            SELECT 'schema' WHERE NOT has_schema_privilege(?, ?, 'USAGE')
            UNION ALL
            SELECT c.relname::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = ? AND c.relkind IN ('r', 'p', 'v') AND NOT has_table_privilege(?, c.oid, 'SELECT')""";

    private static final String LACKING_VIEW = """
            SELECT 'lacking' WHERE NOT has_schema_privilege(?, ?, 'USAGE') OR NOT has_table_privilege(?, ?, 'SELECT')""";

    private Grants() {}

    /** Grants USAGE on a schema and SELECT on all its tables and views, unless the role has them already. */
    public static void onTables(Connection connection, String schema, String role) throws SQLException {
        if (Sql.texts(connection, LACKING, role, schema, schema, role).isEmpty()) {
            return;
        }
        String grantee = Identifier.quote(role);
        Sql.execute(connection, "GRANT USAGE ON SCHEMA " + Identifier.quote(schema) + " TO " + grantee);
        Sql.execute(connection, "GRANT SELECT ON ALL TABLES IN SCHEMA " + Identifier.quote(schema) + " TO " + grantee);
    }

    /** Grants USAGE on the schema of a view and SELECT on the view, unless the role has them already. */
    public static void onView(Connection connection, String schema, String view, String role) throws SQLException {
        String name = Identifier.quote(schema, view);
        if (Sql.texts(connection, LACKING_VIEW, role, schema, role, name).isEmpty()) {
            return;
        }
        String grantee = Identifier.quote(role);
        Sql.execute(connection, "GRANT USAGE ON SCHEMA " + Identifier.quote(schema) + " TO " + grantee);
        Sql.execute(connection, "GRANT SELECT ON " + name + " TO " + grantee);
    }

    /** Grants USAGE on the stable schema and SELECT on the views that loads have made, where the role lacks them. */
    public static void onViews(Connection connection, WarehouseNames names, String role) throws SQLException {
        List<String> lacking = Sql.texts(connection, LACKING, role, names.stable(), names.stable(), role);
        if (lacking.isEmpty()) {
            return;
        }
        Sql.execute(
                connection,
                "GRANT USAGE ON SCHEMA " + Identifier.quote(names.stable()) + " TO " + Identifier.quote(role));
        for (Relation relation : Relation.ofSchema(connection, names.stable()).values()) {
            if (relation.isViewOf(names) && lacking.contains(relation.name())) {
                Sql.execute(
                        connection,
                        "GRANT SELECT ON " + Identifier.quote(names.stable(), relation.name()) + " TO "
                                + Identifier.quote(role));
            }
        }
    }
}
