package dev.daybook.extractpostgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.lake.model.Manifest;
import dev.daybook.testing.PostgresServer;
import dev.daybook.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The original Northwind dump, where it lies beside the repository ({@code ../shared/data/northwind}). */
@EnabledIf("isThere")
class NorthwindTest {

    private static final Map<String, Long> ROWS = new TreeMap<>(Map.ofEntries(
            Map.entry("public.categories", 8L),
            Map.entry("public.customer_customer_demo", 0L),
            Map.entry("public.customer_demographics", 0L),
            Map.entry("public.customers", 91L),
            Map.entry("public.employee_territories", 49L),
            Map.entry("public.employees", 9L),
            Map.entry("public.orders", 830L),
            Map.entry("public.products", 77L),
            Map.entry("public.region", 4L),
            Map.entry("public.shippers", 6L),
            Map.entry("public.suppliers", 29L),
            Map.entry("public.territories", 53L),
            Map.entry("public.us_states", 51L)));

    @TempDir
    private Path directory;

    private TestDatabase database;
    private Extraction extraction;

    static boolean isThere() {
        return Files.isRegularFile(dump());
    }

    private static Path dump() {
        Path below = Path.of("").toAbsolutePath();
        while (below != null && !Files.isDirectory(below.resolve("shared/data/northwind"))) {
            below = below.getParent();
        }
        return below == null ? Path.of("no-northwind.sql") : below.resolve("shared/data/northwind/northwind.sql");
    }

    @BeforeEach
    void loadDump() throws IOException {
        database = PostgresServer.shared().createDatabase();
        // PostgreSQL 12 and newer do not know this setting any more.
        database.execute(Files.readString(dump()).replace("SET default_with_oids = false;", ""));
        extraction = new Extraction(database, directory.resolve("lake"));
    }

    @Test
    void allTablesComeWithAllRowsAndTheEmptyOnesTyped() {
        Extraction.Ended ended = extraction.run();

        assertThat(ended.exitCode()).as("%s", ended.log()).isZero();
        assertThat(ended.receipt()).contains("\"datasets\":13", "\"rows\":1207");
        Map<String, Long> rows = new TreeMap<>();
        extraction
                .manifest()
                .datasets()
                .forEach(dataset ->
                        rows.put(dataset.table().dataset(), dataset.content().rows()));
        assertThat(rows).isEqualTo(ROWS);
        assertThat(DuckDb.query("SELECT count(*), typeof(min(customer_id)), typeof(min(customer_type_id)) FROM "
                        + DuckDb.parquet(extraction.files("public.customer_customer_demo"))))
                .containsExactly("0|VARCHAR|VARCHAR");
        long foreignKeys = extraction.manifest().datasets().stream()
                .map(Manifest.Dataset::table)
                .mapToLong(table -> table.foreignKeys().size())
                .sum();
        assertThat(foreignKeys).isEqualTo(11);
    }

    @Test
    void anIndependentReaderFindsTheSourcesValues() {
        extraction.run();

        assertThat(DuckDb.query("SELECT order_id, customer_id, order_date::text, shipped_date::text, ship_name,"
                        + " ship_region FROM " + DuckDb.parquet(extraction.files("public.orders"))
                        + " ORDER BY order_id"))
                .isEqualTo(database.query("SELECT order_id, customer_id, order_date::text, shipped_date::text,"
                        + " ship_name, ship_region FROM orders ORDER BY order_id"))
                .hasSize(830);
        assertThat(DuckDb.query(
                        "SELECT sum(freight::decimal(9,2)) FROM " + DuckDb.parquet(extraction.files("public.orders"))))
                .isEqualTo(database.query("SELECT sum(freight::numeric(9,2)) FROM orders"));
        assertThat(DuckDb.query("SELECT count(*), sum(octet_length(picture)) FROM "
                        + DuckDb.parquet(extraction.files("public.categories")) + " WHERE picture IS NOT NULL"))
                .containsExactly("8|0");
    }
}
