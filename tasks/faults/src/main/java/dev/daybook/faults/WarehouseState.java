package dev.daybook.faults;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * What a user of the warehouse sees of the shop's day, asked in plain SQL.
 *
 * @param ledgerRows how many rows the ledger has for the day
 * @param day the totals of the day's own tables; {@code absent} where there are none
 * @param views the totals through the views; {@code absent} where there are none
 * @param schemas the pipeline's schemas
 */
record WarehouseState(int ledgerRows, String day, String views, List<String> schemas) {

    static final String ABSENT = "absent";

    private static final String DAY_SCHEMA = Shop.PIPELINE + "_" + Shop.DAY.replace('-', '_');
    private static final String TOTALS = """
            SELECT count(*) || ' orders, freight ' || sum(o.freight) || ', amount ' || sum(l.amount)
            FROM %1$s.orders o JOIN %1$s.lines l USING (order_id) JOIN %1$s.customers c USING (customer_id)""";

    /** Copies the list. */
    WarehouseState {
        schemas = List.copyOf(schemas);
    }

    /** Asks; each question is one statement, so it sees one moment. */
    static WarehouseState read(Server server, String database) throws SQLException {
        try (Connection connection = server.connect(database);
                Statement statement = connection.createStatement()) {
            boolean ledger = exists(statement, "daybook.load_ledger");
            String rows = "SELECT count(*) FROM daybook.load_ledger WHERE pipeline = '%s' AND period = '%s'"
                    .formatted(Shop.PIPELINE, Shop.DAY);
            return new WarehouseState(
                    ledger ? Integer.parseInt(Server.rows(statement, rows).getFirst()) : 0,
                    totals(statement, DAY_SCHEMA),
                    totals(statement, Shop.PIPELINE),
                    Server.rows(
                            statement,
                            "SELECT nspname FROM pg_namespace WHERE nspname ~ '^" + Shop.PIPELINE + "' ORDER BY 1"));
        }
    }

    private static String totals(Statement statement, String schema) throws SQLException {
        return exists(statement, schema + ".lines")
                ? Server.rows(statement, totals(schema)).getFirst()
                : ABSENT;
    }

    /** The question for the totals of a schema's tables or views. */
    static String totals(String schema) {
        return TOTALS.formatted(schema);
    }

    private static boolean exists(Statement statement, String relation) throws SQLException {
        return !Server.rows(statement, "SELECT 1 WHERE to_regclass('" + relation + "') IS NOT NULL")
                .isEmpty();
    }

    /** Whether the day is loaded, its ledger row is there once, and nothing else of the pipeline is left. */
    boolean settledAs(String totals) {
        return ledgerRows == 1
                && day.equals(totals)
                && views.equals(totals)
                && schemas.equals(List.of(Shop.PIPELINE, DAY_SCHEMA));
    }
}
