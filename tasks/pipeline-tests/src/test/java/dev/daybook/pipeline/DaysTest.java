package dev.daybook.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Days that are run again, changed, and run out of order. */
class DaysTest {

    private static final String DAY = "2024-01-20";
    private static final String ORDERS = "SELECT t::text FROM %s.orders t ORDER BY 1";

    @TempDir
    Path folder;

    @Test
    void aDayRunAgainIsUnchangedAndAChangedOneIsReplacedExactly() throws IOException {
        NorthwindPipeline northwind = new NorthwindPipeline(folder).withSampleSources(DAY);
        northwind.day(DAY);
        runAgain(northwind);
        changeAndRunAgain(northwind);
    }

    private static void runAgain(NorthwindPipeline northwind) throws IOException {
        List<String> files = files(northwind.lake());
        byte[] report = Files.readAllBytes(northwind.report(DAY).resolve("report.json"));

        Map<String, JsonNode> again = northwind.day(DAY);

        assertThat(again.values())
                .extracting(receipt -> receipt.get("status").asText())
                .containsOnly("unchanged");
        assertThat(files(northwind.lake())).isEqualTo(files);
        assertThat(northwind.report(DAY).resolve("report.json")).hasBinaryContent(report);
    }

    private static void changeAndRunAgain(NorthwindPipeline northwind) {
        northwind
                .source()
                .execute(
                        "DELETE FROM customers WHERE customer_id NOT IN (SELECT customer_id FROM orders"
                                + " WHERE customer_id IS NOT NULL)",
                        "UPDATE orders SET freight = freight + 1 WHERE order_id = (SELECT min(order_id) FROM orders)");

        Map<String, JsonNode> again = northwind.day(DAY);

        assertThat(again.get("extract-postgres").get("status").asText()).isEqualTo("done");
        assertThat(again.get("extract-csv").get("status").asText()).isEqualTo("unchanged");
        assertThat(again.get("load-postgres").get("status").asText()).isEqualTo("done");
        for (String table : List.of("customers", "orders", "products", "employees")) {
            String rows = "SELECT t::text FROM %s." + table + " t ORDER BY 1";
            assertThat(northwind.warehouse().query(rows.formatted("northwind_2024_01_20")))
                    .isEqualTo(northwind.source().query(rows.formatted("public")));
        }
        assertThat(northwind.warehouse().query("SELECT count(*) FROM daybook.load_ledger"))
                .containsExactly("1");
        assertThat(schemas(northwind)).containsExactly("northwind", "northwind_2024_01_20");
    }

    @Test
    void anOlderDayNeverMovesTheViewsBack() {
        NorthwindPipeline northwind = new NorthwindPipeline(folder).withSampleSources("2024-01-21");
        northwind.day("2024-01-21");
        List<String> newest = northwind.warehouse().query(ORDERS.formatted("northwind"));

        northwind.withSampleSources(DAY);
        northwind.day(DAY);

        assertThat(northwind.warehouse().query(ORDERS.formatted("northwind"))).isEqualTo(newest);
        assertThat(northwind.warehouse().query(ORDERS.formatted("northwind_2024_01_20")))
                .isEqualTo(northwind.source().query(ORDERS.formatted("public")))
                .isNotEqualTo(newest);
    }

    private static List<String> schemas(NorthwindPipeline northwind) {
        return northwind
                .warehouse()
                .query("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'northwind%' ORDER BY 1");
    }

    private static List<String> files(Path lake) throws IOException {
        try (Stream<Path> paths = Files.walk(lake)) {
            return paths.filter(Files::isRegularFile)
                    .filter(path -> !path.startsWith(lake.resolve("_staging")))
                    .map(path -> path + " " + path.toFile().lastModified())
                    .sorted()
                    .toList();
        }
    }
}
