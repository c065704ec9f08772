package dev.daybook.publishreport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.daybook.postgres.warehouse.Ledger;
import dev.daybook.postgres.warehouse.LedgerRow;
import dev.daybook.postgres.warehouse.PipelineLock;
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
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublishReportTest {

    private static final PipelineName PIPELINE = new PipelineName("shop");
    private static final Period DAY = Period.parse("2024-01-20");
    private static final String HEADING =
            "-- title: Sales\n-- columns: id, day, amount\n-- order key: id\n-- totals: amount\n";
    private static final String QUERY = HEADING + "SELECT id, :period AS day, amount FROM sales ORDER BY id";

    @TempDir
    private Path folder;

    private TestDatabase warehouse = PostgresServer.shared().createDatabase();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private ReportWaits waits = ReportWaits.USUAL;
    private Clock clock = Clock.fixed(Instant.parse("2024-01-21T01:00:00Z"), ZoneOffset.UTC);

    @BeforeEach
    void loadADay() throws SQLException {
        load("shop", DAY.toString(), "2024-01-21T00:10:00Z");
        warehouse.execute(
                "CREATE TABLE shop_2024_01_20.sales (id int, amount numeric, name text)",
                "INSERT INTO shop_2024_01_20.sales VALUES (2, 0.20, 'b'), (1, 1.10, 'B'), (3, NULL, 'a')",
                "CREATE SCHEMA shop",
                "CREATE VIEW shop.sales AS SELECT 99 AS id, 9.99 AS amount, 'another day' AS name",
                "CREATE VIEW shop.only_elsewhere AS SELECT 1 AS id");
    }

    /** The schema of a period, and its row in the ledger. */
    private void load(String pipeline, String period, String asOf) throws SQLException {
        String schema = pipeline + "_" + period.replace('-', '_').replace('T', 't');
        warehouse.execute("CREATE SCHEMA " + schema);
        try (Connection connection = warehouse.connect()) {
            WarehouseTables.createMissing(connection);
            new Ledger(new PipelineName(pipeline))
                    .write(
                            connection,
                            new LedgerRow(
                                    Period.parse(period),
                                    schema,
                                    "ab".repeat(32),
                                    "3f9c2a71",
                                    Instant.parse(asOf),
                                    Map.of("sales", 3L),
                                    "run",
                                    "0.1.0",
                                    Instant.parse("2024-01-21T00:20:00Z"),
                                    1.5,
                                    List.of(),
                                    Optional.empty()));
        }
    }

    @Test
    void aTableThatSomebodyHoldsIsToldAndWaitedForNoLongerThanItMayTake() throws SQLException, IOException {
        waits = new ReportWaits(
                Duration.ofSeconds(4), Duration.ofSeconds(1), Duration.ofSeconds(20), Duration.ofSeconds(5));
        String pid;
        try (Connection other = warehouse.connect();
                Statement statement = other.createStatement()) {
            statement.execute("SET application_name = 'an upgrade'");
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE shop_2024_01_20.sales IN ACCESS EXCLUSIVE MODE");
            try (var row = statement.executeQuery("SELECT pg_backend_pid()")) {
                row.next();
                pid = row.getString(1);
            }

            assertThat(run(DAY.toString(), report(QUERY))).as(log()).isEqualTo(75);
            other.rollback();
        }

        assertThat(log())
                .contains("report sales: canceling statement due to lock timeout (SQLSTATE 55P03)")
                .containsPattern("waiting for [1-3] s for pid " + pid + " \\(role " + warehouse.user()
                        + ", application 'an upgrade'\\), which holds a lock on shop_2024_01_20.sales");
    }

    /** What the step waits for as it is installed is a minute, and it tells of a wait after five seconds. */
    @Test
    void aReportWaitsForALockForAMinute() throws IOException {
        String sql =
                "-- title: t\n-- columns: wait\n-- order key: wait\nSELECT current_setting('lock_timeout') AS wait";

        assertThat(run(DAY.toString(), report(sql))).as(log()).isZero();

        assertThat(published().values()).contains("wait\n1min\n");
        assertThat(ReportWaits.USUAL)
                .isEqualTo(new ReportWaits(
                        Duration.ofSeconds(60), Duration.ofSeconds(5), Duration.ofSeconds(120), Duration.ofSeconds(5)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SET lock_timeout |",
                "pg_advisory_lock_shared |",
                "FROM daybook.load_ledger |",
                "pg_extension |",
                "INSERT INTO daybook.step_log | , daybook.step_log"
            })
    void aServerThatAnswersNoMoreIsGivenUp(String statement, String place) throws IOException {
        waits = new ReportWaits(
                Duration.ofMillis(500), Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofSeconds(1));
        try (StallingProxy stalling = StallingProxy.start(warehouse, statement)) {
            TestDatabase through = stalling.database();

            assertThat(program(arguments(DAY.toString(), report(QUERY)), through))
                    .as(log())
                    .isEqualTo(75);

            assertThat(stalling.stalls()).isEqualTo(1);
            assertThat(message())
                    .isEqualTo("127.0.0.1:" + through.port() + "/" + warehouse.name() + (place == null ? "" : place)
                            + ": the server gave no answer within 1 s, so the connection was given up; run again");
        }
    }

    @Test
    void aServerThatDoesNotAnswerToTheEndOfTheSnapshotIsLeft() throws IOException {
        waits = new ReportWaits(
                Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(1));
        try (StallingProxy stalling = StallingProxy.start(warehouse, "ROLLBACK")) {
            assertThat(program(arguments(DAY.toString(), report(QUERY)), stalling.database()))
                    .as(log())
                    .isZero();

            assertThat(stalling.stalls()).isEqualTo(1);
        }
        assertThat(published()).hasSize(2);
    }

    @Test
    void publishesTheResultOfADay() throws IOException {
        assertThat(run(DAY.toString(), report(QUERY))).isZero();

        Path published = folder.resolve("lake/shop/reports/sales/logical_date=2024-01-20");
        assertThat(published.resolve("report.csv"))
                .hasContent("id,day,amount\n1,2024-01-20,1.10\n2,2024-01-20,0.20\n3,2024-01-20,\n");
        assertThat(published.resolve("report.json"))
                .hasContent("{\"report\":\"sales\",\"title\":\"Sales\",\"pipeline\":\"shop\",\"period\":\"2024-01-20\","
                        + "\"as_of\":\"2024-01-21T00:10:00Z\",\"columns\":[{\"name\":\"id\",\"type\":\"int4\"},"
                        + "{\"name\":\"day\",\"type\":\"text\"},{\"name\":\"amount\",\"type\":\"numeric\"}],\"rows\":[\n"
                        + "{\"id\":1,\"day\":\"2024-01-20\",\"amount\":1.10},\n"
                        + "{\"id\":2,\"day\":\"2024-01-20\",\"amount\":0.20},\n"
                        + "{\"id\":3,\"day\":\"2024-01-20\",\"amount\":null}\n"
                        + "],\"totals\":{\"rows\":3,\"amount\":1.30}}\n");
        assertThat(receipt())
                .contains(
                        "\"status\":\"done\",\"as_of\":\"2024-01-21T00:10:00Z\",\"as_of_kind\":\"closing\",\"datasets\":1,"
                                + "\"rows\":3,")
                .contains("\"sales.amount\":\"1.30\"");
        assertThat(log()).contains("sales: 3 rows, amount 1.30, published in " + published);
        assertThat(warehouse.query("SELECT period, step, run_id, status, rows FROM daybook.step_log"))
                .containsExactly("2024-01-20|publish-report|r1|done|3");
    }

    @Test
    void givesTheSameBytesWheneverItRuns() throws IOException {
        assertThat(run(DAY.toString(), report(QUERY))).isZero();
        Map<Path, String> first = published();
        clock = Clock.fixed(Instant.parse("2026-05-05T05:05:05Z"), ZoneOffset.UTC);
        warehouse.execute(
                "ALTER ROLE " + warehouse.user() + " IN DATABASE " + warehouse.name() + " SET extra_float_digits = -3");

        assertThat(run(DAY.toString(), report(QUERY))).isZero();

        assertThat(receipt()).contains("\"status\":\"unchanged\"");
        assertThat(published()).isEqualTo(first).hasSize(2);
    }

    @Test
    void replacesTheReportOfAChangedDay() throws IOException {
        assertThat(run(DAY.toString(), report(QUERY))).isZero();
        warehouse.execute("DELETE FROM shop_2024_01_20.sales WHERE id = 3");

        assertThat(run(DAY.toString(), report(QUERY))).isZero();

        assertThat(receipt()).contains("\"status\":\"done\"").contains("\"rows\":2,");
        assertThat(published().values())
                .anyMatch(text -> text.equals("id,day,amount\n1,2024-01-20,1.10\n2,2024-01-20,0.20\n"));
    }

    @ParameterizedTest
    @CsvSource({"2024-01-19, a day that is not loaded", "2024-01-20T07, an hour that is not loaded"})
    void refusesADayThatIsNotLoaded(String date) throws IOException {
        assertThat(run(date, report(QUERY))).isEqualTo(66);

        assertThat(log())
                .contains("expected " + date + " of pipeline shop to be loaded in " + warehouse.host() + ":"
                        + warehouse.port() + "/" + warehouse.name()
                        + ", found no such day there; run first: load-postgres --pipeline shop --date " + date);
        assertThat(published()).isEmpty();
    }

    /** The ledger may be one of a version that knew no signatures. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void refusesADayThatWasNotVerifiedToBeSigned(boolean hasColumn) throws IOException {
        if (!hasColumn) {
            warehouse.execute("ALTER TABLE daybook.load_ledger DROP COLUMN signed_by");
        }
        List<String> arguments = arguments(DAY.toString(), report(QUERY));
        assertThat(program(arguments)).isZero();
        arguments.add("--require-signature");

        assertThat(program(arguments)).isEqualTo(65);

        assertThat(log())
                .contains(
                        "--require-signature: expected 2024-01-20 of pipeline shop to be loaded from signed extracts, found no signature in"
                                + " daybook.load_ledger of " + warehouse.host() + ":" + warehouse.port() + "/"
                                + warehouse.name() + "; load the day again with signatures required");
    }

    @Test
    void reportsADayThatWasVerifiedToBeSigned() throws IOException {
        warehouse.execute("UPDATE daybook.load_ledger SET signed_by = '02d449a3'");
        List<String> arguments = arguments(DAY.toString(), report(QUERY));
        arguments.add("--require-signature");

        assertThat(program(arguments)).isZero();
    }

    @Test
    void refusesADayInAWarehouseThatNothingWasEverLoadedInto() throws IOException {
        warehouse.execute("DROP SCHEMA daybook CASCADE");

        assertThat(run(DAY.toString(), report(QUERY))).isEqualTo(66);

        assertThat(log()).contains("run first: load-postgres --pipeline shop --date 2024-01-20");
    }

    @Test
    void refusesADayWhoseSchemaWasDropped() throws IOException {
        warehouse.execute("DROP SCHEMA shop_2024_01_20 CASCADE");

        assertThat(run(DAY.toString(), report(QUERY))).isEqualTo(66);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT id, :period AS day, amount FROM sales ORDER BY id DESC | 65 | report sales, row 2: expected an order key after"
                        + " (id 3), found (id 2); let ORDER BY name the columns of 'order key' with their directions,"
                        + " text in the database's order or with COLLATE \"C\"",
                "SELECT 1 AS id, :period AS day, amount FROM sales | 65 | report sales, row 2: expected another order key than in the"
                        + " row before, found (id 1) again; add columns to 'order key' until no two rows are alike",
                "SELECT id, amount FROM sales ORDER BY id | 65 | report sales: expected the columns id, day, amount that its heading"
                        + " declares, found id, amount",
                "SELECT id, :period AS day, amount, id FROM sales ORDER BY id | 65 | report sales: expected the columns id, day,"
                        + " amount that its heading declares, found id, day, amount, id",
                "SELECT id, :period AS day, amount::float8 FROM sales ORDER BY id | 78 | report sales: expected an integer or numeric"
                        + " column under 'totals', found amount of type float8; of a real take its shortest decimal form,"
                        + " (amount::text)::numeric",
                "SELECT id, :day AS day, amount FROM sales | 78 | report sales: expected the parameters :period, :period_start and"
                        + " :period_end, found :day"
            })
    void publishesNothingWhenTheResultIsNotAsDeclared(String sql, int code, String line) throws IOException {
        assertThat(run(DAY.toString(), report(HEADING + sql))).isEqualTo(code);

        assertThat(log()).contains(line);
        assertThat(published()).isEmpty();
    }

    /** The server sorts as the query says; what a query does not say is the database's own order. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "k             | ORDER BY k             | a,B,c,Ç,d",
                "k desc        | ORDER BY k DESC        | d,Ç,c,B,a",
                "k             | ORDER BY k COLLATE \"C\" | B,a,c,d,Ç"
            })
    void takesTextInTheOrderOfTheDatabaseAndInThatOfItsBytes(String key, String orderBy, String rows)
            throws IOException, SQLException {
        assumeFalse(PostgresServer.shared().isOlderThan(15));
        warehouse = PostgresServer.shared().createDatabaseSortedAs("en-US");
        loadADay();
        String sql = "-- title: t\n-- columns: k\n-- order key: " + key + "\nSELECT k FROM (VALUES ('B'), ('a'), ('d'),"
                + " ('Ç'), ('c')) AS v (k) " + orderBy;

        assertThat(run(DAY.toString(), report(sql))).as(log()).isZero();

        assertThat(published().values()).contains("k\n" + rows.replace(',', '\n') + "\n");
    }

    @Test
    void readsTheDaysOwnTablesAndNoViewOfAnotherDay() throws IOException {
        String sql = "-- title: t\n-- columns: id\n-- order key: id\nSELECT id FROM only_elsewhere";

        assertThat(run(DAY.toString(), report(sql))).isNotZero();

        assertThat(log()).contains("relation \"only_elsewhere\" does not exist");
    }

    @Test
    void writesNothingIntoTheWarehouse() throws IOException {
        String sql =
                HEADING + "WITH gone AS (DELETE FROM sales RETURNING id, :period AS day, amount) SELECT * FROM gone";

        assertThat(run(DAY.toString(), report(sql))).isNotZero();

        assertThat(warehouse.query("SELECT count(*) FROM shop_2024_01_20.sales"))
                .containsExactly("3");
    }

    @Test
    void publishesAllReportsOrNone() throws IOException {
        Path good = report(QUERY);
        Path bad = Files.writeString(
                folder.resolve("late.sql"),
                HEADING.replace("-- totals: amount\n", "") + "SELECT 1/0 AS id, 2 AS day, 3 AS amount");

        assertThat(run(DAY.toString(), good, bad)).isNotZero();

        assertThat(published()).isEmpty();
    }

    @Test
    void takesItsSnapshotAfterALoadThatIsAtWork() throws Exception {
        try (Connection load = warehouse.connect()) {
            load.setAutoCommit(false);
            PipelineLock.of(PIPELINE).holdInTransaction(load, Duration.ofSeconds(5));
            Path report = report(QUERY);
            CompletableFuture<Integer> code = CompletableFuture.supplyAsync(() -> run(DAY.toString(), report));
            while (warehouse
                    .query("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
                    .contains("0")) {
                assertThat(code).isNotDone();
                Thread.sleep(10);
            }
            try (var statement = load.createStatement()) {
                statement.execute("ALTER SCHEMA shop_2024_01_20 RENAME TO shop_2024_01_20__aaaaaaaa");
                statement.execute("CREATE SCHEMA shop_2024_01_20");
                statement.execute("CREATE TABLE shop_2024_01_20.sales AS SELECT 7 AS id, 7.70 AS amount");
            }
            load.commit();

            assertThat(code.get(60, TimeUnit.SECONDS)).isZero();
        }
        assertThat(published().values()).contains("id,day,amount\n7,2024-01-20,7.70\n");
    }

    @Test
    void givesTheStartAndTheEndOfThePeriod() throws IOException {
        String sql = "-- title: t\n-- columns: start, stop, days\n-- order key: start\n"
                + "SELECT :period_start AS start, :period_end AS stop, (:period_end::date - :period::date) AS days;";

        assertThat(run(DAY.toString(), report(sql))).isZero();

        assertThat(published().values()).contains("start,stop,days\n2024-01-20 00:00:00+00,2024-01-21 00:00:00+00,1\n");
    }

    @Test
    void readsSeveralPipelinesInOneSnapshot() throws IOException, SQLException {
        load("geo", "2024-01-17", "2024-01-18T00:00:00Z");
        load("geo", "2024-01-18", "2024-01-19T00:00:00Z");
        load("geo", "2024-01-21", "2024-01-22T00:00:00Z");
        warehouse.execute(
                "CREATE TABLE geo_2024_01_18.countries AS SELECT 'b' AS name, 'NL' AS code",
                "CREATE TABLE geo_2024_01_21.countries AS SELECT 'b' AS name, 'another day' AS code");
        List<String> arguments = arguments(
                DAY.toString(),
                report("-- title: t\n-- columns: id, code\nSELECT id, code FROM sales JOIN countries USING (name)"));
        arguments.addAll(List.of("--reads", "shop", "--reads", "geo:latest/snapshot"));

        assertThat(program(arguments)).as(log()).isZero();

        assertThat(published().values())
                .contains("id,code\n2,NL\n")
                .anyMatch(json -> json.contains("\"as_of\":\"2024-01-19T00:00:00Z\",\"reads\":[{\"pipeline\":\"shop\","
                        + "\"period\":\"2024-01-20\"},{\"pipeline\":\"geo\",\"period\":\"2024-01-18\"}],"
                        + "\"columns\""));
    }

    @Test
    void readsADayOfWhichAllHoursAreLoaded() throws IOException, SQLException {
        for (int hour = 0; hour < 23; hour++) {
            load("weblog", String.format(Locale.ROOT, "2024-01-20T%02d", hour), "2024-01-21T00:00:00Z");
        }
        List<String> arguments =
                arguments(DAY.toString(), report("-- title: t\n-- columns: n\nSELECT n FROM requests"));
        arguments.addAll(List.of("--reads", "weblog"));

        assertThat(program(arguments)).isEqualTo(66);
        assertThat(log())
                .contains("expected 2024-01-20 of pipeline weblog to be loaded in " + place()
                        + ", found 23 of its 24 hours there; run first: load-postgres --pipeline weblog --date"
                        + " 2024-01-20T23 (task load_postgres)\n");

        load("weblog", "2024-01-20T23", "2024-01-21T00:01:00Z");
        warehouse.execute("CREATE TABLE weblog_2024_01_20t23.requests AS SELECT 23 AS n");
        assertThat(program(arguments)).as(log()).isZero();
        assertThat(published().values())
                .contains("n\n23\n")
                .anyMatch(json -> json.contains("\"reads\":[{\"pipeline\":\"weblog\",\"period\":\"2024-01-20T23\"}]"));
    }

    @Test
    void namesAllThatIsMissingOfWhatItReads() throws IOException, SQLException {
        load("geo", "2024-01-21", "2024-01-22T00:00:00Z");
        List<String> arguments = arguments(DAY.toString(), report(QUERY));
        for (String read : List.of("weblog", "shop/orders", "geo:latest")) {
            arguments.addAll(List.of("--reads", read));
        }

        assertThat(program(arguments)).isEqualTo(66);

        assertThat(message())
                .isEqualTo("expected 2024-01-20 of pipeline weblog to be loaded in " + place()
                        + ", found no such day there; run first: load-postgres --pipeline weblog --date 2024-01-20 (task"
                        + " load_postgres); expected part orders of 2024-01-20 of pipeline shop to be loaded in "
                        + place()
                        + ", found its part snapshot alone there; run first: load-postgres --pipeline shop --date"
                        + " 2024-01-20 (task load_postgres); expected a period up to 2024-01-20 of pipeline geo to be loaded"
                        + " in " + place()
                        + ", found none there; run first: load-postgres --pipeline geo --date 2024-01-20"
                        + " (task load_postgres)");
    }

    @Test
    void refusesTwoTablesOfOneName() throws IOException, SQLException {
        load("geo", DAY.toString(), "2024-01-21T00:00:00Z");
        warehouse.execute("CREATE TABLE geo_2024_01_20.sales ()");
        List<String> arguments = arguments(DAY.toString(), report(QUERY));
        arguments.addAll(List.of("--reads", "shop", "--reads", "geo"));

        assertThat(program(arguments)).isEqualTo(78);

        assertThat(message())
                .isEqualTo("--reads: expected one table of each name, found sales in geo_2024_01_20 and in"
                        + " shop_2024_01_20; read one of the pipelines only, or load the table under another name");
    }

    @Test
    void waitsForALoadOfEachPipelineThatItReads() throws IOException, SQLException {
        waits = new ReportWaits(
                Duration.ofMillis(100), Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofSeconds(5));
        List<String> arguments = arguments(DAY.toString(), report(QUERY));
        arguments.addAll(List.of("--reads", "shop", "--reads", "geo:latest"));
        try (Connection load = warehouse.connect()) {
            load.setAutoCommit(false);
            PipelineLock.of(new PipelineName("geo")).holdInTransaction(load, Duration.ofSeconds(5));

            assertThat(program(arguments)).isEqualTo(75);
        }
        assertThat(message()).startsWith("the lock of pipeline geo in the warehouse was not free within 100 ms");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\"',
            value = {
                "shop:newest | expected a pipeline, such as shop, shop:latest or shop/orders, found 'shop:newest'",
                "geo/        | expected a pipeline, such as shop, shop:latest or shop/orders, found 'geo/'",
                "shop:latest | expected each pipeline once, found 'shop' twice"
            })
    void refusesWrongPipelinesToRead(String read, String problem) throws IOException {
        List<String> arguments = arguments(DAY.toString(), report(QUERY));
        arguments.addAll(List.of("--reads", "shop", "--reads", read));

        assertThat(program(arguments)).isEqualTo(64);

        assertThat(log()).contains("--reads: " + problem + "\n");
    }

    @Test
    void bindsTheParametersThatAreSet() throws IOException {
        Path report = report("-- title: t\n-- columns: top, since, word, open\n-- param: top integer 5\n"
                + "-- param: since date 2024-01-01\n-- param: word text it's\n-- param: open boolean true\n"
                + "SELECT :top + 1 AS top, :since - :top AS since, :word || '!' AS word, NOT :open AS open");
        List<String> arguments = arguments(DAY.toString(), report);

        assertThat(program(arguments)).as(log()).isZero();
        assertThat(published().values())
                .contains("top,since,word,open\n6,2023-12-27,it's!,false\n")
                .anyMatch(json -> json.contains("\"as_of\":\"2024-01-21T00:10:00Z\",\"parameters\":{\"top\":5,"
                        + "\"since\":\"2024-01-01\",\"word\":\"it's\",\"open\":true},\"columns\""));

        arguments.addAll(List.of("--param", "top=-1", "--param", "word=a=b, 'c'"));
        assertThat(program(arguments)).as(log()).isZero();
        assertThat(published().values()).contains("top,since,word,open\n0,2024-01-02,\"a=b, 'c'!\",false\n");
    }

    @Test
    void refusesParametersThatNoReportHas() throws IOException {
        Path report = report("-- title: t\n-- columns: n\n-- param: top integer 5\n-- param: days integer 30\nSELECT"
                + " :top + :days AS n");
        List<String> arguments = arguments(DAY.toString(), report);
        for (String parameter : List.of("tpo=3", "days=many", "top=1", "top=2")) {
            arguments.addAll(List.of("--param", parameter));
        }

        assertThat(program(arguments)).isEqualTo(64);

        assertThat(log())
                .contains(
                        "--param: expected one of the reports' parameters days, top, found 'tpo', did you mean top?\n")
                .contains("--param: expected one value for top, found several\n")
                .contains("--param days: expected an integer from -2147483648 to 2147483647 for report sales, found"
                        + " 'many'\n");
        assertThat(published()).isEmpty();
    }

    @Test
    void refusesAParameterWhereNoneIsDeclared() throws IOException {
        List<String> arguments = arguments(DAY.toString(), report(QUERY));
        arguments.addAll(List.of("--param", "top=3"));

        assertThat(program(arguments)).isEqualTo(64);

        assertThat(log()).contains("--param: expected no value, as no report declares a parameter, found 'top'\n");
    }

    @Test
    void checksWithoutReadingTheDay() throws IOException {
        Path report = report(QUERY);

        assertThat(program(List.of(
                        "check",
                        "--pipeline",
                        "shop",
                        "--lake",
                        folder.resolve("lake").toString(),
                        "--report",
                        report.toString())))
                .isZero();

        assertThat(log()).contains(warehouse.name() + " answers as ");
    }

    @Test
    void refusesToRunWithoutAReport() {
        assertThat(run(DAY.toString())).isEqualTo(64);

        assertThat(log()).contains("--report: required, give --report FILE.sql or set DAYBOOK_REPORT");
    }

    @Test
    void goesOnWhenItsRoleMayNotWriteTheStepLog() throws IOException {
        warehouse.execute(
                "CREATE ROLE reader_of_" + warehouse.name() + " LOGIN PASSWORD 'reader'",
                "GRANT USAGE ON SCHEMA daybook, shop_2024_01_20 TO reader_of_" + warehouse.name(),
                "GRANT SELECT ON ALL TABLES IN SCHEMA daybook, shop_2024_01_20 TO reader_of_" + warehouse.name());

        int code = program(
                arguments(DAY.toString(), report(QUERY)),
                new TestDatabase(
                        warehouse.host(),
                        warehouse.port(),
                        warehouse.name(),
                        "reader_of_" + warehouse.name(),
                        "reader"));

        assertThat(code).isZero();
        assertThat(receipt()).contains("\"warnings\":1");
        assertThat(log()).contains("may not write daybook.step_log");
    }

    private String place() {
        return warehouse.host() + ":" + warehouse.port() + "/" + warehouse.name();
    }

    private Path report(String sql) throws IOException {
        return Files.writeString(folder.resolve("sales.sql"), sql);
    }

    private int run(String date, Path... reports) {
        return program(arguments(date, reports));
    }

    private List<String> arguments(String date, Path... reports) {
        List<String> arguments = new ArrayList<>(List.of(
                "--pipeline",
                "shop",
                "--date",
                date,
                "--lake",
                folder.resolve("lake").toString(),
                "--run-id",
                "r1"));
        for (Path report : reports) {
            arguments.addAll(List.of("--report", report.toString()));
        }
        return arguments;
    }

    private int program(List<String> arguments) {
        return program(arguments, warehouse);
    }

    private int program(List<String> arguments, TestDatabase database) {
        out.reset();
        err.reset();
        Map<String, String> variables = new HashMap<>();
        variables.put("WAREHOUSE_DB_URL", database.url());
        variables.put("WAREHOUSE_DB_USER", database.user());
        variables.put("WAREHOUSE_DB_PASSWORD", database.password());
        return PublishReportMain.program(() -> new PublishReport(waits))
                .run(arguments, new Surroundings(variables, clock, out, err));
    }

    /** The failure's line in the receipt. */
    private String message() {
        Matcher message = Pattern.compile("\"message\":\"(.*?)\"[,}]").matcher(receipt());
        assertThat(message.find()).as(receipt()).isTrue();
        return message.group(1);
    }

    private String receipt() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String log() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private Map<Path, String> published() throws IOException {
        Map<Path, String> files = new HashMap<>();
        Path lake = folder.resolve("lake/shop/reports");
        if (Files.exists(lake)) {
            try (var paths = Files.walk(lake)) {
                for (Path path : paths.filter(Files::isRegularFile).toList()) {
                    files.put(path, Files.readString(path));
                }
            }
        }
        return files;
    }
}
