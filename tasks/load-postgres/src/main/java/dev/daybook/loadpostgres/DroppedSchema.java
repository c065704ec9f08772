package dev.daybook.loadpostgres;

import dev.daybook.postgres.Identifier;
import dev.daybook.task.EscapedText;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Drops a schema with its tables, and nothing that is not the load's own; waits for nobody. */
final class DroppedSchema {

    /** lock_not_available, dependent_objects_still_exist, insufficient_privilege, out of locks: it stays for now. */
    private static final Set<String> STAYS = Set.of("55P03", "2BP01", "42501", "53200");

    /** Relations outside of a schema that read its tables, or that refer to them. */
    private static final String DEPENDANTS = """
            SELECT DISTINCT vn.nspname || '.' || v.relname
            FROM pg_class c
            JOIN pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_depend d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = c.oid
                            AND d.classid = 'pg_rewrite'::regclass
            JOIN pg_rewrite r ON r.oid = d.objid
            JOIN pg_class v ON v.oid = r.ev_class
            JOIN pg_namespace vn ON vn.oid = v.relnamespace
            WHERE n.nspname = ?
            ORDER BY 1 LIMIT 3""";

    private DroppedSchema() {}

    /**
     * Tries to drop a schema within the running transaction. All tables go in one statement, so that foreign keys among
     * them are no hindrance, and both drops are RESTRICT. That something depends on a table is found out before any lock
     * is asked for: who waits for a lock makes readers wait.
     *
     * @return why the schema stays; empty when it is dropped
     */
    static Optional<String> drop(Connection connection, String schema) throws SQLException {
        List<String> dependants = Sql.texts(connection, DEPENDANTS, schema);
        if (!dependants.isEmpty()) {
            return Optional.of(EscapedText.of(String.join(", ", dependants)) + " depends on it");
        }
        List<String> tables = Sql.texts(
                        connection,
                        "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
                                + " WHERE n.nspname = ? AND c.relkind = 'r' ORDER BY c.relname",
                        schema)
                .stream()
                .map(table -> Identifier.quote(schema, table))
                .toList();
        Optional<String> stays = Optional.empty();
        if (!tables.isEmpty()) {
            String all = String.join(", ", tables);
            stays = attempt(connection, "LOCK TABLE " + all + " IN ACCESS EXCLUSIVE MODE NOWAIT");

            if (stays.isEmpty()) {
                stays = attempt(connection, "DROP TABLE " + all + " RESTRICT");
            }
        }
        return stays.isPresent()
                ? stays
                : attempt(connection, "DROP SCHEMA IF EXISTS " + Identifier.quote(schema) + " RESTRICT");
    }

    /** The same in a transaction of its own. */
    static Optional<String> drop(Warehouse warehouse, String schema) {
        return warehouse.work(connection -> {
            connection.setAutoCommit(false);
            Optional<String> stays = drop(connection, schema);
            if (stays.isEmpty()) {
                connection.commit();
            } else {
                connection.rollback();
            }
            return stays;
        });
    }

    private static Optional<String> attempt(Connection connection, String sql) throws SQLException {
        SQLException refused = Sql.attempt(connection, sql);
        if (refused == null) {
            return Optional.empty();
        }
        if (!STAYS.contains(refused.getSQLState())) {
            throw refused;
        }
        return Optional.of(LoadFailure.message(refused)
                + LoadFailure.detail(refused).map(detail -> ": " + detail).orElse(""));
    }
}
