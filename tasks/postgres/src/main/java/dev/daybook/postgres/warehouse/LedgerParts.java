package dev.daybook.postgres.warehouse;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Brings the ledger and the history of a version that knew only snapshots to rows for each part. */
final class LedgerParts {

    private static final String ARE_THERE = """
            SELECT EXISTS (SELECT FROM pg_catalog.pg_attribute
                           WHERE attrelid = 'daybook.load_ledger'::regclass AND attname = 'part')""";

    private static final String COLUMN = " ADD COLUMN part text NOT NULL DEFAULT 'snapshot'";

    private static final List<String> STATEMENTS = List.of(
            "ALTER TABLE daybook.load_ledger" + COLUMN,
            "ALTER TABLE daybook.load_ledger DROP CONSTRAINT load_ledger_pkey",
            "ALTER TABLE daybook.load_ledger ADD PRIMARY KEY (pipeline, part, period)",
            "ALTER TABLE daybook.load_history" + COLUMN);

    private LedgerParts() {}

    /**
     * Adds the part where it is missing: every row that is there is one of snapshots. One transaction, so nobody meets a
     * ledger without a key; of several programs that come at once the first does it.
     *
     * @param connection in autocommit mode
     */
    static void add(Connection connection) throws SQLException {
        if (areThere(connection)) {
            return;
        }
        connection.setAutoCommit(false);
        execute(connection, "LOCK TABLE daybook.load_ledger IN ACCESS EXCLUSIVE MODE");
        if (!areThere(connection)) {
            for (String statement : STATEMENTS) {
                execute(connection, statement);
            }
        }
        connection.commit();
        connection.setAutoCommit(true);
    }

    private static boolean areThere(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(ARE_THERE)) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
