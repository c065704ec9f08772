package dev.daybook.postgres.catalog;

import java.util.Collection;
import java.util.stream.Collectors;

/**
 * The queries over the system catalogs, as chapter "System Catalogs" of the PostgreSQL manual describes those. Each takes
 * the OIDs it is for within its text, so that several travel in one round trip.
 */
final class CatalogQueries {

    private static final int NULLS_NOT_DISTINCT_SINCE = 150_000;
    private static final int PERIODS_SINCE = 180_000;
    private static final int COLLATION_RULES_SINCE = 160_000;
    private static final int ICU_LOCALE_SINCE = 150_000;
    private static final int ONE_LOCALE_SINCE = 170_000;

    /** Role, database, version, standby; one row. */
    static final String SESSION = """
            SELECT current_user, pg_catalog.current_database(), current_setting('server_version_num')::int, pg_catalog.pg_is_in_recovery()
            """;

    /** Everything that could be a dataset. A right is NULL for a table dropped meanwhile; the lock finds that out. */
    static final String RELATIONS = """
            SELECT c.oid, n.nspname, c.relname, c.relkind, c.relpersistence = 'u',
                   coalesce(CASE WHEN c.relispartition
                       THEN (SELECT i.inhparent FROM pg_catalog.pg_inherits i WHERE i.inhrelid = c.oid) END, 0),
                   c.reltuples::pg_catalog.int8, c.relpages, coalesce(am.amname = 'heap', false), e.objid IS NOT NULL,
                   coalesce(pg_catalog.has_schema_privilege(n.oid, 'USAGE'), true),
                   coalesce(pg_catalog.has_table_privilege(c.oid, 'SELECT'), true),
                   coalesce(pg_catalog.has_any_column_privilege(c.oid, 'SELECT'), true),
                   c.relrowsecurity AND pg_catalog.row_security_active(c.oid), d.description
              FROM pg_catalog.pg_class c
              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
              LEFT JOIN pg_catalog.pg_am am ON am.oid = c.relam
              LEFT JOIN pg_catalog.pg_depend e ON e.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
                   AND e.objid = c.oid AND e.objsubid = 0 AND e.deptype = 'e'
              LEFT JOIN pg_catalog.pg_description d ON d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass
                   AND d.objoid = c.oid AND d.objsubid = 0
             WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND c.relpersistence <> 't'
               AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'
            """;

    private CatalogQueries() {}

    /** The columns of relations, in order, with what a user's own collation is made of. */
    static String columns(Collection<Long> relations, int version) {
        return """
                SELECT a.attrelid, a.attnum, a.attname, a.atttypid, a.atttypmod,
                       pg_catalog.format_type(a.atttypid, a.atttypmod), a.attnotnull,
                       CASE WHEN a.attcollation <> t.typcollation AND a.attcollation <> 0
                           THEN pg_catalog.quote_ident(cn.nspname) || '.' || pg_catalog.quote_ident(co.collname) END,
                       d.description, a.attidentity <> '', a.attgenerated <> '', a.atthasdef,
                       CASE WHEN a.attcollation <> t.typcollation AND cn.nspname <> 'pg_catalog'
                           THEN co.collprovider END,
                       %s, co.collisdeterministic, %s
                  FROM pg_catalog.pg_attribute a
                  JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
                  LEFT JOIN pg_catalog.pg_collation co ON co.oid = a.attcollation
                  LEFT JOIN pg_catalog.pg_namespace cn ON cn.oid = co.collnamespace
                  LEFT JOIN pg_catalog.pg_description d ON d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass
                       AND d.objoid = a.attrelid AND d.objsubid = a.attnum
                 WHERE a.attrelid = ANY (%s) AND a.attnum > 0 AND NOT a.attisdropped
                 ORDER BY a.attrelid, a.attnum
                """.formatted(
                        collationLocale(version),
                        version >= COLLATION_RULES_SINCE ? "co.collicurules" : "NULL",
                        array(relations));
    }

    /** The one locale of a collation; NULL for a libc collation that sorts by one locale and classifies by another. */
    private static String collationLocale(int version) {
        String libc = "CASE WHEN co.collcollate = co.collctype THEN co.collcollate END";
        if (version < ICU_LOCALE_SINCE) {
            return libc;
        }
        return "coalesce(" + (version >= ONE_LOCALE_SINCE ? "co.colllocale" : "co.colliculocale") + ", " + libc + ")";
    }

    /**
     * All types but the row types of tables and arrays of these: there are as many of those as tables, and hardly ever a
     * column has one.
     */
    static final String COMMON_TYPES = types("t.typtype <> 'c' AND e.typtype IS DISTINCT FROM 'c'");

    /** Some types. */
    static String types(Collection<Long> types) {
        return types("t.oid = ANY (" + array(types) + ")");
    }

    private static String types(String condition) {
        return """
                SELECT t.oid, n.nspname, t.typname, t.typtype, CASE WHEN e.typarray = t.oid THEN e.oid ELSE 0 END,
                       t.typbasetype, t.typtypmod, pg_catalog.format_type(t.typbasetype, t.typtypmod), t.typnotnull,
                       CASE WHEN t.typtype = 'e' THEN ARRAY(
                           SELECT l.enumlabel::pg_catalog.text FROM pg_catalog.pg_enum l
                            WHERE l.enumtypid = t.oid ORDER BY l.enumsortorder) END,
                       CASE WHEN t.typtype = 'd' THEN ARRAY(
                           SELECT pg_catalog.pg_get_constraintdef(c.oid) FROM pg_catalog.pg_constraint c
                            WHERE c.contypid = t.oid AND c.contype = 'c' ORDER BY c.conname) END
                  FROM pg_catalog.pg_type t
                  JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
                  LEFT JOIN pg_catalog.pg_type e ON e.oid = t.typelem
                 WHERE %s
                """.formatted(condition);
    }

    /** Constraints that are no copies of a parent's: keys, foreign keys, checks, exclusions. */
    static String constraints(Collection<Long> relations, int version) {
        return """
                SELECT con.conrelid, con.conname, con.contype, con.condeferrable, con.convalidated,
                       pg_catalog.pg_get_constraintdef(con.oid),
                       con.conkey, fn.nspname, fc.relname,
                       CASE WHEN con.contype = 'f' THEN ARRAY(
                           SELECT a.attname::pg_catalog.text
                             FROM pg_catalog.unnest(con.confkey) WITH ORDINALITY k (number, position)
                             JOIN pg_catalog.pg_attribute a ON a.attrelid = con.confrelid AND a.attnum = k.number
                            ORDER BY k.position) END,
                       %s, %s
                  FROM pg_catalog.pg_constraint con
                  LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = con.conindid
                  LEFT JOIN pg_catalog.pg_class fc ON fc.oid = con.confrelid
                  LEFT JOIN pg_catalog.pg_namespace fn ON fn.oid = fc.relnamespace
                 WHERE con.conrelid = ANY (%s) AND con.contype IN ('p', 'u', 'f', 'c', 'x')
                   AND con.conparentid = 0
                 ORDER BY con.conrelid, con.conname
                """.formatted(
                        version >= NULLS_NOT_DISTINCT_SINCE ? "coalesce(i.indnullsnotdistinct, false)" : "false",
                        version >= PERIODS_SINCE ? "con.conperiod" : "false",
                        array(relations));
    }

    /** Valid indexes that no constraint owns. */
    static String indexes(Collection<Long> relations) {
        return """
                SELECT i.indrelid, c.relname, pg_catalog.pg_get_indexdef(i.indexrelid)
                  FROM pg_catalog.pg_index i
                  JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
                 WHERE i.indrelid = ANY (%s) AND i.indisvalid AND i.indislive
                   AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint con
                                    WHERE con.conindid = i.indexrelid AND con.contype IN ('p', 'u', 'x'))
                 ORDER BY i.indrelid, c.relname
                """.formatted(array(relations));
    }

    /** The tables that inherit from relations, at any depth; partitions are none of them. */
    static String heirs(Collection<Long> relations) {
        return """
                WITH RECURSIVE heir (ancestor, oid) AS (
                    SELECT i.inhparent, i.inhrelid FROM pg_catalog.pg_inherits i WHERE i.inhparent = ANY (%s)
                    UNION
                    SELECT h.ancestor, i.inhrelid FROM heir h JOIN pg_catalog.pg_inherits i ON i.inhparent = h.oid)
                SELECT h.ancestor, n.nspname, c.relname
                  FROM heir h
                  JOIN pg_catalog.pg_class c ON c.oid = h.oid
                  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                 WHERE NOT c.relispartition
                 ORDER BY h.ancestor, n.nspname, c.relname
                """.formatted(array(relations));
    }

    /** The planner's numbers of distinct values. */
    static String distinctValues(Collection<Long> relations) {
        return """
                SELECT c.oid, s.attname, s.n_distinct
                  FROM pg_catalog.pg_stats s
                  JOIN pg_catalog.pg_namespace n ON n.nspname = s.schemaname
                  JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = s.tablename
                 WHERE c.oid = ANY (%s) AND s.inherited = (c.relkind = 'p') AND s.n_distinct <> 0
                """.formatted(array(relations));
    }

    /** The names of all types. */
    static final String TYPE_NAMES = "SELECT DISTINCT typname FROM pg_catalog.pg_type";

    private static String array(Collection<Long> oids) {
        return oids.stream().map(String::valueOf).collect(Collectors.joining(",", "'{", "}'::pg_catalog.oid[]"));
    }
}
