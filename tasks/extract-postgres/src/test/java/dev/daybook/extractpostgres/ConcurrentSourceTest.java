package dev.daybook.extractpostgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.testing.PostgresServer;
import dev.daybook.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;

/** Others work on the source while it is extracted: the extract is one state, never an empty or a mixed one. */
class ConcurrentSourceTest {

    private final ExecutorService others = Executors.newCachedThreadPool();

    @TempDir
    private Path directory;

    private TestDatabase database;
    private Extraction extraction;

    @BeforeEach
    void createSource() {
        database = PostgresServer.shared().createDatabase();
        database.execute(
                "CREATE TABLE orders (id int PRIMARY KEY)",
                "CREATE TABLE lines (order_id int NOT NULL, n int)",
                "INSERT INTO orders SELECT n FROM generate_series(1, 1000) n",
                "INSERT INTO lines SELECT n, 1 FROM generate_series(1, 1000) n");
        extraction = new Extraction(database, directory.resolve("lake"));
    }

    @AfterEach
    void stopOthers() throws InterruptedException {
        others.shutdown();
        assertThat(others.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aLockHeldElsewhereIsTemporaryAndNamesWhoHoldsIt() throws SQLException {
        try (Connection other = database.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE lines IN ACCESS EXCLUSIVE MODE");

            Extraction.Ended ended = extraction.run();

            assertThat(ended.exitCode()).isEqualTo(75);
            int pid = other.unwrap(PGConnection.class).getBackendPID();
            assertThat(ended.line("tried 3 times"))
                    .endsWith("table public.lines is locked by pid " + pid + " (user " + database.user()
                            + "); tried 3 times, run the step again");
            assertThat(extraction.isPublished()).isFalse();
        }
        assertThat(extraction.run().exitCode()).isZero();
    }

    @Test
    void aTruncateThatIsNotCommittedIsWaitedForAndNeverSeenAsAnEmptyTable() throws Exception {
        AtomicInteger truncates = new AtomicInteger();
        AtomicBoolean stop = new AtomicBoolean();
        Future<Void> other = others.submit(() -> truncateAndReload(truncates, stop));
        try {
            for (int i = 0; i < 8; i++) {
                int exitCode = extraction.run("--replace").exitCode();
                assertThat(exitCode).isIn(0, 75);
                if (extraction.isPublished()) {
                    assertThat(extraction.dataset("public.orders").content().rows())
                            .isEqualTo(1000);
                }
            }
        } finally {
            stop.set(true);
        }
        other.get();
        assertThat(truncates.get()).isGreaterThan(3);
        assertThat(extraction.run().exitCode()).isZero();
        assertThat(extraction.dataset("public.orders").content().rows()).isEqualTo(1000);
    }

    private Void truncateAndReload(AtomicInteger truncates, AtomicBoolean stop) throws SQLException {
        try (Connection other = database.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            while (!stop.get()) {
                statement.execute("TRUNCATE orders");
                statement.execute("INSERT INTO orders SELECT n FROM generate_series(1, 1000) n");
                other.commit();
                truncates.incrementAndGet();
                pause(other);
            }
            return null;
        }
    }

    @Test
    void aTruncateThatQueuesBehindTheExtractWaitsAndIsTold() throws Exception {
        database.execute("CREATE VIEW slow AS SELECT id FROM orders WHERE id = 1 AND pg_sleep(7) IS NOT NULL");
        Callable<Void> truncate = () -> {
            waitUntil("SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'COPY%slow%' AND state = 'active'");
            database.execute("TRUNCATE lines");
            return null;
        };
        Future<Void> other = others.submit(truncate);

        Extraction.Ended ended =
                extraction.run("--include", "public.slow", "--include", "public.orders", "--include", "public.lines");

        other.get();
        assertThat(ended.exitCode()).as("%s", ended.log()).isZero();
        assertThat(ended.line("waits for this extract"))
                .contains("(user " + database.user()
                        + ") waits for this extract: AccessExclusiveLock on public.lines;"
                        + " readers that come later wait behind it");
        assertThat(extraction.dataset("public.lines").content().rows()).isEqualTo(1000);
        assertThat(database.query("SELECT count(*) FROM lines")).containsExactly("0");
    }

    @Test
    void writersMeanwhileDoNotTearOrdersFromTheirLines() throws Exception {
        AtomicInteger written = new AtomicInteger();
        AtomicBoolean stop = new AtomicBoolean();
        List<Future<Void>> writers = List.of(
                others.submit(() -> writeOrders(10_000, written, stop)),
                others.submit(() -> writeOrders(10_001, written, stop)));
        try {
            for (int i = 0; i < 5; i++) {
                int before = written.get();
                Extraction.Ended ended = extraction.run("--connections", "3");
                assertThat(ended.exitCode()).as("%s", ended.log()).isZero();
                assertThat(written.get()).isGreaterThan(before);
                assertThat(orphans()).containsExactly("0|0");
            }
        } finally {
            stop.set(true);
        }
        for (Future<Void> writer : writers) {
            writer.get();
        }
    }

    private List<String> orphans() {
        String orders = DuckDb.parquet(extraction.files("public.orders"));
        String lines = DuckDb.parquet(extraction.files("public.lines"));
        return DuckDb.query("SELECT (SELECT count(*) FROM " + lines + " WHERE order_id NOT IN (SELECT id FROM " + orders
                + ")), (SELECT count(*) FROM " + orders + " WHERE id NOT IN (SELECT order_id FROM " + lines + "))");
    }

    private Void writeOrders(int first, AtomicInteger written, AtomicBoolean stop) throws SQLException {
        try (Connection other = database.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            for (int id = first; !stop.get(); id += 2) {
                statement.execute("INSERT INTO lines VALUES (" + id + ", 1)");
                statement.execute("INSERT INTO orders VALUES (" + id + ")");
                other.commit();
                written.incrementAndGet();
            }
            return null;
        }
    }

    @Test
    void tablesThatComeAndGoWhileTheyAreListedNeverBreakAnExtract() throws Exception {
        AtomicInteger created = new AtomicInteger();
        AtomicBoolean stop = new AtomicBoolean();
        Future<Void> other = others.submit(() -> createAndDrop(created, stop));
        try {
            for (int i = 0; i < 6; i++) {
                Extraction.Ended ended = extraction.run();
                assertThat(ended.exitCode()).as("%s", ended.log()).isIn(0, 75);
            }
        } finally {
            stop.set(true);
        }
        other.get();
        assertThat(created.get()).isGreaterThan(3);
    }

    private Void createAndDrop(AtomicInteger created, AtomicBoolean stop) throws SQLException {
        try (Connection other = database.connect();
                Statement statement = other.createStatement()) {
            while (!stop.get()) {
                statement.execute("CREATE TABLE fleeting (id int PRIMARY KEY, note text)");
                pause(other);
                statement.execute("ALTER TABLE fleeting ADD COLUMN more int");
                statement.execute("DROP TABLE fleeting");
                created.incrementAndGet();
            }
            return null;
        }
    }

    private static void pause(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_sleep(0.02)");
        }
    }

    private void waitUntil(String count) throws InterruptedException {
        for (int i = 0; i < 600; i++) {
            if (!database.query(count).equals(List.of("0"))) {
                return;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("never: " + count);
    }
}
