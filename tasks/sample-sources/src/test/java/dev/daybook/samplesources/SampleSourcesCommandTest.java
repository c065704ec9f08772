package dev.daybook.samplesources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.task.Environment;
import dev.daybook.testing.PostgresServer;
import dev.daybook.testing.TestDatabase;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleSourcesCommandTest {

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(Map<String, String> variables, String... arguments) {
        return SampleSourcesMain.run(
                List.of(arguments), new Environment(variables), new PrintWriter(out, true), new PrintWriter(err, true));
    }

    private static Map<String, String> variables(TestDatabase database) {
        return Map.of(
                "SOURCE_DB_URL", database.url(),
                "SOURCE_DB_USER", database.user(),
                "SOURCE_DB_PASSWORD", database.password());
    }

    @Test
    void writesTablesKeysAndForeignKeysOfTheOriginal() {
        TestDatabase database = PostgresServer.shared().createDatabase();

        int code = run(variables(database), "--day", "2024-01-20");

        assertThat(err).hasToString("");
        assertThat(code).isZero();
        assertThat(out).hasToString("13 tables, 1,207 rows in database " + database.name() + System.lineSeparator());
        assertThat(
                        database.query(
                                "SELECT contype, count(*) FROM pg_constraint WHERE contype IN ('p', 'f') AND connamespace = 'public'::regnamespace GROUP BY 1 ORDER BY 1"))
                .containsExactly("f|11", "p|13");
        assertThat(database.query("SELECT attname, format_type(atttypid, atttypmod), attnotnull FROM pg_attribute"
                        + " WHERE attrelid = 'products'::regclass AND attnum > 0 ORDER BY attnum"))
                .containsExactly(
                        "product_id|smallint|t",
                        "product_name|character varying(40)|t",
                        "supplier_id|smallint|f",
                        "category_id|smallint|f",
                        "quantity_per_unit|character varying(20)|f",
                        "unit_price|real|f",
                        "units_in_stock|smallint|f",
                        "units_on_order|smallint|f",
                        "reorder_level|smallint|f",
                        "discontinued|integer|t");
    }

    @Test
    void writesTheSameTablesAgainInPlaceOfThoseThere() {
        TestDatabase database = PostgresServer.shared().createDatabase();

        assertThat(run(variables(database), "--day", "2024-01-20")).isZero();
        List<String> first = fingerprint(database);
        assertThat(run(variables(database), "--day", "2024-03-01")).isZero();
        assertThat(fingerprint(database)).isNotEqualTo(first);
        assertThat(run(variables(database), "--day", "2024-01-20")).isZero();
        assertThat(fingerprint(database)).isEqualTo(first);
    }

    @ParameterizedTest
    @CsvSource({
        "a double quote, SELECT count(*) FROM customers WHERE company_name LIKE '%\"%'",
        "a line break, SELECT count(*) FROM employees WHERE notes LIKE E'%\\n%'",
        "a carriage return, SELECT count(*) FROM customers WHERE company_name LIKE E'%\\r\\n%'",
        "a semicolon, SELECT count(*) FROM customers WHERE company_name LIKE '%;%'",
        "a literal backslash and n, SELECT count(*) FROM employees WHERE strpos(address; chr(92) || 'n') > 0",
        "blanks at both ends, SELECT count(*) FROM customers WHERE company_name ~ '^ .* $'",
        "leading zeros, SELECT count(*) FROM territories WHERE territory_id LIKE '0%'",
        "an emoji, SELECT count(*) FROM customers WHERE strpos(company_name; chr(129472)) > 0",
        "an empty text, SELECT count(*) FROM customers WHERE region = ''",
        "a NULL text, SELECT count(*) FROM customers WHERE region IS NULL",
        "an empty bytea, SELECT count(*) FROM categories WHERE picture = ''",
        "a NULL bytea, SELECT count(*) FROM categories WHERE picture IS NULL",
        "a bytea with bytes, SELECT count(*) FROM categories WHERE length(picture) > 0",
        "an order not shipped yet, SELECT count(*) FROM orders WHERE shipped_date IS NULL",
        "an order shipped today, SELECT count(*) FROM orders WHERE shipped_date = '2024-01-20'",
        "an employee without a superior, SELECT count(*) FROM employees WHERE reports_to IS NULL"
    })
    void holdsValuesThatBreakCarelessPrograms(String value, String query) {
        TestDatabase database = Shared.DATABASE;

        List<String> count = database.query(query.replace(';', ',').replace("'%,%'", "'%;%'"));

        assertThat(count).as(value).hasSize(1).doesNotContain("0");
    }

    @Test
    void writesTheTablesAsAScript() throws IOException {
        Path script = folder.resolve("shop.sql");

        assertThat(run(Map.of(), "--day", "2024-01-20", "--sql", script.toString()))
                .isZero();

        assertThat(out).asString().startsWith("13 tables, 1,207 rows, ");
        assertThat(Files.readString(script))
                .startsWith("SET client_encoding = 'UTF8';")
                .endsWith("COMMIT;\n");
        assertThat(folder).isDirectoryNotContaining(path -> path.toString().endsWith(".unfinished"));
    }

    @Test
    void writesTheLinesOfTheOrdersOfTheSameDay() throws IOException {
        Path csv = folder.resolve("order_details.csv");

        assertThat(run(variables(Shared.DATABASE), "--day", "2024-01-20", "--csv", csv.toString()))
                .isZero();

        List<String> orders = Shared.DATABASE.query("SELECT order_id FROM orders ORDER BY order_id");
        assertThat(Files.readAllLines(csv).stream()
                        .skip(1)
                        .map(row -> row.split(",")[0])
                        .distinct())
                .containsExactlyElementsOf(orders);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2024-02-30 | 1    | 64 | sample-sources: --day: expected a day YYYY-MM-DD or an hour YYYY-MM-DDTHH that exists, found '2024-02-30'",
                "2024-01-20T07 | 1 | 64 | sample-sources: --day: expected a day YYYY-MM-DD, found the hour 2024-01-20T07",
                "1999-12-31 | 1    | 64 | sample-sources: --day: expected a day from 2001-08-10 to 2070-12-31, found '1999-12-31'",
                "2024-01-20 | 0    | 64 | sample-sources: --scale: expected a whole number from 1 to 1000, found '0'",
                "2024-01-20 | 1    | 78 | sample-sources: nothing to write: expected --csv FILE, --sql FILE or SOURCE_DB_URL, found none of them"
            })
    void refusesABadArgumentInOneLine(String day, String scale, int code, String line) {
        assertThat(run(Map.of(), "--day", day, "--scale", scale)).isEqualTo(code);

        assertThat(err).hasToString(line + System.lineSeparator());
        assertThat(out).hasToString("");
    }

    @Test
    void namesAllMistakesAtOnce() {
        assertThat(run(Map.of(), "--seed=x", "--scale=0", "--csv=", "--sqll", "shop.sql"))
                .isEqualTo(64);

        assertThat(err.toString().lines())
                .containsExactlyInAnyOrder(
                        "sample-sources: --sqll: no such option, did you mean --sql?",
                        "sample-sources: --seed: expected a whole number of at most 18 digits, found 'x'",
                        "sample-sources: --scale: expected a whole number from 1 to 1000, found '0'",
                        "sample-sources: --csv: expected a file, found ''",
                        "sample-sources: --day: required, give --day YYYY-MM-DD or set DAYBOOK_DAY");
    }

    @Test
    void namesAFolderThatIsNotThere() {
        Path csv = folder.resolve("missing/order_details.csv");

        assertThat(run(Map.of(), "--day", "2024-01-20", "--csv", csv.toString()))
                .isEqualTo(73);

        assertThat(err)
                .hasToString(
                        "sample-sources: " + csv + ": its folder does not exist; create it" + System.lineSeparator());
    }

    private static List<String> fingerprint(TestDatabase database) {
        return database.query("SELECT md5(string_agg(o::text, '' ORDER BY order_id)) FROM orders o"
                + " UNION ALL SELECT md5(string_agg(c::text, '' ORDER BY customer_id COLLATE \"C\")) FROM customers c"
                + " UNION ALL SELECT md5(string_agg(p::text, '' ORDER BY product_id)) FROM products p");
    }

    /** One database with the shop for the tests that only read it. */
    private static final class Shared {
        private static final TestDatabase DATABASE = PostgresServer.shared().createDatabase();

        static {
            SampleSourcesMain.run(
                    List.of("--day", "2024-01-20"),
                    new Environment(variables(DATABASE)),
                    new PrintWriter(new StringWriter()),
                    new PrintWriter(new StringWriter()));
        }
    }
}
