package dev.daybook.extractcsv;

import com.fasterxml.jackson.databind.JsonNode;
import dev.daybook.task.run.Surroundings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One run of the program within the test's process. */
record StepRun(int exitCode, String stdout, String stderr) {

    static final String DAY = "2024-01-20";

    /** Runs the step for the pipeline {@code shop} and the day {@link #DAY}. */
    static StepRun of(Path lake, List<String> options) {
        List<String> arguments = new ArrayList<>(
                List.of("--pipeline", "shop", "--date", DAY, "--lake", lake.toString(), "--progress", "none"));
        arguments.addAll(options);
        return program(arguments);
    }

    static StepRun program(List<String> arguments) {
        ByteArrayOutputStream stdout = new ByteArrayOutputStream();
        ByteArrayOutputStream stderr = new ByteArrayOutputStream();
        Surroundings surroundings = new Surroundings(Map.of(), Clock.systemUTC(), stdout, stderr);
        int exitCode = ExtractCsvMain.program().run(arguments, surroundings);
        return new StepRun(exitCode, stdout.toString(StandardCharsets.UTF_8), stderr.toString(StandardCharsets.UTF_8));
    }

    JsonNode receipt() throws IOException {
        return CsvCase.JSON.readTree(stdout);
    }

    String message() throws IOException {
        return receipt().path("message").asText();
    }
}
