package dev.daybook.loadpostgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.loadpostgres.session.PeriodLock;
import dev.daybook.loadpostgres.session.Warehouse;
import dev.daybook.postgres.connect.ConnectionSettings;
import dev.daybook.postgres.warehouse.Part;
import dev.daybook.task.Environment;
import dev.daybook.task.Period;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FaultsTest {

    private static final String DAY = "2024-01-20";
    private static final int ROWS = 400_000;

    @TempDir
    Path folder;

    private Shop shop;

    @BeforeEach
    void makeShop() {
        shop = new Shop(folder);
    }

    @ParameterizedTest
    @EnumSource(CommitCut.Side.class)
    void aConnectionCutAtCommitLeavesOneLedgerRow(CommitCut.Side side) {
        shop.extract(DAY);
        try (CommitCut proxy = new CommitCut(shop.warehouse.host(), shop.warehouse.port(), side)) {
            String url = "jdbc:postgresql://localhost:" + proxy.port() + "/" + shop.warehouse.name();

            Run run = Run.of(url, shop.warehouse, shop.lake, DAY, Clock.systemUTC());

            assertThat(proxy.cuts()).isEqualTo(1);
            assertThat(run.exitCode()).as(run.log()).isZero();
        }
        assertThat(shop.warehouse.query("SELECT period, rows FROM daybook.load_ledger"))
                .containsExactly("2024-01-20|3");
        assertThat(shop.warehouse.query("SELECT event FROM daybook.load_history"))
                .containsExactly("loaded");
        assertThat(shop.schemas()).containsExactly("northwind", "northwind_2024_01_20");
        assertThat(shop.shown()).containsExactly("1");
    }

    @Test
    void aKilledLoadIsDoneAgainFromTheStart() throws IOException, InterruptedException {
        shop.source.execute(
                "CREATE TABLE big (id int PRIMARY KEY, text text)",
                "INSERT INTO big SELECT i, md5(i::text) FROM generate_series(1, " + ROWS + ") i");
        shop.extract(DAY);
        Process child = child(DAY);
        waitForRowsOfTheBuild();
        child.destroyForcibly();
        assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(child.exitValue()).isEqualTo(137);
        assertThat(shop.schemas()).anyMatch(schema -> schema.matches("northwind_2024_01_20__[0-9a-f]{8}"));
        assertThat(shop.warehouse.query("SELECT count(*) FROM daybook.load_ledger"))
                .containsExactly("0");
        waitForTheLock();

        Run again = shop.load(DAY);

        assertThat(again.exitCode()).as(again.log()).isZero();
        assertThat(shop.warehouse.query("SELECT count(*), sum(id) FROM northwind.big"))
                .containsExactly(ROWS + "|" + (long) ROWS * (ROWS + 1) / 2);
        assertThat(shop.warehouse.query("SELECT count(*) FROM daybook.load_ledger"))
                .containsExactly("1");
        assertThat(shop.schemas()).containsExactly("northwind", "northwind_2024_01_20");
    }

    /** The program as a process of its own, on this test's class path. */
    private Process child(String date) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                LoadPostgresMain.class.getName()));
        command.addAll(List.of("--pipeline", "northwind", "--date", date, "--lake", folder.toString()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(Run.environment(shop.warehouse.url(), shop.warehouse));
        builder.redirectErrorStream(true).redirectOutput(new File(folder.toFile(), "child.log"));
        return builder.start();
    }

    /** Until the COPY of the big table is under way. */
    private void waitForRowsOfTheBuild() throws InterruptedException {
        for (int i = 0; i < 6000; i++) {
            if (shop.warehouse
                    .query(
                            "SELECT tuples_processed > 1000 FROM pg_stat_progress_copy WHERE datname = current_database()")
                    .contains("t")) {
                return;
            }
            Thread.sleep(5);
        }
        throw new AssertionError("the child never copied");
    }

    /** The server notices a dead client at its next read; until then the period's lock is held. */
    private void waitForTheLock() throws InterruptedException {
        for (int i = 0; i < 200; i++) {
            if (shop.warehouse
                    .query("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                            + " AND application_name LIKE 'daybook load%'")
                    .contains("0")) {
                return;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("the dead child's sessions live on");
    }

    @ParameterizedTest
    @CsvSource({
        "advisory, the connection that held the lock of 2024-01-20 of northwind was lost",
        "relation, '(SQLSTATE '"
    })
    void aLostConnectionIsTemporary(String locktype, String told) throws Exception {
        shop.source.execute(
                "CREATE TABLE big (id int PRIMARY KEY, text text)",
                "INSERT INTO big SELECT i, md5(i::text) FROM generate_series(1, " + ROWS + ") i");
        shop.extract(DAY);
        CompletableFuture<Run> load = CompletableFuture.supplyAsync(() -> shop.load(DAY));
        waitForRowsOfTheBuild();

        // Each process once, however many locks it has: one that is gone already cannot be ended.
        List<String> ended = shop.warehouse.query("SELECT DISTINCT pg_terminate_backend(pid) FROM (SELECT DISTINCT pid"
                + " FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE datname = current_database() AND locktype = '"
                + locktype + "' AND application_name LIKE 'daybook load%'"
                + " AND (locktype = 'advisory' OR query LIKE 'COPY%')) AS loads");

        assertThat(ended).containsExactly("t");
        Run run = load.get();
        assertThat(run.exitCode()).as(run.log()).isEqualTo(75);
        assertThat(run.message()).contains(told);
        assertThat(shop.warehouse.query("SELECT count(*) FROM daybook.load_ledger"))
                .containsExactly("0");
        assertThat(shop.load(DAY).exitCode()).isZero();
    }

    @Test
    void aStopBetweenDayAndViewsSaysThatTheDayIsPublished() throws Exception {
        shop.loaded(DAY);
        shop.sell(2);
        shop.extract("2024-01-21");
        try (Connection reader = shop.warehouse.connect();
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("SELECT * FROM northwind.orders");
            Process child = child("2024-01-21");
            waitForTheLedger("2024-01-21");
            child.destroy();

            assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(child.exitValue()).isEqualTo(143);
        }

        assertThat(Files.readString(folder.resolve("child.log")))
                .contains("ERROR stopped by SIGTERM after publishing and before the end, run it again");
        assertThat(Run.help()).contains("143").contains("its line says whether something was published");
        assertThat(shop.shown()).containsExactly("1");
        waitForTheLock();
        assertThat(shop.load("2024-01-21").exitCode()).isZero();
        assertThat(shop.shown()).containsExactly("1", "2");
    }

    private void waitForTheLedger(String date) throws InterruptedException {
        for (int i = 0; i < 1200; i++) {
            if (shop.warehouse
                    .query("SELECT count(*) FROM daybook.load_ledger WHERE period = '" + date + "'")
                    .contains("1")) {
                return;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("the child never loaded the day");
    }

    @Test
    void theSecondOfTwoLoadsOfADayLeavesAtOnce() throws SQLException {
        shop.loaded(DAY);
        shop.sell(2);
        shop.extract(DAY);
        Warehouse warehouse = new Warehouse(
                ConnectionSettings.from(
                        new Environment(Run.environment(shop.warehouse.url(), shop.warehouse)), "WAREHOUSE_DB"),
                "the other load");

        Run second;
        try (PeriodLock _ = PeriodLock.take(warehouse, SmallLake.PIPELINE, Period.parse(DAY), Part.SNAPSHOT)) {
            second = shop.load(DAY);
        }

        assertThat(second.exitCode()).isEqualTo(75);
        assertThat(second.message())
                .matches("2024-01-20 of northwind is being loaded by another process \\(server process \\d+\\);"
                        + " run again when it has ended");
        assertThat(shop.shown()).containsExactly("1");
        assertThat(shop.load(DAY).exitCode()).isZero();
    }

    @Test
    void aLongReaderHoldsUpTheViewsAndTheRetryOnlyMovesThem() throws SQLException {
        shop.loaded(DAY);
        shop.sell(2);
        shop.extract("2024-01-21");
        Run blocked;
        int pid;
        try (Connection reader = shop.warehouse.connect();
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("SET application_name = 'a long report'");
            statement.execute("SELECT * FROM northwind.orders");
            pid = Integer.parseInt(queryOne(statement, "SELECT pg_backend_pid()"));

            blocked = shop.load("2024-01-21", "--reader-wait", "2");
        }

        assertThat(blocked.exitCode()).as(blocked.log()).isEqualTo(75);
        assertThat(blocked.message())
                .matches("the day is loaded, but readers did not let the views of northwind move within 2 s: pid " + pid
                        + " \\(role postgres, application 'a long report'\\) has held northwind.orders for \\d+ s;"
                        + " run again, which only moves the views");
        assertThat(shop.shown()).containsExactly("1");
        String loadId = shop.warehouse
                .query("SELECT load_id FROM daybook.load_ledger WHERE period = '2024-01-21'")
                .getFirst();

        Run again = shop.load("2024-01-21");

        assertThat(again.exitCode()).isZero();
        assertThat(again.receipt()).contains("\"status\":\"done\"");
        assertThat(shop.shown()).containsExactly("1", "2");
        assertThat(shop.warehouse.query("SELECT load_id FROM daybook.load_ledger WHERE period = '2024-01-21'"))
                .containsExactly(loadId);
    }

    private static String queryOne(Statement statement, String sql) throws SQLException {
        try (var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    @Test
    void aReadOnlyWarehouseIsAWrongSetting() {
        shop.extract(DAY);
        shop.warehouse.execute("ALTER DATABASE " + shop.warehouse.name() + " SET default_transaction_read_only = on");

        Run run = shop.load(DAY);

        assertThat(run.exitCode()).isEqualTo(78);
        assertThat(run.message())
                .isEqualTo(
                        "default_transaction_read_only is on for role " + shop.warehouse.user() + " in the warehouse "
                                + shop.warehouse.host() + ":" + shop.warehouse.port() + "/" + shop.warehouse.name()
                                + "; turn it off with ALTER ROLE ... SET, or take another role");
    }
}
