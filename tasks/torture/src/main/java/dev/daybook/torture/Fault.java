package dev.daybook.torture;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A fault that is put into the first day after its load, to prove that the comparison sees it. */
enum Fault {
    /** None. */
    NONE,
    /** One value becomes NULL. */
    CHANGED_VALUE,
    /** A primary key is dropped. */
    DROPPED_KEY;

    /**
     * Injects the fault.
     *
     * @return what was done; empty when no table offers itself for it
     */
    String inject(Database warehouse, String day) {
        try (Connection connection = warehouse.connect()) {
            for (Relations.Relation table :
                    Relations.ofWarehouse(connection, 'r', day).values()) {
                String done = switch (this) {
                    case NONE -> "";
                    case CHANGED_VALUE -> changeValue(connection, table);
                    case DROPPED_KEY -> dropKey(connection, table);
                };
                if (!done.isEmpty()) {
                    return done;
                }
            }
            return "";
        } catch (SQLException e) {
            throw new IllegalStateException("the fault " + this + " could not be injected: " + e.getMessage(), e);
        }
    }

    private static String changeValue(Connection connection, Relations.Relation table) throws SQLException {
        Map<String, Relations.Column> columns = Relations.columns(connection, table);
        Set<String> inKeys = Set.copyOf(Database.query(
                connection,
                "SELECT attname FROM pg_attribute JOIN pg_constraint ON attrelid IN (conrelid, confrelid)"
                        + " AND (attnum = ANY (conkey) OR attnum = ANY (confkey)) WHERE attrelid = " + table.oid()));
        for (var column : columns.entrySet()) {
            String name = Sql.name(column.getKey());
            if (column.getValue().notNull().equals("f") && !inKeys.contains(column.getKey())) {
                String sql = "UPDATE " + table.from() + " SET " + name + " = NULL WHERE ctid = (SELECT min(ctid) FROM "
                        + table.from() + " WHERE " + name + " IS DISTINCT FROM NULL) RETURNING 1";
                if (!Database.query(connection, sql).isEmpty()) {
                    return sql;
                }
            }
        }
        return "";
    }

    private static String dropKey(Connection connection, Relations.Relation table) throws SQLException {
        List<String> key = Database.query(
                connection,
                "SELECT quote_ident(conname) FROM pg_constraint WHERE contype = 'p' AND conrelid = " + table.oid());
        if (key.isEmpty()) {
            return "";
        }
        String sql = "ALTER TABLE " + table.from() + " DROP CONSTRAINT " + key.getFirst() + " CASCADE";
        Database.execute(connection, sql);
        return sql;
    }
}
