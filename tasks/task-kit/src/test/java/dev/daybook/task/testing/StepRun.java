package dev.daybook.task.testing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.daybook.task.run.StepProgram;
import dev.daybook.task.run.Surroundings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One run of a step's program inside the test's JVM.
 *
 * @param exitCode the exit code
 * @param stdout all of stdout
 * @param stderr all of stderr
 */
public record StepRun(int exitCode, String stdout, String stderr) {

    /** The time on the clock, unless a test gives another. */
    public static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    private static final JsonFactory JSON = new JsonFactory();

    /** Runs with an empty environment. */
    public static StepRun of(StepProgram program, String... arguments) {
        return of(program, Map.of(), arguments);
    }

    /** Runs with these variables. */
    public static StepRun of(StepProgram program, Map<String, String> environment, String... arguments) {
        return of(program, environment, Clock.fixed(NOW, ZoneOffset.UTC), arguments);
    }

    /** Runs with these variables and this clock. */
    public static StepRun of(StepProgram program, Map<String, String> environment, Clock clock, String... arguments) {
        ByteArrayOutputStream stdout = new ByteArrayOutputStream();
        ByteArrayOutputStream stderr = new ByteArrayOutputStream();
        int exitCode = program.run(List.of(arguments), new Surroundings(environment, clock, stdout, stderr));
        return new StepRun(exitCode, stdout.toString(StandardCharsets.UTF_8), stderr.toString(StandardCharsets.UTF_8));
    }

    /** The lines of the log. */
    public List<String> log() {
        return stderr.lines().toList();
    }

    /** The messages of all log lines of a level, such as {@code ERROR}, in text format. */
    public List<String> messages(String level) {
        return log().stream()
                .filter(line -> line.length() > 26 && line.startsWith(level, 21))
                .map(line -> line.substring(27))
                .toList();
    }

    /**
     * The fields of the receipt, the only line on stdout, each as text; the elements of a list are lines. Data binding is
     * not used, so that a step's module needs no library for its tests that it does not need itself.
     */
    public Map<String, String> receipt() {
        if (stdout.lines().count() != 1 || !stdout.endsWith("\n")) {
            throw new AssertionError("expected stdout to be one line, the receipt, found: " + stdout);
        }
        Map<String, String> fields = new LinkedHashMap<>();
        try (JsonParser json = JSON.createParser(stdout)) {
            String field = "";
            while (json.nextToken() != null) {
                if (json.currentToken() == JsonToken.FIELD_NAME) {
                    field = json.currentName();
                } else if (json.currentToken().isScalarValue()) {
                    fields.merge(field, json.getText(), (first, next) -> first + "\n" + next);
                }
            }
        } catch (IOException e) {
            throw new AssertionError("expected the receipt to be JSON, found: " + stdout, e);
        }
        return fields;
    }
}
