package dev.daybook.torture;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the catalogs of source and warehouse say, asked in the same words on both sides. */
final class Relations {

    /**
     * A table.
     *
     * @param oid its OID
     * @param from how it is read: qualified and quoted, plain tables without their children
     */
    record Relation(long oid, String from) {}

    /** A column's place in the comparison: its type, whether it is NOT NULL, its collation, its comment. */
    record Column(String type, String notNull, String collation, String comment) {}

    private static final String SOURCE = """
            SELECT c.oid, CASE WHEN n.nspname = 'public' THEN c.relname ELSE n.nspname || '__' || c.relname END,
                   CASE c.relkind WHEN 'r' THEN 'ONLY ' ELSE '' END || quote_ident(n.nspname) || '.' || quote_ident(c.relname)
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relpersistence <> 't'
              AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'""";

    private static final String WAREHOUSE = """
            SELECT c.oid, c.relname, quote_ident(n.nspname) || '.' || quote_ident(c.relname)
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind = '%s' AND n.nspname = '%s'""";

    private static final String COLUMNS = Sql.resource("columns.sql");
    private static final String KEYS = Sql.resource("keys.sql");

    private Relations() {}

    /** The tables that a source shows, by what they are called in the warehouse. */
    static Map<String, Relation> ofSource(Connection connection) throws SQLException {
        return read(connection, SOURCE);
    }

    /** The tables of a day, or the views of the pipeline. */
    static Map<String, Relation> ofWarehouse(Connection connection, char kind, String schema) throws SQLException {
        return read(connection, WAREHOUSE.formatted(kind, schema));
    }

    private static Map<String, Relation> read(Connection connection, String sql) throws SQLException {
        Map<String, Relation> found = new TreeMap<>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                found.put(rows.getString(2), new Relation(rows.getLong(1), rows.getString(3)));
            }
        }
        return found;
    }

    /** A relation's columns by name, in order. */
    static Map<String, Column> columns(Connection connection, Relation relation) throws SQLException {
        Map<String, Column> found = new LinkedHashMap<>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(COLUMNS.replace(":relation", String.valueOf(relation.oid)))) {
            while (rows.next()) {
                found.put(
                        rows.getString(1),
                        new Column(rows.getString(2), rows.getString(3), rows.getString(4), rows.getString(5)));
            }
        }
        return found;
    }

    /** Keys by what they say, with their names. */
    static Map<String, String> keys(Connection connection, Relation relation, boolean source) throws SQLException {
        String referenced = source
                ? "CASE WHEN n.nspname = 'public' THEN r.relname ELSE n.nspname || '__' || r.relname END"
                : "r.relname::text";
        String query = KEYS.replace(":relation", String.valueOf(relation.oid)).replace(":referenced", referenced);
        Map<String, String> found = new TreeMap<>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            while (rows.next()) {
                found.put(rows.getString(2), rows.getString(1));
            }
        }
        return found;
    }

    /** The names of a table's own checks. */
    static List<String> checks(Connection connection, Relation relation) throws SQLException {
        return Database.query(
                connection,
                "SELECT conname FROM pg_constraint WHERE contype = 'c' AND conrelid = " + relation.oid + " ORDER BY 1");
    }

    /** The names of a table's indexes that belong to no constraint. */
    static List<String> indexes(Connection connection, Relation relation) throws SQLException {
        return Database.query(
                connection,
                "SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE i.indrelid = "
                        + relation.oid + " AND i.indisvalid"
                        + " AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = c.oid AND k.conrelid = i.indrelid)");
    }

    /** A table's comment, empty for none. */
    static String comment(Connection connection, Relation relation) throws SQLException {
        return Database.query(connection, "SELECT coalesce(obj_description(" + relation.oid + ", 'pg_class'), '')")
                .getFirst();
    }

    /**
     * The rows in one line: their number, and MD5 over each row's MD5 in order. A value is what its output function
     * prints, which {@code format('%s')} gives and {@code ::text} does not for every type.
     */
    static String rows(Connection connection, Relation relation, Iterable<String> columns) throws SQLException {
        return Database.query(
                        connection,
                        "SELECT count(*) || ' rows ' || md5(coalesce(string_agg(h, '' ORDER BY h COLLATE \"C\"), '')) FROM ("
                                + hashes(relation, columns) + ") x")
                .getFirst();
    }

    /** The MD5 of every row, sorted. */
    static List<String> rowHashes(Connection connection, Relation relation, Iterable<String> columns)
            throws SQLException {
        return Database.query(
                connection, "SELECT h FROM (" + hashes(relation, columns) + ") x ORDER BY h COLLATE \"C\"");
    }

    private static String hashes(Relation relation, Iterable<String> columns) {
        StringBuilder values = new StringBuilder("''");
        for (String column : columns) {
            String name = Sql.name(column);
            values.append(" || CASE WHEN ")
                    .append(name)
                    .append(" IS DISTINCT FROM NULL THEN md5(convert_to(format('%s', ")
                    .append(name)
                    .append("), 'UTF8')) ELSE 'null' END");
        }
        return "SELECT md5(" + values + ") AS h FROM " + relation.from;
    }
}
