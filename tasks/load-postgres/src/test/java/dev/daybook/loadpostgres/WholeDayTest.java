package dev.daybook.loadpostgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.testing.PostgresServer;
import dev.daybook.testing.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeDayTest {

    @TempDir
    Path folder;

    private final TestDatabase source = PostgresServer.shared().createDatabase();
    private final TestDatabase files = PostgresServer.shared().createDatabase();
    private final TestDatabase warehouse = PostgresServer.shared().createDatabase();
    private SmallLake lake;

    @BeforeEach
    void makeSources() {
        lake = new SmallLake(folder);
        source.execute(
                "CREATE TABLE customers (customer_id text PRIMARY KEY, name varchar(40) NOT NULL UNIQUE)",
                "CREATE TABLE orders (order_id int PRIMARY KEY, customer_id text REFERENCES customers,"
                        + " freight numeric(10,2) CHECK (freight >= 0))",
                "CREATE INDEX orders_by_customer ON orders (customer_id)",
                "CREATE TABLE nothing (id int PRIMARY KEY, picture bytea)",
                "COMMENT ON TABLE orders IS 'what customers'' want'",
                "COMMENT ON COLUMN orders.freight IS 'in euro'",
                "INSERT INTO customers VALUES ('ALFKI', 'Alfreds'), ('PARIS', 'Paris')",
                "INSERT INTO orders VALUES (1, 'ALFKI', 10.50), (2, 'PARIS', NULL)");
        files.execute(
                "CREATE TABLE order_details (order_id int, line int, quantity int, PRIMARY KEY (order_id, line))",
                "INSERT INTO order_details VALUES (1, 1, 5), (1, 2, 6), (2, 1, 7)");
    }

    @Test
    void aDayIsLoadedWithItsKeysAndShownByTheViews() {
        lake.postgres(source, "2024-01-20");
        lake.csv(files, "2024-01-20", SmallLake.foreignKey("order_id", "orders"));

        Run run = Run.of(warehouse, lake, "2024-01-20");

        assertThat(run.exitCode()).as(run.log() + run.receipt()).isZero();
        assertThat(warehouse.query("SELECT order_id, line, freight FROM northwind.orders"
                        + " JOIN northwind.order_details USING (order_id) ORDER BY 1, 2"))
                .containsExactly("1|1|10.50", "1|2|10.50", "2|1|<null>");
        assertThat(
                        warehouse.query(
                                "SELECT conrelid::regclass, contype, pg_get_constraintdef(oid) FROM pg_constraint"
                                        + " WHERE connamespace = 'northwind_2024_01_20'::regnamespace AND contype <> 'n' ORDER BY 1, 2, 3"))
                .containsExactlyInAnyOrder(
                        "northwind_2024_01_20.customers|p|PRIMARY KEY (customer_id)",
                        "northwind_2024_01_20.customers|u|UNIQUE (name)",
                        "northwind_2024_01_20.nothing|p|PRIMARY KEY (id)",
                        "northwind_2024_01_20.order_details|f|FOREIGN KEY (order_id) REFERENCES"
                                + " northwind_2024_01_20.orders(order_id)",
                        "northwind_2024_01_20.order_details|p|PRIMARY KEY (order_id, line)",
                        "northwind_2024_01_20.orders|c|CHECK ((freight >= (0)::numeric))",
                        "northwind_2024_01_20.orders|f|FOREIGN KEY (customer_id) REFERENCES"
                                + " northwind_2024_01_20.customers(customer_id)",
                        "northwind_2024_01_20.orders|p|PRIMARY KEY (order_id)");
        assertThat(warehouse.query("SELECT period, schema_name, rows, datasets, left_out FROM daybook.load_ledger"))
                .containsExactly("2024-01-20|northwind_2024_01_20|7|"
                        + "{\"orders\": 2, \"nothing\": 0, \"customers\": 2, \"order_details\": 3}|{}");
        assertThat(warehouse.query("SELECT step, status, rows FROM daybook.step_log ORDER BY step"))
                .containsExactly("extract-csv|done|3", "extract-postgres|done|4", "load-postgres|done|7");
        assertThat(warehouse.query("SELECT obj_description('northwind_2024_01_20.orders'::regclass),"
                        + " col_description('northwind_2024_01_20.orders'::regclass, 3)"))
                .containsExactly("what customers' want|in euro");
    }

    @Test
    void progressCountsAllTablesFromTheFirstOn() {
        lake.postgres(source, "2024-01-20");
        lake.csv(files, "2024-01-20");

        Run run = Run.of(warehouse, lake, "2024-01-20", "--progress", "plain");

        assertThat(run.log().lines().filter(line -> line.endsWith(")")).map(line -> line.replaceAll(".* \\(", "(")))
                .containsExactly("(1 of 4)", "(2 of 4)", "(3 of 4)", "(4 of 4)");
    }

    @Test
    void theSameContentIsNotLoadedAgain() {
        lake.postgres(source, "2024-01-20");
        lake.csv(files, "2024-01-20");
        Run.of(warehouse, lake, "2024-01-20");
        var tables = warehouse.query(
                "SELECT 'northwind_2024_01_20.orders'::regclass::oid, load_id FROM daybook.load_ledger");

        Run again = Run.of(warehouse, lake, "2024-01-20");

        assertThat(again.exitCode()).isZero();
        assertThat(again.receipt()).contains("\"status\":\"unchanged\"");
        assertThat(warehouse.query(
                        "SELECT 'northwind_2024_01_20.orders'::regclass::oid, load_id FROM daybook.load_ledger"))
                .isEqualTo(tables);
        assertThat(warehouse.query("SELECT event FROM daybook.load_history")).containsExactly("loaded");
    }

    @Test
    void identityGenerationAndDefaultsBecomePlainColumnsAndAreListed() {
        source.execute(
                "CREATE TABLE prices (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, net numeric(10,2) DEFAULT 1,"
                        + " gross numeric(10,2) GENERATED ALWAYS AS (net * 1.2) STORED)",
                "INSERT INTO prices (net) VALUES (5)");
        lake.postgres(source, "2024-01-20");
        lake.csv(files, "2024-01-20");

        Run run = Run.of(warehouse, lake, "2024-01-20");

        assertThat(run.exitCode()).as(run.log()).isZero();
        assertThat(run.receipt()).contains("\"left_out\":\"3\"");
        assertThat(warehouse.query("SELECT unnest(left_out) FROM daybook.load_ledger"))
                .containsExactly(
                        "prices: default of column net",
                        "prices: generation expression of column gross",
                        "prices: identity of column id");
        assertThat(warehouse.query("SELECT * FROM northwind.prices")).containsExactly("1|5.00|6.00");
    }

    @Test
    void aChangedDayReplacesTheOldOneExactly() {
        lake.postgres(source, "2024-01-20");
        lake.csv(files, "2024-01-20");
        Run.of(warehouse, lake, "2024-01-20");
        source.execute("DELETE FROM orders WHERE order_id = 2", "INSERT INTO orders VALUES (3, 'PARIS', 1.00)");
        lake.postgres(source, "2024-01-20");

        Run again = Run.of(warehouse, lake, "2024-01-20");

        assertThat(again.exitCode()).as(again.log()).isZero();
        assertThat(warehouse.query("SELECT order_id FROM northwind.orders ORDER BY 1"))
                .containsExactly("1", "3");
        assertThat(warehouse.query("SELECT order_id FROM northwind_2024_01_20.orders ORDER BY 1"))
                .containsExactly("1", "3");
        assertThat(warehouse.query("SELECT event FROM daybook.load_history ORDER BY at"))
                .containsExactly("loaded", "replaced");
        assertThat(warehouse.query("SELECT l.part, d.read, d.accepted, d.rejected, d.bytes > 0, d.seconds > 0"
                        + " FROM daybook.dataset_log d JOIN daybook.load_ledger l USING (pipeline, part, period, run_id)"
                        + " WHERE dataset = 'orders'"))
                .containsExactly("snapshot|2|2|0|t|t");
        assertThat(warehouse.query("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'northwind%' ORDER BY 1"))
                .containsExactly("northwind", "northwind_2024_01_20");
    }

    @Test
    void aPastDayIsLoadedBesideAndTheViewsStay() {
        lake.postgres(source, "2024-01-21");
        lake.csv(files, "2024-01-21");
        Run.of(warehouse, lake, "2024-01-21");
        source.execute("DELETE FROM orders");
        lake.postgres(source, "2024-01-20");
        lake.csv(files, "2024-01-20");

        Run past = Run.of(warehouse, lake, "2024-01-20");

        assertThat(past.exitCode()).as(past.log()).isZero();
        assertThat(warehouse.query("SELECT count(*) FROM northwind.orders")).containsExactly("2");
        assertThat(warehouse.query("SELECT count(*) FROM northwind_2024_01_20.orders"))
                .containsExactly("0");
    }

    @Test
    void theHashesOfLakeAndTablesStandSideBySide() {
        lake.postgres(source, "2024-01-20");
        lake.csv(files, "2024-01-20");
        Run.of(warehouse, lake, "2024-01-20");

        assertThat(Run.of(warehouse, lake, "2024-01-20", "verify").exitCode()).isZero();

        warehouse.execute("UPDATE northwind_2024_01_20.orders SET freight = 10.51 WHERE order_id = 1");
        Run changed = Run.of(warehouse, lake, "2024-01-20", "verify");
        assertThat(changed.exitCode()).isEqualTo(65);
        assertThat(changed.message())
                .startsWith("orders: lake 2 rows ")
                .endsWith("; retire 2024-01-20, then load it again");
    }
}
