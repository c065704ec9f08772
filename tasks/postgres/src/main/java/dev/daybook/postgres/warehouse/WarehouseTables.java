package dev.daybook.postgres.warehouse;

import dev.daybook.postgres.sql.SqlResource;
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

    private static final List<String> STATEMENTS = List.of(
            "CREATE SCHEMA IF NOT EXISTS daybook",
            table("load_ledger.sql"),
            table("load_history.sql"),
            table("step_log.sql"),
            table("built_schemas.sql"),
            table("dataset_log.sql"),
            table("file_log.sql"));

    private WarehouseTables() {}

    private static String table(String name) {
        return SqlResource.of(WarehouseTables.class, name).text();
    }

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
                if (tried == TRIES || !CREATED_MEANWHILE.contains(String.valueOf(e.getSQLState()))) {
                    throw e;
                }
            }
        }
    }
}
