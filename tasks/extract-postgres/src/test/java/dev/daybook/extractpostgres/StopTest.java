package dev.daybook.extractpostgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.testing.PostgresServer;
import dev.daybook.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process of its own, told to stop while it reads. */
class StopTest {

    private static final String READING =
            "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'COPY%slow%' AND state = 'active'";

    @TempDir
    private Path directory;

    @Test
    void sigtermCancelsTheStatementsAndPublishesNothing() throws Exception {
        TestDatabase database = PostgresServer.shared().createDatabase();
        database.execute(
                "CREATE TABLE orders (id int)",
                "INSERT INTO orders VALUES (1)",
                "CREATE VIEW slow AS SELECT id FROM orders WHERE pg_sleep(600) IS NOT NULL");
        Path lake = directory.resolve("lake");
        Process process = start(database, lake);
        waitFor(process, () -> database.query(READING).equals(List.of("1")));

        process.destroy();

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(143);
        assertThat(database.query(READING)).containsExactly("0");
        try (Stream<Path> files = Files.walk(lake)) {
            assertThat(files.map(Path::toString)).noneMatch(file -> file.endsWith(".parquet"));
        }
        assertThat(new Extraction(database, lake).isPublished()).isFalse();
    }

    private Process start(TestDatabase database, Path lake) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                ExtractPostgresMain.class.getName(),
                "run",
                "--pipeline",
                "shop",
                "--date",
                Extraction.YESTERDAY.toString(),
                "--lake",
                lake.toString(),
                "--include",
                "public.slow");
        builder.environment().put("SOURCE_DB_URL", database.url());
        builder.environment().put("SOURCE_DB_USER", database.user());
        builder.environment().put("SOURCE_DB_PASSWORD", database.password());
        builder.redirectErrorStream(true);
        builder.redirectOutput(directory.resolve("output.txt").toFile());
        return builder.start();
    }

    private void waitFor(Process process, BooleanSupplier condition) throws IOException, InterruptedException {
        for (int i = 0; i < 1200 && process.isAlive(); i++) {
            if (condition.getAsBoolean()) {
                return;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("it never read: " + Files.readString(directory.resolve("output.txt")));
    }
}
