package dev.daybook.extractpostgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.lake.model.ColumnType;
import dev.daybook.lake.model.TableDefinition;
import dev.daybook.testing.PostgresServer;
import dev.daybook.testing.TestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A source with many values that fit no type of the lake: all told in one run, or all carried. */
class ConversionErrorsTest {

    private static final List<String> MESSAGES = List.of(
            "column public.Odd name.a b (integer[]) holds an array of 2 dimensions, only one is a LIST; carry the column"
                    + " as text: --type 'public.\"Odd name\".\"a b\"=text'",
            "column public.days.amount (numeric(10,2)) holds NaN, which a decimal cannot hold; carry the column as text:"
                    + " --type public.days.amount=text",
            "column public.orders.amount (numeric(10,2)) holds NaN, which a decimal cannot hold; carry the column as"
                    + " text: --type public.orders.amount=text",
            "column public.orders.at (timestamp with time zone) holds a timestamp outside the 64 bits that Parquet has"
                    + " for microseconds since 1970-01-01; carry the column as text: --type public.orders.at=text");

    @TempDir
    private Path directory;

    private TestDatabase database;
    private Extraction extraction;

    @BeforeEach
    void createSource() {
        database = PostgresServer.shared().createDatabase();
        extraction = new Extraction(database, directory.resolve("lake"));
        database.execute(
                "CREATE TABLE customers (id int)",
                "INSERT INTO customers SELECT generate_series(1, 1000)",
                // The errors of one table lie in different batches, the later one in a row that is fine otherwise.
                "CREATE TABLE orders (id int, amount numeric(10,2), at timestamptz)",
                "INSERT INTO orders SELECT n, CASE n WHEN 10 THEN 'NaN'::numeric ELSE n END,"
                        + " CASE n WHEN 90000 THEN '294276-12-31 23:59:59Z' ELSE timestamptz '2024-01-20' END"
                        + " FROM generate_series(1, 100000) n",
                "CREATE TABLE \"Odd name\" (\"a b\" int[])",
                "INSERT INTO \"Odd name\" VALUES ('{1}'), ('{{1},{2}}')",
                "CREATE TABLE days (day int, amount numeric(10,2)) PARTITION BY LIST (day)",
                "CREATE TABLE day_1 PARTITION OF days FOR VALUES IN (1)",
                "CREATE TABLE day_2 PARTITION OF days FOR VALUES IN (2)",
                "INSERT INTO days VALUES (1, 1), (2, 'NaN')");
    }

    @Test
    void allColumnsAreToldInOneRunEachWithItsOption() {
        Extraction.Ended ended = extraction.run();

        assertThat(ended.exitCode()).as("%s", ended.log()).isEqualTo(65);
        List<String> errors =
                ended.log().stream().filter(line -> line.contains(" ERROR ")).toList();
        assertThat(errors).hasSameSizeAs(MESSAGES);
        for (int i = 0; i < errors.size(); i++) {
            assertThat(errors.get(i)).endsWith("ERROR " + MESSAGES.get(i));
        }
        assertThat(extraction.isPublished()).isFalse();
    }

    @Test
    void theOptionsOfTheMessagesCarryThemAll() {
        List<String> options = new ArrayList<>();
        for (String message : MESSAGES) {
            options.add("--type");
            options.add(message.substring(message.indexOf("--type ") + "--type ".length())
                    .replace("'", ""));
        }

        assertThat(extraction.run(options.toArray(String[]::new)).exitCode()).isZero();
    }

    @Test
    void misfitsAsTextCarriesThemAllAndListsThem() {
        Extraction.Ended ended = extraction.run("--misfits", "text");

        assertThat(ended.exitCode()).as("%s", ended.log()).isZero();
        assertThat(ended.receipt()).contains("\"warnings\":4");
        assertThat(extraction.manifest().warnings())
                .hasSize(4)
                .contains(
                        "column public.orders.amount (numeric(10,2)) holds NaN, which a decimal cannot hold; carried as"
                                + " text, as --misfits says; so that all days have it as text: --type public.orders.amount=text");
        TableDefinition orders = extraction.dataset("public.orders").table();
        assertThat(orders.columns())
                .extracting(column -> column.type() instanceof ColumnType.Text)
                .containsExactly(false, true, true);
        assertThat(extraction.dataset("public.orders").content().rows()).isEqualTo(100_000);
        assertThat(extraction.dataset("public.customers").content().rows()).isEqualTo(1000);
        assertThat(DuckDb.query("SELECT count(*), count(DISTINCT amount), min(amount) FILTER (amount LIKE 'N%') FROM "
                        + DuckDb.parquet(extraction.files("public.orders"))))
                .containsExactly("100000|100000|NaN");
        assertThat(DuckDb.query(
                        "SELECT amount FROM " + DuckDb.parquet(extraction.files("public.days")) + " ORDER BY 1"))
                .containsExactly("1.00", "NaN");
    }

    @Test
    void misfitsAsTextTakesTheDeclarationsPlace() {
        database.execute("CREATE TABLE t (v numeric)", "INSERT INTO t VALUES (0.123456789)");

        Extraction.Ended ended = extraction.run("--misfits", "text", "--type", "public.t.v=decimal(10,2)");

        assertThat(ended.exitCode()).as("%s", ended.log()).isZero();
        assertThat(DuckDb.query("SELECT v FROM " + DuckDb.parquet(extraction.files("public.t"))))
                .containsExactly("0.123456789");
    }

    @Test
    void aDayWithoutMisfitsKeepsItsTypes() {
        database.execute("DELETE FROM orders WHERE id IN (10, 90000)", "TRUNCATE \"Odd name\", days");

        Extraction.Ended ended = extraction.run("--misfits", "text");

        assertThat(ended.receipt()).contains("\"warnings\":0");
        assertThat(extraction.dataset("public.orders").table().columns().get(1).type())
                .isEqualTo(new ColumnType.Decimal(10, 2));
    }

    @Test
    void aValueThatIsTooLargeIsToldWithTheOthersAndFitsNotEvenAsText() {
        database.execute("CREATE TABLE large (v text)", "INSERT INTO large VALUES (repeat('x', 2000)), ('')");

        Extraction.Ended ended = extraction.run("--misfits", "text", "--max-value", "1KiB");

        assertThat(ended.exitCode()).isEqualTo(65);
        assertThat(ended.log().stream().filter(line -> line.contains(" ERROR ")))
                .hasSize(5)
                .anyMatch(line -> line.endsWith("column public.large.v (text) holds a value of 2000 bytes, at most 1024"
                        + " are allowed; allow it: --max-value 2000"));
        assertThat(extraction.isPublished()).isFalse();
    }
}
