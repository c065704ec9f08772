package dev.daybook.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A step's shaded jar run as a child process, as a user or Airflow runs it. */
final class StepProcess {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path REPOSITORY = repository();

    /**
     * What a process left behind.
     *
     * @param exitCode its exit code
     * @param output all of stdout
     * @param log all of stderr
     */
    record Outcome(int exitCode, String output, String log) {

        /** The receipt: the one line of stdout. */
        JsonNode receipt() {
            assertThat(output.lines()).as("stdout; stderr was:%n%s", log).hasSize(1);
            try {
                return JSON.readTree(output);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Checks that the step succeeded and gives its receipt. */
        JsonNode succeeded() {
            assertThat(exitCode).as("exit code; stderr was:%n%s", log).isZero();
            return receipt();
        }
    }

    private StepProcess() {}

    /** The folder that the project lies in. */
    static Path repository() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("Makefile"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    /** The jar of a step; {@code make test} has built it before it comes here. */
    static Path jar(String step) {
        Path jar = REPOSITORY.resolve("tasks").resolve(step).resolve("target").resolve(step + ".jar");
        assertThat(jar).as("run `make build` first").isRegularFile();
        return jar;
    }

    /** Starts a step; the environment holds the given variables and nothing else. */
    static Process start(String step, Map<String, String> environment, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-jar",
                jar(step).toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).directory(REPOSITORY.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for the end of a started step. */
    static Outcome finish(Process process) {
        CompletableFuture<String> log = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
        String output = text(process.getInputStream());
        try {
            return new Outcome(process.waitFor(), output, log.join());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Runs a step to its end. */
    static Outcome run(String step, Map<String, String> environment, List<String> arguments) {
        return finish(start(step, environment, arguments));
    }

    private static String text(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
