package dev.daybook.task.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.daybook.task.StepProgram;
import dev.daybook.task.Surroundings;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
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

    private static final ObjectMapper JSON = new ObjectMapper();

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

    /** The receipt: the only line on stdout. */
    public JsonNode receipt() {
        if (stdout.lines().count() != 1 || !stdout.endsWith("\n")) {
            throw new AssertionError("expected stdout to be one line, the receipt, found: " + stdout);
        }
        try {
            return JSON.readTree(stdout);
        } catch (JsonProcessingException e) {
            throw new AssertionError("expected the receipt to be JSON, found: " + stdout, e);
        }
    }
}
