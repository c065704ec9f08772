package dev.daybook.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.daybook.testing.PostgresServer;
import dev.daybook.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Lakes and warehouses that versions before wrote are read, verified, added to, replaced and retired. What they are and how
 * they were made is in {@code earlier-versions/README.md}.
 */
class EarlierVersionsTest {

    private static final Path DATA =
            StepProcess.repository().resolve("tasks/pipeline-tests/src/test/resources/earlier-versions");
    private static final String SIGNED = "with-signatures";
    private static final String OLD = "2024-01-20";
    private static final String NEW = "2024-01-21";
    private static final String FINES = "SELECT reason FROM %s.fines ORDER BY fine_id";

    @TempDir
    private Path folder;

    private final TestDatabase source = PostgresServer.shared().createDatabase();
    private final TestDatabase warehouse = PostgresServer.shared().createDatabase();
    private final Map<String, String> environment = new HashMap<>();
    private final List<String> signature = new ArrayList<>();

    private void restore(String version) throws IOException {
        copy(DATA.resolve(version).resolve("lake"), folder.resolve("lake"));
        warehouse.execute(Files.readString(DATA.resolve(version).resolve("warehouse.sql")));
        source.execute(Files.readString(DATA.resolve("source.sql")));
        put("SOURCE_DB", source);
        put("WAREHOUSE_DB", warehouse);
        if (version.equals(SIGNED)) {
            Path key = Files.copy(DATA.resolve("lake.key"), folder.resolve("lake.key"));
            Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("r--------"));
            environment.put("LAKE_KEY_FILE", key.toString());
            signature.add("--require-signature");
        }
    }

    private void put(String role, TestDatabase database) {
        environment.put(role + "_URL", database.url());
        environment.put(role + "_USER", database.user());
        environment.put(role + "_PASSWORD", database.password());
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.toList()) {
                Files.copy(path, to.resolve(from.relativize(path)));
            }
        }
    }

    private Process start(String step, String command, String day, List<String> more) {
        List<String> arguments = new ArrayList<>(List.of(
                command,
                "--pipeline",
                "library",
                "--date",
                day,
                "--lake",
                folder.resolve("lake").toString()));
        arguments.addAll(more);
        return StepProcess.start(step, environment, arguments);
    }

    private JsonNode load(String command, String day) {
        return StepProcess.finish(start("load-postgres", command, day, signature))
                .succeeded();
    }

    private Process extractPostgres(String day, String... more) {
        return start("extract-postgres", "run", day, List.of(more));
    }

    private Process extractCsv(String day) {
        return start(
                "extract-csv",
                "run",
                day,
                List.of(
                        "--file",
                        DATA.resolve("visits.csv").toString(),
                        "--schema",
                        DATA.resolve("visits.schema.json").toString()));
    }

    private List<String> schemas() {
        return warehouse.query("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'library%' ORDER BY 1");
    }

    private List<String> fines(String schema) {
        return warehouse.query(FINES.formatted(schema));
    }

    @ParameterizedTest
    @ValueSource(strings = {"before-signatures", SIGNED})
    void aDayOfAnEarlierVersionIsADay(String version) throws IOException {
        restore(version);
        readsTheDay();
        loadsAnotherDayBesideIt();
        replacesIt();
        retiresIt();
    }

    /** What does not depend on another runs at once; the extracts of the other day are for later. */
    private void readsTheDay() {
        source.execute("INSERT INTO fines VALUES (1, 'dog''s ears')");
        Process verify = start("load-postgres", "verify", OLD, signature);
        Process again = start("load-postgres", "run", OLD, signature);
        Process database = extractPostgres(NEW);
        Process file = extractCsv(NEW);

        JsonNode verified = StepProcess.finish(verify).succeeded();
        assertThat(verified.get("datasets").asInt()).isEqualTo(5);
        assertThat(verified.get("rows").asInt()).isEqualTo(10);
        assertThat(StepProcess.finish(again).succeeded().get("status").asText()).isEqualTo("unchanged");
        StepProcess.finish(database).succeeded();
        StepProcess.finish(file).succeeded();
    }

    private void loadsAnotherDayBesideIt() {
        source.execute("UPDATE fines SET reason = 'late'");
        Process extract = extractPostgres(OLD, "--replace");
        assertThat(load("run", NEW).get("status").asText()).isEqualTo("done");

        assertThat(schemas()).containsExactly("library", "library_2024_01_20", "library_2024_01_21");
        assertThat(fines("library")).containsExactly("dog's ears");
        assertThat(fines("library_2024_01_20")).isEmpty();
        assertThat(StepProcess.finish(extract).succeeded().get("status").asText())
                .isEqualTo("done");
    }

    private void replacesIt() {
        assertThat(load("run", OLD).get("status").asText()).isEqualTo("done");

        assertThat(schemas()).containsExactly("library", "library_2024_01_20", "library_2024_01_21");
        assertThat(fines("library_2024_01_20")).containsExactly("late");
        assertThat(fines("library")).containsExactly("dog's ears");
        assertThat(warehouse.query("SELECT event FROM daybook.load_history WHERE period = '2024-01-20' ORDER BY at"))
                .containsExactly("loaded", "replaced");
    }

    private void retiresIt() {
        assertThat(load("retire", OLD).get("status").asText()).isEqualTo("done");

        assertThat(schemas()).containsExactly("library", "library_2024_01_21");
        assertThat(warehouse.query("SELECT period FROM daybook.load_ledger")).containsExactly(NEW);
        assertThat(fines("library")).containsExactly("dog's ears");
    }
}
