package dev.daybook.postgres.warehouse;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;

/** Makes the schema {@code daybook} and its tables where they are missing. */
public final class WarehouseTables {

    private static final int TRIES = 10;

    /**
     * What somebody else who creates the same thing at the same time causes: unique_violation in a system catalog,
     * duplicate_schema, duplicate_table, duplicate_column, duplicate_object. {@code IF NOT EXISTS} does not prevent them.
     */
    private static final Set<String> CREATED_MEANWHILE = Set.of("23505", "42P06", "42P07", "42701", "42710");

    private static final String ALL_THERE = """
            SELECT to_regclass('daybook.load_ledger') IS NOT NULL
               AND to_regclass('daybook.load_history') IS NOT NULL
               AND to_regclass('daybook.step_log') IS NOT NULL
               AND to_regclass('daybook.built_schemas') IS NOT NULL
               AND to_regclass('daybook.dataset_log') IS NOT NULL
               AND to_regclass('daybook.file_log') IS NOT NULL""";

    private static final String HAS_SIGNED_BY = """
            SELECT EXISTS (SELECT FROM pg_catalog.pg_attribute
                           WHERE attrelid = 'daybook.load_ledger'::regclass AND attname = 'signed_by')""";

    /** For ledgers of the versions that knew no signatures. */
    private static final String ADD_SIGNED_BY =
            "ALTER TABLE daybook.load_ledger ADD COLUMN IF NOT EXISTS signed_by text";

    private static final List<String> STATEMENTS =
            List.of("CREATE SCHEMA IF NOT EXISTS daybook", """
            CREATE TABLE IF NOT EXISTS daybook.load_ledger (
                pipeline text NOT NULL,
                period text NOT NULL,
                schema_name text NOT NULL,
                manifests_hash text NOT NULL,
                load_id text NOT NULL,
                as_of timestamptz NOT NULL,
                rows bigint NOT NULL,
                datasets jsonb NOT NULL,
                run_id text NOT NULL,
                loader_version text NOT NULL,
                loaded_at timestamptz NOT NULL,
                seconds double precision NOT NULL,
                left_out text[] NOT NULL,
                part text NOT NULL DEFAULT 'snapshot',
                PRIMARY KEY (pipeline, part, period))""", """
            CREATE TABLE IF NOT EXISTS daybook.load_history (
                pipeline text NOT NULL,
                period text NOT NULL,
                event text NOT NULL,
                at timestamptz NOT NULL,
                manifests_hash text NOT NULL,
                load_id text NOT NULL,
                as_of timestamptz NOT NULL,
                rows bigint NOT NULL,
                run_id text NOT NULL,
                loader_version text NOT NULL,
                part text NOT NULL DEFAULT 'snapshot')""", """
            CREATE TABLE IF NOT EXISTS daybook.step_log (
                pipeline text NOT NULL,
                period text NOT NULL,
                step text NOT NULL,
                run_id text NOT NULL,
                started_at timestamptz,
                finished_at timestamptz NOT NULL,
                status text NOT NULL,
                rows bigint NOT NULL,
                PRIMARY KEY (pipeline, period, step, run_id))""", """
            CREATE TABLE IF NOT EXISTS daybook.built_schemas (
                pipeline text NOT NULL,
                load_id text NOT NULL,
                period text NOT NULL,
                tables text[] NOT NULL,
                made_at timestamptz NOT NULL,
                PRIMARY KEY (pipeline, load_id))""", """
            CREATE TABLE IF NOT EXISTS daybook.dataset_log (
                pipeline text NOT NULL,
                part text NOT NULL,
                period text NOT NULL,
                dataset text NOT NULL,
                run_id text NOT NULL,
                read bigint NOT NULL,
                accepted bigint NOT NULL,
                rejected bigint NOT NULL,
                elsewhere bigint NOT NULL,
                held bigint NOT NULL DEFAULT 0,
                repeated bigint NOT NULL DEFAULT 0,
                conflicts bigint NOT NULL DEFAULT 0,
                reasons jsonb NOT NULL,
                bytes bigint NOT NULL,
                seconds double precision NOT NULL,
                at timestamptz NOT NULL,
                PRIMARY KEY (pipeline, part, period, dataset))""", """
            CREATE TABLE IF NOT EXISTS daybook.file_log (
                pipeline text NOT NULL,
                period text NOT NULL,
                source text NOT NULL,
                dataset text NOT NULL,
                file text NOT NULL,
                bytes bigint NOT NULL,
                sha256 text NOT NULL,
                records bigint NOT NULL,
                accepted bigint NOT NULL,
                rejected bigint NOT NULL,
                archived boolean NOT NULL,
                PRIMARY KEY (pipeline, period, source, dataset, file))""");

    private WarehouseTables() {}

    /**
     * Makes what is missing. Any number of programs may do so at once.
     *
     * @param connection in autocommit mode
     */
    public static void createMissing(Connection connection) throws SQLException {
        if (!allThere(connection)) {
            for (String statement : STATEMENTS) {
                create(connection, statement);
            }
        }
        if (!isTrue(connection, HAS_SIGNED_BY)) {
            create(connection, ADD_SIGNED_BY);
        }
        LedgerParts.add(connection);
    }

    private static boolean allThere(Connection connection) throws SQLException {
        return isTrue(connection, ALL_THERE);
    }

    /** Whether the ledger is there: without one nothing was ever loaded. */
    public static boolean hasLedger(Connection connection) throws SQLException {
        return isTrue(connection, "SELECT to_regclass('daybook.load_ledger') IS NOT NULL");
    }

    private static boolean isTrue(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private static void create(Connection connection, String sql) throws SQLException {
        for (int tried = 1; ; tried++) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
                return;
            } catch (SQLException e) {
                if (tried == TRIES || !CREATED_MEANWHILE.contains(e.getSQLState())) {
                    throw e;
                }
            }
        }
    }
}
