package dev.daybook.extractpostgres;

import dev.daybook.lake.Lake;
import dev.daybook.lake.model.LakePaths;
import dev.daybook.lake.model.Manifest;
import dev.daybook.lake.model.SourceName;
import dev.daybook.task.Period;
import dev.daybook.task.PipelineName;
import dev.daybook.task.run.Surroundings;
import dev.daybook.testing.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs the whole program in this process, against a test database and a lake of its own. */
final class Extraction {

    /** Yesterday: what is extracted now is its closing state. */
    static final Period YESTERDAY = Period.day(LocalDate.now(ZoneOffset.UTC).minusDays(1));

    private final TestDatabase database;
    private final Path lake;
    private final Map<String, String> environment = new HashMap<>();
    private Period period = YESTERDAY;

    Extraction(TestDatabase database, Path lake) {
        this.database = database;
        this.lake = lake;
        environment.put("SOURCE_DB_URL", database.url());
        environment.put("SOURCE_DB_USER", database.user());
        environment.put("SOURCE_DB_PASSWORD", database.password());
    }

    /** How a run ended. */
    record Ended(int exitCode, String receipt, List<String> log) {

        /** The one line of the log that holds a text. */
        String line(String part) {
            List<String> lines =
                    log.stream().filter(line -> line.contains(part)).toList();
            if (lines.size() != 1) {
                throw new AssertionError("expected one line with '" + part + "', found " + lines + " in " + log);
            }
            return lines.getFirst();
        }
    }

    Extraction with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Extraction forPeriod(Period other) {
        period = other;
        return this;
    }

    Ended run(String... options) {
        List<String> arguments = new ArrayList<>(List.of(
                "run",
                "--pipeline",
                "shop",
                "--date",
                period.toString(),
                "--lake",
                lake.toString(),
                "--progress",
                "none"));
        arguments.addAll(List.of(options));
        return program(arguments);
    }

    Ended check(String... options) {
        List<String> arguments = new ArrayList<>(List.of("check", "--pipeline", "shop", "--lake", lake.toString()));
        arguments.addAll(List.of(options));
        return program(arguments);
    }

    private Ended program(List<String> arguments) {
        ByteArrayOutputStream stdout = new ByteArrayOutputStream();
        ByteArrayOutputStream stderr = new ByteArrayOutputStream();
        int exitCode = ExtractPostgresMain.program()
                .run(arguments, new Surroundings(environment, Clock.systemUTC(), stdout, stderr));
        return new Ended(
                exitCode,
                stdout.toString(StandardCharsets.UTF_8),
                stderr.toString(StandardCharsets.UTF_8).lines().toList());
    }

    Path lake() {
        return lake;
    }

    TestDatabase database() {
        return database;
    }

    Manifest.ExtractKey key() {
        return new Manifest.ExtractKey(new PipelineName("shop"), new SourceName("postgres"), period);
    }

    /** The manifest of what is published. */
    Manifest manifest() {
        return Lake.at(lake).find(key()).orElseThrow().manifest();
    }

    /** Whether anything is published. */
    boolean isPublished() {
        return Lake.at(lake).find(key()).isPresent();
    }

    /** A published dataset. */
    Manifest.Dataset dataset(String name) {
        return manifest().datasets().stream()
                .filter(dataset -> dataset.table().dataset().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Where the published files of a dataset are. */
    List<Path> files(String name) {
        Path directory = lake.resolve(LakePaths.extract(key()));
        return dataset(name).files().stream()
                .map(file -> directory.resolve(file.path()))
                .toList();
    }
}
