package dev.daybook.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo's jar, run as {@code make demo} runs it, in a folder that has the repository's jars and pipelines. */
class DemoTest {

    @TempDir
    private static Path root;

    @BeforeAll
    static void layOut() throws IOException {
        Files.createSymbolicLink(root.resolve("tasks"), StepProcess.repository().resolve("tasks"));
        Path pipeline = Files.createDirectories(root.resolve("dags/northwind"));
        for (String file : List.of("order_details.schema.json", "orders_with_details.sql")) {
            Files.copy(StepProcess.repository().resolve("dags/northwind").resolve(file), pipeline.resolve(file));
        }
    }

    /** Makes a day, looks at it while the databases are kept up, makes another day, and goes back to the first. */
    @Test
    void runsADayKeepsItUpAndRunsAnotherBesideIt() throws Exception {
        Process demo = start(Map.of("DATE", "2024-01-20", "KEEP", "1"));
        assertThat(untilItWaits(demo))
                .startsWith("Daybook: pipeline northwind, 2024-01-20\n\n  PostgreSQL ")
                .contains("13 tables, 1,207 rows in database shop")
                .containsPattern("  extract-postgres  done +13 datasets +1,207 rows")
                .containsPattern("  extract-csv +done +1 dataset +2,155 rows")
                .containsPattern("  load-postgres +done +14 datasets +3,362 rows")
                .containsPattern("  publish-report +done +1 report +2,155 rows")
                .contains("    public.categories/part-00000-")
                .contains("  order_id  order_date  customer_name ")
                .containsPattern("  ... 2,155 rows, gross [0-9,]+\\.\\d\\d, net [0-9,]+\\.\\d+\n")
                .contains("until you press Enter or Ctrl-C");

        Run beside = run(Map.of("DATE", "2024-01-20", "STEP", "publish-report"));
        assertThat(beside.output()).contains("kept up by another demo");
        assertThat(beside.exitCode()).as(beside.output()).isZero();

        demo.outputWriter(StandardCharsets.UTF_8).append('\n').close();
        assertThat(demo.waitFor()).isZero();
        assertThat(root.resolve(".demo/data/postmaster.pid"))
                .as("the server is stopped")
                .doesNotExist();

        Run second = run(Map.of("DATE", "2024-01-21"));
        assertThat(second.exitCode()).as(second.output()).isZero();
        for (String day : List.of("2024-01-20", "2024-01-21")) {
            assertThat(root.resolve("output/northwind/postgres/logical_date=" + day + "/_manifest.json"))
                    .exists();
            assertThat(root.resolve("output/northwind/reports/orders_with_details/logical_date=" + day + "/report.csv"))
                    .exists();
        }
        assertThat(root.resolve(".demo/data/postmaster.pid")).doesNotExist();

        assertThat(run(Map.of("DATE", "2024-01-20", "STEP", "load-postgres")).output())
                .as("the warehouse still has the day")
                .containsPattern("  load-postgres +unchanged +14 datasets +3,362 rows");
    }

    /** What a demo that keeps its databases up has shown when it begins to wait. */
    private static String untilItWaits(Process demo) throws IOException {
        StringBuilder output = new StringBuilder();
        var reader = demo.inputReader(StandardCharsets.UTF_8);
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            output.append(line).append('\n');
            if (line.endsWith("-U extract shop -c '\\dt'")) {
                break;
            }
        }
        assertNoPasswordIn(output.toString());
        return output.toString();
    }

    @Test
    void namesTheCommandThatRunsAFailedStepAgainAndThatCommandWorks() throws Exception {
        Path schema = root.resolve("dags/northwind/order_details.schema.json");
        String good = Files.readString(schema);
        Files.writeString(schema, good.replace("\"quantity\"", "\"amount\""));

        Run failed = run(Map.of("DATE", "2024-02-02"));

        assertThat(failed.exitCode()).isEqualTo(65);
        assertThat(failed.output())
                .containsPattern("  extract-csv +FAILED with exit code 65 \\(.*\\) after ")
                .containsPattern("  extract-postgres  done ")
                .doesNotContain("load-postgres ")
                .endsWith("Run this step again with:\n  make demo STEP=extract-csv DATE=2024-02-02\n");

        Files.writeString(schema, good);
        // What `make demo STEP=extract-csv DATE=2024-02-02` runs once the jars are built.
        Run again = run(Map.of("DATE", "2024-02-02", "STEP", "extract-csv"));

        assertThat(again.exitCode()).as(again.output()).isZero();
        assertThat(again.output())
                .containsPattern("  extract-csv +done +1 dataset +2,155 rows")
                .contains("\nThen run the steps after it: make demo DATE=2024-02-02\n");
        assertThat(run(Map.of("DATE", "2024-02-02")).output()).containsPattern("  publish-report +done ");
    }

    @Test
    void runsAUsersOwnDumpAndFile() throws Exception {
        Path dump = root.resolve("own dump.sql");
        Path csv = root.resolve("own_details.csv");
        StepProcess.Outcome made = StepProcess.run(
                "sample-sources",
                Map.of(),
                List.of("--day", "2020-02-29", "--seed", "7", "--sql", dump.toString(), "--csv", csv.toString()));
        assertThat(made.exitCode()).as(made.log()).isZero();
        Files.writeString(dump, Files.readString(dump) + "ALTER TABLE orders OWNER TO somebody_else;\n");

        Run own = run(Map.of("DATE", "2024-03-03", "SOURCE_SQL", dump.toString(), "ORDER_DETAILS", csv.toString()));

        assertThat(own.exitCode()).as(own.output()).isZero();
        assertThat(own.output())
                .contains("  own sources       own dump.sql, own_details.csv  ")
                .contains("1 statement left out: owners")
                .containsPattern("  load-postgres +done +14 datasets +3,362 rows");
    }

    @Test
    void tellsAllThatIsWrongWithItsSettings() throws Exception {
        Run run = run(Map.of("DATE", "yesterday", "ORDER_DETAILS", "missing.csv"));

        assertThat(run.exitCode()).isEqualTo(78);
        assertThat(run.output().lines())
                .containsExactly(
                        "demo: DATE: expected a day YYYY-MM-DD or an hour YYYY-MM-DDTHH that exists, found 'yesterday'",
                        "demo: ORDER_DETAILS: expected a file that can be read, found none at missing.csv",
                        "demo: SOURCE_SQL and ORDER_DETAILS: expected both or none, found only ORDER_DETAILS");
    }

    private record Run(int exitCode, String output) {}

    private static Run run(Map<String, String> variables) throws Exception {
        Process process = start(variables);
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exitCode = process.waitFor();
        assertNoPasswordIn(output);
        return new Run(exitCode, output);
    }

    private static Process start(Map<String, String> variables) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-jar",
                StepProcess.jar("demo").toString()));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(root.toFile()).redirectErrorStream(true);
        Map<String, String> environment = new HashMap<>(variables);
        environment.put("PATH", System.getenv("PATH"));
        // What somebody has set for steps run by hand must not reach the demo's steps.
        environment.put("DAYBOOK_DATE", "1999-01-01");
        environment.put("SOURCE_DB_PASSWORD_FILE", "/nowhere");
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static void assertNoPasswordIn(String output) throws IOException {
        if (Files.notExists(root.resolve(".demo/pgpass"))) {
            return;
        }
        StringBuilder all = new StringBuilder(output);
        try (Stream<Path> logs = Files.walk(root.resolve(".demo/logs"))) {
            for (Path log : logs.filter(Files::isRegularFile).toList()) {
                all.append(Files.readString(log));
            }
        }
        for (String line : Files.readAllLines(root.resolve(".demo/pgpass"))) {
            assertThat(all).doesNotContain(line.substring(line.lastIndexOf(':') + 1));
        }
    }
}
