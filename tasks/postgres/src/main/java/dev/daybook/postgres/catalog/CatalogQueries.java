package dev.daybook.postgres.catalog;

import dev.daybook.postgres.sql.SqlResource;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The queries over the system catalogs, as chapter "System Catalogs" of the PostgreSQL manual describes those. Each takes
 * the OIDs it is for within its text, so that several travel in one round trip. The first line of each resource file says
 * what it gives.
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

    /** Everything that could be a dataset. */
    static final String RELATIONS = resource("relations.sql").text();

    private static final SqlResource COLUMNS = resource("columns.sql");
    private static final SqlResource TYPES = resource("types.sql");
    private static final SqlResource CONSTRAINTS = resource("constraints.sql");
    private static final SqlResource INDEXES = resource("indexes.sql");
    private static final SqlResource HEIRS = resource("heirs.sql");
    private static final SqlResource DISTINCT_VALUES = resource("distinct_values.sql");

    /**
     * All types but the row types of tables and arrays of these: there are as many of those as tables, and hardly ever a
     * column has one.
     */
    static final String COMMON_TYPES = types("t.typtype <> 'c' AND e.typtype IS DISTINCT FROM 'c'");

    /** The names of all types. */
    static final String TYPE_NAMES = "SELECT DISTINCT typname FROM pg_catalog.pg_type";

    private CatalogQueries() {}

    private static SqlResource resource(String name) {
        return SqlResource.of(CatalogQueries.class, name);
    }

    /** The columns of relations. */
    static String columns(Collection<Long> relations, int version) {
        return COLUMNS.with(Map.of(
                "relations",
                array(relations),
                "collation_locale",
                collationLocale(version),
                "collation_rules",
                version >= COLLATION_RULES_SINCE ? "co.collicurules" : "NULL"));
    }

    /** The one locale of a collation; NULL for a libc collation that sorts by one locale and classifies by another. */
    private static String collationLocale(int version) {
        String libc = "CASE WHEN co.collcollate = co.collctype THEN co.collcollate END";
        if (version < ICU_LOCALE_SINCE) {
            return libc;
        }
        return "coalesce(" + (version >= ONE_LOCALE_SINCE ? "co.colllocale" : "co.colliculocale") + ", " + libc + ")";
    }

    /** Some types. */
    static String types(Collection<Long> types) {
        return types("t.oid = ANY (" + array(types) + ")");
    }

    private static String types(String condition) {
        return TYPES.with(Map.of("condition", condition));
    }

    /** The constraints of relations. */
    static String constraints(Collection<Long> relations, int version) {
        return CONSTRAINTS.with(Map.of(
                "relations",
                array(relations),
                "nulls_not_distinct",
                version >= NULLS_NOT_DISTINCT_SINCE ? "coalesce(i.indnullsnotdistinct, false)" : "false",
                "has_period",
                version >= PERIODS_SINCE ? "con.conperiod" : "false"));
    }

    /** The indexes of relations. */
    static String indexes(Collection<Long> relations) {
        return INDEXES.with(Map.of("relations", array(relations)));
    }

    /** The tables that inherit from relations. */
    static String heirs(Collection<Long> relations) {
        return HEIRS.with(Map.of("relations", array(relations)));
    }

    /** The planner's numbers of distinct values. */
    static String distinctValues(Collection<Long> relations) {
        return DISTINCT_VALUES.with(Map.of("relations", array(relations)));
    }

    private static String array(Collection<Long> oids) {
        return oids.stream().map(String::valueOf).collect(Collectors.joining(",", "'{", "}'::pg_catalog.oid[]"));
    }
}
