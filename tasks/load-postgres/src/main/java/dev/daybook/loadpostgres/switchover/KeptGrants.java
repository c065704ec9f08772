package dev.daybook.loadpostgres.switchover;

import dev.daybook.loadpostgres.ddl.Literal;
import dev.daybook.postgres.name.Identifier;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The grants, the owner and the comment of a view that is dropped and made anew, as statements that put them back. */
public final class KeptGrants {

    private static final String QUERY = """
            SELECT pg_get_userbyid(c.relowner), obj_description(c.oid, 'pg_class'), x.privilege_type, x.is_grantable,
                   CASE WHEN x.grantee = 0 THEN NULL ELSE pg_get_userbyid(x.grantee) END AS grantee,
                   x.privilege_type IS NOT NULL AS granted
            FROM pg_class c
            JOIN pg_namespace n ON n.oid = c.relnamespace
            LEFT JOIN LATERAL aclexplode(c.relacl) x ON x.grantee <> c.relowner
            WHERE n.nspname = ? AND c.relname = ?""";

    private KeptGrants() {}

    /** The statements for a view as it is now. */
    public static List<String> of(Connection connection, String schema, String view) throws SQLException {
        String name = Identifier.quote(schema, view);
        List<String> statements = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(QUERY)) {
            statement.setString(1, schema);
            statement.setString(2, view);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    if (statements.isEmpty()) {
                        statements.add("ALTER VIEW " + name + " OWNER TO " + Identifier.quote(row.getString(1)));
                        if (row.getString(2) != null) {
                            statements.add("COMMENT ON VIEW " + name + " IS " + Literal.of(row.getString(2)));
                        }
                    }
                    if (row.getBoolean("granted")) {
                        String grantee = row.getString("grantee");
                        statements.add("GRANT " + row.getString(3) + " ON " + name + " TO "
                                + (grantee == null ? "PUBLIC" : Identifier.quote(grantee))
                                + (row.getBoolean(4) ? " WITH GRANT OPTION" : ""));
                    }
                }
            }
        }
        return statements;
    }
}
