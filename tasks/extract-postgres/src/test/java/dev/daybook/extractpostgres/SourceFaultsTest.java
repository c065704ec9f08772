package dev.daybook.extractpostgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.testing.PostgresServer;
import dev.daybook.testing.TestDatabase;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong at the source: its exit code, one line that says what to do, and nothing published. */
class SourceFaultsTest {

    @TempDir
    private Path directory;

    private TestDatabase database;
    private Extraction extraction;

    @BeforeEach
    void createSource() {
        database = PostgresServer.shared().createDatabase();
        database.execute(
                "CREATE TABLE orders (id int, amount numeric(10,2))",
                "INSERT INTO orders SELECT n, n FROM generate_series(1, 10000) n",
                "CREATE TABLE customers (id int)");
        extraction = new Extraction(database, directory.resolve("lake"));
    }

    static Stream<Arguments> errors() {
        return Stream.of(
                Arguments.of(
                        "numeric(10,2)",
                        "'NaN'",
                        "column public.t.v (numeric(10,2)) holds NaN, which a decimal cannot hold;"
                                + " carry the column as text: --type public.t.v=text"),
                Arguments.of(
                        "int[]",
                        "'{{1},{2}}'",
                        "column public.t.v (integer[]) holds an array of 2 dimensions, only one is a LIST;"
                                + " carry the column as text: --type public.t.v=text"),
                Arguments.of(
                        "timestamptz",
                        "'294276-12-31 23:59:59Z'",
                        "column public.t.v (timestamp with time zone) holds a timestamp outside the 64 bits that Parquet"
                                + " has for microseconds since 1970-01-01;"
                                + " carry the column as text: --type public.t.v=text"));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void aValueThatDoesNotFitIsBadDataAndTheOptionInTheMessageCarriesIt(String type, String value, String message) {
        database.execute("CREATE TABLE t (v " + type + ")", "INSERT INTO t VALUES (NULL), (" + value + ")");

        Extraction.Ended ended = extraction.run();

        assertThat(ended.exitCode()).as("%s", ended.log()).isEqualTo(65);
        assertThat(ended.line("column public.t.v")).endsWith(message);
        assertThat(extraction.isPublished()).isFalse();

        String option = message.substring(message.indexOf("--type "));
        assertThat(extraction.run(option.split(" ")).exitCode()).isZero();
        assertThat(DuckDb.query(
                        "SELECT v FROM " + DuckDb.parquet(extraction.files("public.t")) + " WHERE v IS NOT NULL"))
                .isEqualTo(database.query("SELECT format('%s', v) FROM t WHERE v IS NOT NULL"));
    }

    @Test
    void aValueLargerThanAllowedNamesTheOption() {
        database.execute("CREATE TABLE t (v text)", "INSERT INTO t VALUES (repeat('x', 2000))");

        Extraction.Ended ended = extraction.run("--max-value", "1KiB");

        assertThat(ended.exitCode()).isEqualTo(65);
        assertThat(ended.line("column public.t.v"))
                .endsWith("column public.t.v (text) holds a value of 2000 bytes, at most 1024 are allowed;"
                        + " allow it: --max-value 2000");
        assertThat(extraction.run("--max-value", "2000").exitCode()).isZero();
    }

    @Test
    void aDeclaredDecimalTakesWhatItHoldsAndNothingElse() {
        database.execute("CREATE TABLE t (v numeric)", "INSERT INTO t VALUES (1.5), (-2), (0.123456789), (NULL)");

        assertThat(extraction.run("--type", "public.t.v=decimal(38,9)").exitCode())
                .isZero();
        assertThat(DuckDb.query("SELECT v FROM " + DuckDb.parquet(extraction.files("public.t")) + " ORDER BY v"))
                .containsExactly("-2.000000000", "0.123456789", "1.500000000", "<null>");

        database.execute("INSERT INTO t VALUES (0.1234567891)");
        Extraction.Ended ended = extraction.run("--type", "public.t.v=decimal(38,9)");
        assertThat(ended.exitCode()).isEqualTo(65);
        assertThat(ended.line("column public.t.v"))
                .endsWith(
                        "column public.t.v (numeric) holds a value with 10 digits after the point, decimal(38,9) has 9;"
                                + " carry the column as text: --type public.t.v=text");
    }

    @Test
    void aWrongPasswordIsDeniedInOneLineWithoutThePassword() {
        Extraction.Ended ended =
                extraction.with("SOURCE_DB_PASSWORD", "not-the-password").run();

        assertThat(ended.exitCode()).isEqualTo(77);
        assertThat(ended.log()).hasSize(1);
        assertThat(ended.log().getFirst()).doesNotContain("not-the-password");
        assertThat(ended.receipt()).doesNotContain("not-the-password").contains("\"exit_code\":77");
    }

    @Test
    void anUnknownHostIsUnreachable() {
        Extraction.Ended ended = extraction
                .with("SOURCE_DB_URL", "jdbc:postgresql://no-such-host.invalid/shop")
                .run();

        assertThat(ended.exitCode()).isEqualTo(69);
        assertThat(ended.line("no-such-host.invalid")).isNotEmpty();
    }

    @Test
    void aDatabaseThatIsNotThereIsAMatterOfConfiguration() {
        String url = "jdbc:postgresql://" + database.host() + ":" + database.port() + "/no_such_database";

        assertThat(extraction.with("SOURCE_DB_URL", url).run().exitCode()).isEqualTo(78);
    }

    @Test
    void tablesWithoutRightsAreAllNamedAtOnce() {
        asReader("GRANT USAGE ON SCHEMA public TO reader");

        Extraction.Ended ended = extraction.run();

        assertThat(ended.exitCode()).isEqualTo(77);
        assertThat(ended.line("public.customers")).contains("public.orders");
        assertThat(extraction.isPublished()).isFalse();
    }

    @Test
    void rowSecurityThatWouldHideRowsIsDenied() {
        asReader(
                "GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader",
                "ALTER TABLE orders ENABLE ROW LEVEL SECURITY",
                "CREATE POLICY few ON orders USING (id < 10)");

        Extraction.Ended ended = extraction.run();

        assertThat(ended.exitCode()).isEqualTo(77);
        assertThat(ended.line("public.orders")).contains("row");
        assertThat(extraction.isPublished()).isFalse();
    }

    @Test
    void settingsOfTheRoleDoNotChangeTheContent() {
        database.execute(
                "CREATE TABLE t (a interval, b timestamptz, c bytea, d money, e float8, f date[])",
                "INSERT INTO t VALUES ('1 month -2 days 3:04:05.6', '2024-02-29 12:00Z', '\\x00ff', 12.5, 0.1,"
                        + " '{2024-02-29}')");
        extraction.run();
        Object content = extraction.dataset("public.t").content();
        asReader(
                "GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader",
                "ALTER ROLE reader SET DateStyle = 'German'",
                "ALTER ROLE reader SET TimeZone = 'Asia/Kathmandu'",
                "ALTER ROLE reader SET IntervalStyle = 'iso_8601'",
                "ALTER ROLE reader SET bytea_output = 'escape'",
                "ALTER ROLE reader SET extra_float_digits = '-5'",
                "ALTER ROLE reader SET client_encoding = 'LATIN1'",
                "ALTER ROLE reader SET statement_timeout = '1ms'",
                "ALTER ROLE reader SET default_transaction_isolation = 'serializable'");

        Extraction.Ended ended = extraction.run();

        assertThat(ended.receipt()).contains("\"status\":\"unchanged\"");
        assertThat(extraction.dataset("public.t").content()).isEqualTo(content);
    }

    @Test
    void wrongOptionsAreNamed() {
        assertThat(extraction.run("--connections", "0").line("--connections"))
                .endsWith("--connections: expected a whole number from 1 to 64, found '0'");
        assertThat(extraction.run("--max-value", "2GiB").line("--max-value"))
                .endsWith("--max-value: expected at most 1GiB, found '2GiB'");
        assertThat(extraction.run("--source", "reports").exitCode()).isEqualTo(64);
        assertThat(extraction.run("--compression", "gzip").exitCode()).isEqualTo(64);
        assertThat(extraction.run("--include", "public.ordres").exitCode()).isEqualTo(78);
    }

    /** Roles belong to the whole server, so it is made anew; its settings would show in other tests. */
    private void asReader(String... statements) {
        database.execute("DROP ROLE IF EXISTS reader_of_" + database.name());
        database.execute("CREATE ROLE reader_of_" + database.name() + " LOGIN PASSWORD 'reader'");
        database.execute(Stream.of(statements)
                .map(sql -> sql.replaceAll("\\breader\\b", "reader_of_" + database.name()))
                .toArray(String[]::new));
        extraction.with("SOURCE_DB_USER", "reader_of_" + database.name()).with("SOURCE_DB_PASSWORD", "reader");
    }
}
