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

    /** A user's enum or domain is called by what it is, as the warehouse has it in another schema. */
    private static final String COLUMNS = """
            WITH RECURSIVE shown (attnum, oid, modifier, suffix) AS (
                SELECT attnum, atttypid, atttypmod, '' FROM pg_attribute
                WHERE attrelid = %1$d AND attnum > 0 AND NOT attisdropped
                UNION ALL
                SELECT s.attnum, CASE t.typtype WHEN 'd' THEN t.typbasetype ELSE t.typelem END,
                       CASE t.typtype WHEN 'd' THEN t.typtypmod ELSE s.modifier END,
                       CASE t.typtype WHEN 'd' THEN ' domain' ELSE '[]' END || s.suffix
                FROM shown s JOIN pg_type t ON t.oid = s.oid
                WHERE t.typtype = 'd' OR t.typcategory = 'A' AND t.typelem <> 0 AND t.typlen = -1
            ), type (attnum, name) AS (
                SELECT DISTINCT ON (s.attnum) s.attnum,
                       CASE WHEN t.typtype = 'e' THEN 'enum'
                            WHEN t.typnamespace = 'pg_catalog'::regnamespace THEN format_type(s.oid, s.modifier)
                            ELSE 'user type ' || t.typname END || s.suffix
                FROM shown s JOIN pg_type t ON t.oid = s.oid
                ORDER BY s.attnum, length(s.suffix) DESC)
            SELECT a.attname, y.name, a.attnotnull,
                   CASE WHEN a.attcollation IN (0, t.typcollation) THEN '' ELSE o.collname END,
                   coalesce(col_description(a.attrelid, a.attnum), '')
            FROM pg_attribute a JOIN type y ON y.attnum = a.attnum JOIN pg_type t ON t.oid = a.atttypid
            LEFT JOIN pg_collation o ON o.oid = a.attcollation
            WHERE a.attrelid = %1$d ORDER BY a.attnum""";

    private static final String CONSTRAINTS = """
            SELECT k.conname, k.contype::text || CASE WHEN k.condeferrable THEN ' deferrable' ELSE '' END
                || ' (' || coalesce((SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY u.place)
                       FROM unnest(k.conkey) WITH ORDINALITY u (attnum, place)
                       JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.attnum), '') || ')'
                || coalesce(' references ' || %2$s || (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY u.place)
                       FROM unnest(k.confkey) WITH ORDINALITY u (attnum, place)
                       JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.attnum), '')
                || CASE k.contype WHEN 'f' THEN format('%%s%%s%%s', k.confdeltype, k.confupdtype, k.confmatchtype) ELSE '' END
            FROM pg_constraint k LEFT JOIN pg_class r ON r.oid = k.confrelid
            LEFT JOIN pg_namespace n ON n.oid = r.relnamespace
            WHERE k.conrelid = %1$d AND k.contype IN ('p', 'u', 'f') AND (k.conparentid = 0 OR k.contype <> 'f')""";

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
                var rows = statement.executeQuery(COLUMNS.formatted(relation.oid))) {
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
        Map<String, String> found = new TreeMap<>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(CONSTRAINTS.formatted(relation.oid, referenced))) {
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
