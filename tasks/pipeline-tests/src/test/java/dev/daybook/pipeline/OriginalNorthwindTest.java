package dev.daybook.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One day of the original Northwind dump and CSV file; skipped where they are not at hand. */
class OriginalNorthwindTest {

    private static final Path DATA =
            StepProcess.repository().resolveSibling("shared").resolve("data").resolve("northwind");
    private static final String DAY = "2024-01-20";
    private static final Map<String, Integer> ROWS = new TreeMap<>(Map.ofEntries(
            Map.entry("categories", 8),
            Map.entry("customer_customer_demo", 0),
            Map.entry("customer_demographics", 0),
            Map.entry("customers", 91),
            Map.entry("employee_territories", 49),
            Map.entry("employees", 9),
            Map.entry("order_details", 2155),
            Map.entry("orders", 830),
            Map.entry("products", 77),
            Map.entry("region", 4),
            Map.entry("shippers", 6),
            Map.entry("suppliers", 29),
            Map.entry("territories", 53),
            Map.entry("us_states", 51)));

    @TempDir
    static Path folder;

    private static NorthwindPipeline northwind;
    private static Map<String, JsonNode> receipts;

    @BeforeAll
    static void runTheDay() {
        Path dump = DATA.resolve("northwind.sql");
        assumeTrue(Files.isReadable(dump), "the original Northwind dump is not at " + dump);
        northwind = new NorthwindPipeline(folder).withSources(dump, DATA.resolve("order_details.csv"));
        receipts = northwind.day(DAY);
    }

    @AfterAll
    static void forget() {
        northwind = null;
        receipts = null;
    }

    @Test
    void extractsEveryTableAndTheFile() {
        assertThat(receipts.get("extract-postgres").get("datasets").asInt()).isEqualTo(13);
        assertThat(receipts.get("extract-postgres").get("rows").asInt()).isEqualTo(1207);
        assertThat(receipts.get("extract-csv").get("rows").asInt()).isEqualTo(2155);
    }

    @Test
    void anIndependentReaderFindsEveryTableInTheLake() throws SQLException {
        Map<String, Integer> found = new TreeMap<>();
        for (String table : ROWS.keySet()) {
            String dataset = table.equals("order_details") ? "csv/*/order_details" : "postgres/*/public." + table;
            found.put(table, Integer.valueOf(duckDb("SELECT count(*) FROM '%s/northwind/" + dataset + "/*.parquet'")));
        }
        assertThat(found).isEqualTo(ROWS);
        assertThat(duckDb("""
                        SELECT round(sum(unit_price * quantity), 2) FROM '%s/northwind/csv/*/order_details/*.parquet'""")).isEqualTo("1354458.59");
        assertThat(duckDb("SELECT count(DISTINCT customer_id) FROM '%s/northwind/postgres/*/public.orders/*.parquet'"))
                .isEqualTo("89");
    }

    @Test
    void loadsEveryTableEmptyOnesIncluded() {
        Map<String, Integer> loaded = new TreeMap<>();
        for (String table : ROWS.keySet()) {
            loaded.put(
                    table,
                    Integer.valueOf(northwind
                            .warehouse()
                            .query("SELECT count(*) FROM northwind." + table)
                            .getFirst()));
        }
        assertThat(loaded).isEqualTo(ROWS);
    }

    @Test
    void theWarehouseEqualsTheSourceInTheServersOwnTextForm() {
        for (String table : ROWS.keySet()) {
            if (!table.equals("order_details")) {
                assertThat(northwind.warehouse().query("SELECT t::text FROM northwind." + table + " t"))
                        .as(table)
                        .containsExactlyInAnyOrderElementsOf(
                                northwind.source().query("SELECT t::text FROM public." + table + " t"));
            }
        }
    }

    @Test
    void theWarehousesTablesHaveTheSourcesColumnsAndTypes() {
        String columns = """
                SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull
                FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                WHERE c.relnamespace = '%s'::regnamespace AND c.relkind = 'r' AND c.relname <> 'order_details'
                ORDER BY c.relname, a.attnum""";
        assertThat(northwind.warehouse().query(columns.formatted("northwind_2024_01_20")))
                .isEqualTo(northwind.source().query(columns.formatted("public")))
                .hasSize(87);
    }

    @Test
    void theWarehouseValidatesAllForeignKeysThoseOfTheFileToo() {
        assertThat(northwind.warehouse().query("""
                                        SELECT conrelid::regclass::text, confrelid::regclass::text FROM pg_constraint
                                        WHERE contype = 'f' AND convalidated
                                        AND connamespace = 'northwind_2024_01_20'::regnamespace"""))
                .hasSizeGreaterThanOrEqualTo(12)
                .contains("northwind_2024_01_20.order_details|northwind_2024_01_20.orders");
    }

    @Test
    void theViewsShowOneConsistentDay() {
        assertThat(northwind.warehouse().query("""
                                        SELECT count(*), sum(unit_price * quantity),
                                            sum(unit_price * quantity * (1 - discount))
                                        FROM northwind.orders JOIN northwind.order_details USING (order_id)"""))
                .singleElement()
                .satisfies(line -> assertThat(numbers(line)).containsExactly("2155", "1354458.59", "1265793.0395"));
    }

    @Test
    void theReportHasEveryLineOnceAndExactTotals() throws IOException {
        List<String> header;
        List<CSVRecord> lines;
        try (CSVParser report = CSVParser.parse(
                northwind.report(DAY).resolve("report.csv"),
                StandardCharsets.UTF_8,
                CSVFormat.RFC4180.builder().setHeader().get())) {
            header = report.getHeaderNames();
            lines = report.getRecords();
        }

        assertThat(header)
                .doesNotHaveDuplicates()
                .contains("order_id", "product_id", "unit_price", "quantity", "discount", "gross", "net")
                .noneMatch(name -> name.startsWith("_"));
        assertThat(lines).hasSize(2155);
        assertThat(sum(lines, "gross")).isEqualByComparingTo("1354458.59");
        assertThat(sum(lines, "net")).isEqualByComparingTo("1265793.0395");
    }

    @Test
    void runningTheDayAgainChangesNothing() throws IOException {
        byte[] before = Files.readAllBytes(northwind.report(DAY).resolve("report.csv"));
        String ledger =
                northwind.warehouse().query("SELECT * FROM daybook.load_ledger").toString();

        Map<String, JsonNode> again = northwind.day(DAY);

        assertThat(again.values())
                .allSatisfy(
                        receipt -> assertThat(receipt.get("status").asText()).isEqualTo("unchanged"));
        assertThat(northwind.report(DAY).resolve("report.csv")).hasBinaryContent(before);
        assertThat(northwind.warehouse().query("SELECT * FROM daybook.load_ledger"))
                .hasToString(ledger);
    }

    private static String duckDb(String sql) throws SQLException {
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckDb.createStatement();
                ResultSet row = statement.executeQuery(sql.formatted(northwind.lake()))) {
            row.next();
            return row.getString(1);
        }
    }

    private static BigDecimal sum(List<CSVRecord> lines, String column) {
        return lines.stream().map(line -> new BigDecimal(line.get(column))).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static List<String> numbers(String line) {
        return List.of(line.split("\\|")).stream()
                .map(number -> new BigDecimal(number).stripTrailingZeros().toPlainString())
                .toList();
    }
}
