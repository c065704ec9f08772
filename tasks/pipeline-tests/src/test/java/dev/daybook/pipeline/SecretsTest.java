package dev.daybook.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A password never shows: not in a log, a receipt, a published file, the warehouse or the process list. */
class SecretsTest {

    private static final String DAY = "2024-01-20";
    private static final String CANARY = "canary-4711-word";

    @TempDir
    Path folder;

    @Test
    void noStepShowsAPassword() throws IOException {
        NorthwindPipeline northwind = new NorthwindPipeline(folder).withSampleSources(DAY);
        Map<String, String> environment = withCanaryRole(northwind, CANARY);

        for (String step : List.of("extract-postgres", "extract-csv", "load-postgres", "publish-report")) {
            Process process = StepProcess.start(step, environment, northwind.arguments(DAY, own(northwind, step)));
            String commandLine = process.info().commandLine().orElseThrow();
            StepProcess.Outcome outcome = StepProcess.finish(process);

            assertThat(outcome.exitCode()).as(outcome.log()).isZero();
            assertThat(commandLine).contains(step + ".jar").doesNotContain(CANARY);
            assertThat(outcome.log() + outcome.output()).doesNotContain(CANARY);
        }
        assertThat(filesHolding(northwind.lake(), CANARY)).isEmpty();
        assertThat(northwind
                        .warehouse()
                        .query("SELECT l::text FROM daybook.load_ledger l")
                        .toString())
                .doesNotContain(CANARY);
    }

    @Test
    void aWrongPasswordIsOneLineAndExitCode77() {
        NorthwindPipeline northwind = new NorthwindPipeline(folder).withSampleSources(DAY);
        Map<String, String> environment = withCanaryRole(northwind, "another-" + CANARY);

        StepProcess.Outcome outcome =
                StepProcess.run("extract-postgres", environment, northwind.arguments(DAY, List.of()));

        assertThat(outcome.exitCode()).as(outcome.log()).isEqualTo(77);
        assertThat(outcome.log().lines().filter(line -> line.contains(canaryRole(northwind))))
                .hasSize(1);
        assertThat(outcome.log() + outcome.output()).doesNotContain(CANARY).doesNotContain("\tat ");
        assertThat(northwind.lake().resolve("northwind/postgres/logical_date=" + DAY))
                .doesNotExist();
    }

    /** Variables that log in as a role whose password is the canary, or what is given instead of it. */
    private static Map<String, String> withCanaryRole(NorthwindPipeline northwind, String password) {
        String role = canaryRole(northwind);
        northwind.source().execute("CREATE ROLE " + role + " LOGIN SUPERUSER PASSWORD '" + CANARY + "'");
        Map<String, String> environment = new HashMap<>(northwind.environment());
        for (String prefix : List.of("SOURCE_DB", "WAREHOUSE_DB")) {
            environment.put(prefix + "_USER", role);
            environment.put(prefix + "_PASSWORD", password);
        }
        return environment;
    }

    /** Roles belong to the whole server, so each test has its own. */
    private static String canaryRole(NorthwindPipeline northwind) {
        return "canary_" + northwind.source().name();
    }

    private static List<String> own(NorthwindPipeline northwind, String step) {
        return switch (step) {
            case "extract-csv" ->
                List.of(
                        "--file",
                        northwind.orderDetails().toString(),
                        "--schema",
                        "dags/northwind/order_details.schema.json");
            case "publish-report" -> List.of("--report", "dags/northwind/orders_with_details.sql");
            default -> List.of();
        };
    }

    private static List<Path> filesHolding(Path root, String text) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> content(file).contains(text))
                    .toList();
        }
    }

    private static String content(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
