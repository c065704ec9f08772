package dev.daybook.loadpostgres;

import dev.daybook.testing.PostgresServer;
import dev.daybook.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/**
 * Two small sources, a lake and a warehouse: customers and orders in PostgreSQL, the lines of the orders in files.
 * {@link #sell} makes the next day differ from the one before.
 */
public final class Shop {

    public final TestDatabase source = PostgresServer.shared().createDatabase();
    public final TestDatabase files = PostgresServer.shared().createDatabase();
    public final TestDatabase warehouse = PostgresServer.shared().createDatabase();
    public final SmallLake lake;

    public Shop(Path folder) {
        lake = new SmallLake(folder);
        source.execute(
                "CREATE TABLE customers (customer_id text PRIMARY KEY, name varchar(40) NOT NULL)",
                "CREATE TABLE orders (order_id int PRIMARY KEY, customer_id text REFERENCES customers, freight numeric(10,2))",
                "INSERT INTO customers VALUES ('ALFKI', 'Alfreds')");
        files.execute(
                "CREATE TABLE order_details (order_id int, line int, quantity int, PRIMARY KEY (order_id, line))");
        sell(1);
    }

    /** Adds an order with one line of the same number. */
    public void sell(int order) {
        source.execute("INSERT INTO orders VALUES (" + order + ", 'ALFKI', " + order + ".50)");
        files.execute("INSERT INTO order_details VALUES (" + order + ", 1, 10)");
    }

    /** The same once the orders have no freight any more. */
    public void sellWithoutFreight(int order) {
        source.execute("INSERT INTO orders VALUES (" + order + ", 'ALFKI')");
        files.execute("INSERT INTO order_details VALUES (" + order + ", 1, 10)");
    }

    /** Publishes both extracts of a day. */
    public void extract(String date) {
        lake.postgres(source, date);
        lake.csv(files, date, SmallLake.foreignKey("order_id", "orders"));
    }

    /** Runs the load. */
    public Run load(String date, String... options) {
        return Run.of(warehouse, lake, date, options);
    }

    /** Runs the load at a time of its own. */
    public Run loadAt(Clock clock, String date, String... options) {
        return Run.of(warehouse.url(), warehouse, lake, date, clock, options);
    }

    /** Extracts and loads a day, and expects it to go well. */
    public void loaded(String date, String... options) {
        extract(date);
        Run run = load(date, options);
        if (run.exitCode() != 0) {
            throw new AssertionError("the load of " + date + " ended with " + run.exitCode() + ": " + run.log());
        }
    }

    /** The schemas of the pipeline in the warehouse. */
    public List<String> schemas() {
        return warehouse.query("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'northwind%' ORDER BY 1");
    }

    /** The orders that the views show. */
    public List<String> shown() {
        return warehouse.query("SELECT order_id FROM northwind.orders ORDER BY 1");
    }
}
