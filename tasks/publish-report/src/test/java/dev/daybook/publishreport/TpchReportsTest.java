package dev.daybook.publishreport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.postgres.warehouse.Ledger;
import dev.daybook.postgres.warehouse.LedgerRow;
import dev.daybook.postgres.warehouse.WarehouseTables;
import dev.daybook.task.Period;
import dev.daybook.task.PipelineName;
import dev.daybook.task.run.Surroundings;
import dev.daybook.testing.PostgresServer;
import dev.daybook.testing.TestDatabase;
import io.trino.tpch.TpchEntity;
import io.trino.tpch.TpchTable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * The 22 queries of TPC-H as reports, over its tables at scale 0.01. What each must give is what the server itself gives
 * for the same file, row by row in the same order.
 */
class TpchReportsTest {

    private static final double SCALE = 0.01;
    private static final String DAY = "2024-01-20";
    private static final String SCHEMA = "tpch_2024_01_20";
    private static final Path FILES = Path.of("src/test/resources/tpch");

    @TempDir
    private static Path lake;

    private static TestDatabase warehouse;

    @BeforeAll
    static void publishAllReports() throws IOException, SQLException {
        PostgresServer server = PostgresServer.shared();
        warehouse = server.isOlderThan(15) ? server.createDatabase() : server.createDatabaseSortedAs("en-US");
        load();
        List<String> arguments = new ArrayList<>(
                List.of("--pipeline", "tpch", "--date", DAY, "--lake", lake.toString(), "--progress", "none"));
        reports().forEach(report -> arguments.addAll(List.of("--report", report.toString())));
        ByteArrayOutputStream log = new ByteArrayOutputStream();

        int code = PublishReportMain.program()
                .run(
                        arguments,
                        new Surroundings(
                                Map.of(
                                        "WAREHOUSE_DB_URL", warehouse.url(),
                                        "WAREHOUSE_DB_USER", warehouse.user(),
                                        "WAREHOUSE_DB_PASSWORD", warehouse.password()),
                                Clock.fixed(Instant.parse("2024-01-21T01:00:00Z"), ZoneOffset.UTC),
                                new ByteArrayOutputStream(),
                                log));

        assertThat(code).as(log.toString(StandardCharsets.UTF_8)).isZero();
    }

    private static void load() throws IOException, SQLException {
        try (Connection connection = warehouse.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA " + SCHEMA);
            statement.execute("SET search_path = " + SCHEMA);
            statement.execute(Files.readString(FILES.resolve("tables.sql")));
            for (TpchTable<?> table : TpchTable.getTables()) {
                connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn(
                                "COPY " + table.getTableName() + " FROM STDIN (DELIMITER '|')",
                                new StringReader(lines(table)));
            }
            statement.execute("ANALYZE");
            WarehouseTables.createMissing(connection);
            new Ledger(new PipelineName("tpch"))
                    .write(
                            connection,
                            new LedgerRow(
                                    Period.parse(DAY),
                                    SCHEMA,
                                    "ab".repeat(32),
                                    "3f9c2a71",
                                    Instant.parse("2024-01-21T00:10:00Z"),
                                    Map.of(),
                                    "run",
                                    "0.1.0",
                                    Instant.parse("2024-01-21T00:20:00Z"),
                                    1.5,
                                    List.of(),
                                    Optional.empty()));
        }
    }

    /** A line of the generator ends with a separator, which COPY would take for one more column. */
    private static String lines(TpchTable<?> table) {
        StringBuilder lines = new StringBuilder();
        for (TpchEntity row : table.createGenerator(SCALE, 1, 1)) {
            String line = row.toLine();
            lines.append(line, 0, line.length() - 1).append('\n');
        }
        return lines.toString();
    }

    static List<Path> reports() throws IOException {
        try (var files = Files.list(FILES.resolve("reports"))) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("reports")
    void givesTheRowsThatTheQueryGives(Path report) throws IOException, SQLException {
        String name = report.getFileName().toString().replace(".sql", "");
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        ByteArrayOutputStream found = new ByteArrayOutputStream();
        try (Connection connection = warehouse.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET search_path = " + SCHEMA);
            CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
            copy.copyOut("COPY (" + Files.readString(report) + ") TO STDOUT", expected);
            statement.execute("CREATE TEMPORARY TABLE found AS " + Files.readString(report) + " WITH NO DATA");
            try (var csv = Files.newBufferedReader(
                    lake.resolve("tpch/reports/" + name + "/logical_date=" + DAY + "/report.csv"))) {
                copy.copyIn("COPY found FROM STDIN (FORMAT csv, HEADER)", csv);
            }
            copy.copyOut("COPY found TO STDOUT", found);
        }

        assertThat(found.toString(StandardCharsets.UTF_8)).isEqualTo(expected.toString(StandardCharsets.UTF_8));
    }

    @Test
    void areAllQueriesAndHaveRows() throws IOException {
        assertThat(reports()).hasSize(22);
        try (var files = Files.walk(lake)) {
            assertThat(files.filter(file -> file.endsWith("report.csv"))
                            .filter(TpchReportsTest::hasRows)
                            .count())
                    .isGreaterThanOrEqualTo(20);
        }
    }

    private static boolean hasRows(Path csv) {
        try (var lines = Files.lines(csv)) {
            return lines.count() > 1;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
