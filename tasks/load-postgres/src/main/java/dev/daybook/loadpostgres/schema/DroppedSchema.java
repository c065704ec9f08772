package dev.daybook.loadpostgres.schema;

import dev.daybook.loadpostgres.session.ServerMessage;
import dev.daybook.loadpostgres.session.Sql;
import dev.daybook.loadpostgres.session.Warehouse;
import dev.daybook.postgres.name.Identifier;
import dev.daybook.postgres.sql.SqlResource;
import dev.daybook.task.text.EscapedText;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Drops a schema with the tables that may go and nothing else; waits for nobody longer than a second. The
 * tables go in slices of one transaction each, because a transaction keeps about 15 entries of the server's lock table for
 * every table that it drops. What is not done when one slice is refused is done by a later load.
 */
public final class DroppedSchema {

    private static final int SLICE = 100;

    /**
     * lock_not_available, dependent_objects_still_exist, insufficient_privilege, out of locks: it stays for now.
     * undefined_table, invalid_schema_name, undefined_object: somebody else drops it too.
     */
    private static final Set<String> STAYS = Set.of("55P03", "2BP01", "42501", "53200", "42P01", "3F000", "42704");

    /** Relations and functions outside of a schema that read its tables, and tables that refer to them. */
    private static final String DEPENDANTS =
            SqlResource.of(DroppedSchema.class, "dependants.sql").text();

    private static final String FOREIGN_KEYS = """
            SELECT format('ALTER TABLE %I.%I DROP CONSTRAINT IF EXISTS %I', n.nspname, c.relname, k.conname)
            FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = ? AND k.contype = 'f' ORDER BY 1""";

    private static final String TABLES = "SELECT c.relname FROM pg_class c JOIN pg_namespace n"
            + " ON n.oid = c.relnamespace WHERE n.nspname = ? AND c.relkind = 'r' ORDER BY c.relname";

    private DroppedSchema() {}

    /** What outside of a schema depends on its tables; found out before any lock is asked for. */
    public static Optional<String> dependants(Connection connection, String schema) throws SQLException {
        List<String> dependants = Sql.texts(connection, DEPENDANTS, schema);
        return dependants.isEmpty()
                ? Optional.empty()
                : Optional.of(EscapedText.of(String.join(", ", dependants)) + " depends on it");
    }

    /** The tables that stand in a schema, whoever made them. */
    public static List<String> tables(Connection connection, String schema) throws SQLException {
        return Sql.texts(connection, TABLES, schema);
    }

    /**
     * Tries to drop a schema; all drops are RESTRICT.
     *
     * @param tables the tables that may go: those that the load made; another one in the schema keeps it
     * @return why the schema stays; empty when it is dropped
     */
    public static Optional<String> drop(Warehouse warehouse, String schema, List<String> tables) {
        return warehouse.work(connection -> {
            Optional<String> depends = dependants(connection, schema);
            if (depends.isPresent()) {
                return depends;
            }
            connection.setAutoCommit(false);
            for (List<String> slice : slices(connection, schema, tables)) {
                Optional<String> stays = dropInOneTransaction(connection, slice);
                if (stays.isPresent()) {
                    return stays;
                }
            }
            return Optional.empty();
        });
    }

    /** The statements, those of one transaction together. The schema itself goes with the last tables. */
    private static List<List<String>> slices(Connection connection, String schema, List<String> made)
            throws SQLException {
        Set<String> own = new HashSet<>(made);
        List<String> tables = tables(connection, schema).stream()
                .filter(own::contains)
                .map(table -> Identifier.quote(schema, table))
                .toList();
        List<List<String>> slices = new ArrayList<>();
        if (tables.size() > SLICE) {
            // Tables that refer to each other may be in different slices.
            slices.addAll(inSlices(Sql.texts(connection, FOREIGN_KEYS, schema)));
        }
        for (List<String> slice : inSlices(tables)) {
            String all = String.join(", ", slice);
            slices.add(new ArrayList<>(List.of(
                    "LOCK TABLE " + all + " IN ACCESS EXCLUSIVE MODE NOWAIT", "DROP TABLE " + all + " RESTRICT")));
        }
        if (tables.isEmpty()) {
            slices.add(new ArrayList<>());
        }
        slices.getLast().add("DROP SCHEMA IF EXISTS " + Identifier.quote(schema) + " RESTRICT");
        return slices;
    }

    private static List<List<String>> inSlices(List<String> all) {
        List<List<String>> slices = new ArrayList<>();
        for (int from = 0; from < all.size(); from += SLICE) {
            slices.add(all.subList(from, Math.min(all.size(), from + SLICE)));
        }
        return slices;
    }

    private static Optional<String> dropInOneTransaction(Connection connection, List<String> statements)
            throws SQLException {
        Sql.execute(connection, "SET LOCAL lock_timeout = '1s'");
        for (String sql : statements) {
            Optional<SQLException> refused = Sql.attempt(connection, sql);
            if (refused.isPresent()) {
                connection.rollback();
                return stays(refused.get());
            }
        }
        connection.commit();
        return Optional.empty();
    }

    private static Optional<String> stays(SQLException refused) throws SQLException {
        if (!STAYS.contains(String.valueOf(refused.getSQLState()))) {
            throw refused;
        }
        return Optional.of(ServerMessage.messageWithDetail(refused));
    }
}
