package dev.daybook.publishreport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.postgres.warehouse.Ledger;
import dev.daybook.postgres.warehouse.LedgerRow;
import dev.daybook.postgres.warehouse.WarehouseTables;
import dev.daybook.task.Period;
import dev.daybook.task.PipelineName;
import dev.daybook.task.run.Surroundings;
import dev.daybook.testing.PostgresServer;
import dev.daybook.testing.StallingProxy;
import dev.daybook.testing.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code --table}. */
class ReportTablesTest {

    private static final String SALES = "-- title: t\n-- columns: id, name, amount\n-- order key: name desc, id\n"
            + "SELECT id, name, amount FROM sales ORDER BY name DESC, id";
    private static final String ROWS = "SELECT logical_date, id, name, amount FROM shop_reports.sales ORDER BY 1, 2";

    @TempDir
    private Path folder;

    private final TestDatabase warehouse = PostgresServer.shared().createDatabase();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private ReportWaits waits = ReportWaits.USUAL;

    @BeforeEach
    void loadTwoDays() throws SQLException {
        for (String day : List.of("2024_01_20", "2024_01_21")) {
            warehouse.execute(
                    "CREATE SCHEMA shop_" + day,
                    "CREATE TABLE shop_" + day + ".sales (id int, name text, amount numeric(10, 2), size text)",
                    "INSERT INTO shop_" + day + ".sales VALUES (1, 'b', 1.10), (2, E'a\\tb\\n\\\\c\\r', NULL)");
            try (Connection connection = warehouse.connect()) {
                WarehouseTables.createMissing(connection);
                new Ledger(new PipelineName("shop"))
                        .write(
                                connection,
                                new LedgerRow(
                                        Period.parse(day.replace('_', '-')),
                                        "shop_" + day,
                                        "ab".repeat(32),
                                        "3f9c2a71",
                                        Instant.parse("2024-01-22T00:10:00Z"),
                                        Map.of(),
                                        "run",
                                        "0.1.0",
                                        Instant.parse("2024-01-22T00:20:00Z"),
                                        1.5,
                                        List.of(),
                                        Optional.empty()));
            }
        }
    }

    @Test
    void replacesTheRowsOfThePeriod() throws IOException {
        assertThat(run("2024-01-20", SALES)).as(log()).isZero();
        assertThat(run("2024-01-21", SALES)).as(log()).isZero();
        warehouse.execute("DELETE FROM shop_2024_01_20.sales WHERE id = 1");

        assertThat(run("2024-01-20", SALES)).as(log()).isZero();

        assertThat(warehouse.query(ROWS))
                .containsExactly(
                        "2024-01-20 00:00:00+00|2|a\tb\n\\c\r|<null>",
                        "2024-01-21 00:00:00+00|1|b|1.10",
                        "2024-01-21 00:00:00+00|2|a\tb\n\\c\r|<null>");
        assertThat(warehouse.query("SELECT attname, format_type(atttypid, atttypmod), attnotnull FROM pg_attribute"
                        + " WHERE attrelid = 'shop_reports.sales'::regclass AND attnum > 0 ORDER BY attnum"))
                .containsExactly(
                        "logical_date|timestamp with time zone|t", "id|integer|t", "name|text|t", "amount|numeric|f");
        assertThat(warehouse.query(
                        "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'p' AND conrelid ="
                                + " 'shop_reports.sales'::regclass"))
                .containsExactly("PRIMARY KEY (logical_date, name, id)");
    }

    /** A type of the day's own schema would go with it. */
    @Test
    void keepsValuesOfTypesOfOnesOwnAsText() throws IOException {
        warehouse.execute("CREATE TYPE shop_2024_01_20.\"Size\" AS ENUM ('S', 'L')");

        assertThat(run("2024-01-20", """
                        -- title: t
                        -- columns: size, sizes, b, n, t
                        SELECT 'L'::"Size" AS size, ARRAY[1, NULL] AS sizes, true AS b, 'NaN'::float8 AS n, 'x '::char(3) AS t""")).as(log()).isZero();

        assertThat(warehouse.query("SELECT size || '!', sizes, b, n, t::text || '!' FROM shop_reports.sales"))
                .containsExactly("L!|{1,NULL}|t|NaN|x!");
    }

    @Test
    void addsColumnsAndRefusesOtherChanges() throws IOException {
        assertThat(run("2024-01-20", SALES)).as(log()).isZero();
        String more = SALES.replace("amount", "amount, size");
        assertThat(run("2024-01-21", more)).as(log()).isZero();
        assertThat(warehouse.query("SELECT logical_date::date, id, size FROM shop_reports.sales ORDER BY 1, 2"))
                .containsExactly(
                        "2024-01-20|1|<null>", "2024-01-20|2|<null>", "2024-01-21|1|<null>", "2024-01-21|2|<null>");

        assertThat(run("2024-01-21", """
                        -- title: t
                        -- columns: id, name, amount
                        -- order key: id
                        SELECT id, name, amount::float8 AS amount FROM sales ORDER BY id""")).isEqualTo(78);

        assertThat(message())
                .isEqualTo(
                        "--table: expected \\\"shop_reports\\\".\\\"sales\\\" to have the columns and the order key of the"
                                + " report, found others; drop it, or run: ALTER TABLE \\\"shop_reports\\\".\\\"sales\\\" ALTER COLUMN"
                                + " \\\"amount\\\" TYPE double precision, DROP COLUMN \\\"size\\\", ADD PRIMARY KEY"
                                + " (\\\"logical_date\\\", \\\"id\\\") in place of its own");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "logical_date, id | id             | expected no column logical_date in report sales, as that of its table holds the"
                        + " period; call it otherwise",
                "a, id            | id nulls first | expected an order key without NULL in report sales, as it becomes a primary key;"
                        + " leave out 'nulls first' and 'nulls last'"
            })
    void refusesReportsThatFitNoTable(String columns, String key, String problem) throws IOException {
        String query = "\nSELECT 1 AS " + columns.replace(",", ", 2 AS");

        assertThat(run("2024-01-20", "-- title: t\n-- columns: " + columns + "\n-- order key: " + key + query))
                .isEqualTo(78);

        assertThat(message()).isEqualTo("--table: " + problem);
        assertThat(folder.resolve("lake/shop/reports/sales/logical_date=2024-01-20"))
                .doesNotExist();
    }

    @Test
    void namesTheRightThatIsMissing() throws IOException {
        String role = "writer_of_" + warehouse.name();
        warehouse.execute(
                "CREATE ROLE " + role + " LOGIN PASSWORD 'writer'",
                "GRANT USAGE ON SCHEMA daybook, shop_2024_01_20 TO " + role,
                "GRANT SELECT ON ALL TABLES IN SCHEMA daybook, shop_2024_01_20 TO " + role);
        TestDatabase database = new TestDatabase(warehouse.host(), warehouse.port(), warehouse.name(), role, "writer");

        requireRight(database, "CREATE ON DATABASE " + warehouse.name());
        warehouse.execute("CREATE SCHEMA shop_reports");
        requireRight(database, "USAGE ON SCHEMA shop_reports");
        warehouse.execute("GRANT USAGE ON SCHEMA shop_reports TO " + role);
        requireRight(database, "CREATE ON SCHEMA shop_reports");
        assertThat(run("2024-01-20", SALES)).as(log()).isZero();
        requireRight(database, "SELECT, INSERT, DELETE ON TABLE \\\"shop_reports\\\".\\\"sales\\\"");
        warehouse.execute("GRANT SELECT, INSERT, DELETE ON TABLE shop_reports.sales TO " + role);
        assertThat(run("2024-01-20", SALES, database)).as(log()).isZero();

        assertThat(run("2024-01-20", SALES.replace("amount", "amount, size"), database))
                .isEqualTo(78);
        assertThat(message())
                .isEqualTo(
                        "--table: expected role " + role
                                + " to own \\\"shop_reports\\\".\\\"sales\\\", found another owner;"
                                + " let that one run: ALTER TABLE \\\"shop_reports\\\".\\\"sales\\\" ADD COLUMN \\\"size\\\" text");
    }

    private void requireRight(TestDatabase database, String right) throws IOException {
        assertThat(run("2024-01-20", SALES, database)).isEqualTo(78);
        assertThat(message())
                .isEqualTo("--table: expected role " + database.user() + " to have " + right
                        + ", found it has not; run: GRANT " + right + " TO \\\"" + database.user() + "\\\"");
    }

    @Test
    void publishesNeitherFilesNorRowsWhenTheQueryFails() throws IOException {
        assertThat(run("2024-01-20", SALES.replace("SELECT id,", "SELECT id / (id - 1) AS id,")))
                .isEqualTo(65);

        assertThat(folder.resolve("lake/shop/reports/sales/logical_date=2024-01-20"))
                .doesNotExist();
        assertThat(warehouse.query("SELECT count(*) FROM pg_namespace WHERE nspname = 'shop_reports'"))
                .containsExactly("0");
    }

    /** Whether the server got the COMMIT is what it says itself. */
    @ParameterizedTest
    @CsvSource({"true, 0, 2", "false, 75, 0"})
    void decidesACommitThatWasCutOffByTheServersAnswer(boolean delivered, int code, int rows) throws IOException {
        assertThat(run("2024-01-21", SALES)).as(log()).isZero();
        waits = new ReportWaits(
                Duration.ofMillis(800), Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofSeconds(1));
        try (StallingProxy proxy =
                delivered ? StallingProxy.startAfter(warehouse, "COMMIT") : StallingProxy.start(warehouse, "COMMIT")) {
            assertThat(run("2024-01-20", SALES, proxy.database())).as(log()).isEqualTo(code);
            if (!delivered) {
                assertThat(message())
                        .isEqualTo(
                                "the reports' files are published, but their rows are not in the tables of shop_reports:"
                                        + " 127.0.0.1:" + proxy.database().port() + "/" + warehouse.name()
                                        + ": the server gave no answer within 1 s, so the connection was given up; run again");
            }
        }
        assertThat(folder.resolve("lake/shop/reports/sales/logical_date=2024-01-20/report.csv"))
                .exists();
        assertThat(warehouse.query("SELECT count(*) FROM shop_reports.sales WHERE logical_date = '2024-01-20 UTC'"))
                .containsExactly(String.valueOf(rows));
    }

    private int run(String date, String sql) throws IOException {
        return run(date, sql, warehouse);
    }

    private int run(String date, String sql, TestDatabase database) throws IOException {
        out.reset();
        err.reset();
        Path report = Files.writeString(folder.resolve("sales.sql"), sql);
        return PublishReportMain.program(() -> new PublishReport(waits))
                .run(
                        List.of(
                                "--pipeline",
                                "shop",
                                "--date",
                                date,
                                "--lake",
                                folder.resolve("lake").toString(),
                                "--report",
                                report.toString(),
                                "--table"),
                        new Surroundings(
                                Map.of(
                                        "WAREHOUSE_DB_URL", database.url(),
                                        "WAREHOUSE_DB_USER", database.user(),
                                        "WAREHOUSE_DB_PASSWORD", database.password()),
                                Clock.fixed(Instant.parse("2024-01-22T01:00:00Z"), ZoneOffset.UTC),
                                out,
                                err));
    }

    /** The failure's line in the receipt, as JSON has it. */
    private String message() {
        Matcher message =
                Pattern.compile("\"message\":\"((?:[^\"\\\\]|\\\\.)*)\"").matcher(receipt());
        assertThat(message.find()).as(receipt() + log()).isTrue();
        return message.group(1);
    }

    private String receipt() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String log() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
