package dev.daybook.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.daybook.task.StepFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A jar that runs as a child process, exactly as anybody else would run it. */
final class StepProcess {

    /** For programs that live a second: no second compiler, no second collector. */
    private static final List<String> JVM_OPTIONS =
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-XX:+ExitOnOutOfMemoryError");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final Path log;
    private final long started = System.nanoTime();

    private StepProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * How a process ended.
     *
     * @param exitCode its exit code
     * @param output what it wrote to stdout
     * @param receipt the last line of that as JSON; empty when it is not
     * @param duration from start to end
     */
    record Outcome(int exitCode, String output, Optional<JsonNode> receipt, Duration duration) {}

    /**
     * Starts a jar.
     *
     * @param places where the jar is
     * @param log the file that its stderr goes to
     * @param variables the environment variables it gets besides the usual ones; passwords go no other way
     */
    static StepProcess start(
            DemoPlaces places, String name, List<String> arguments, Map<String, String> variables, Path log) {
        Path jar = places.jar(name);
        if (!Files.exists(jar)) {
            throw new StepFailure.Configuration(
                    "expected the jar " + places.shown(jar) + ", found none; build it: make build");
        }
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(JVM_OPTIONS);
        command.addAll(List.of("-jar", jar.toString()));
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(places.root().toFile());
        builder.environment().keySet().removeIf(StepProcess::isSetting);
        builder.environment().putAll(variables);
        try {
            Files.createDirectories(log.getParent());
            Process process = builder.redirectError(log.toFile()).start();
            process.getOutputStream().close();
            return new StepProcess(process, log);
        } catch (IOException e) {
            throw new StepFailure.InputOutput("cannot start " + name + ": " + e.getMessage(), e);
        }
    }

    /** What the user has set for steps run by hand must not change the demo. */
    private static boolean isSetting(String variable) {
        return variable.startsWith("DAYBOOK_")
                || variable.startsWith("SOURCE_DB_")
                || variable.startsWith("WAREHOUSE_DB_")
                || variable.equals("JAVA_TOOL_OPTIONS");
    }

    /** Waits for its end. */
    Outcome await() {
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int exitCode = process.waitFor();
            return new Outcome(exitCode, output, receipt(output), Duration.ofNanos(System.nanoTime() - started));
        } catch (IOException e) {
            throw new StepFailure.InputOutput("cannot read what a step writes: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new StepFailure.Temporary("interrupted", e);
        }
    }

    private static Optional<JsonNode> receipt(String output) {
        try {
            List<String> lines = output.lines().toList();
            return lines.isEmpty()
                    ? Optional.empty()
                    : Optional.of(JSON.readTree(lines.getLast())).filter(JsonNode::isObject);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** The last lines of its log. */
    List<String> lastLogLines(int count) {
        try {
            List<String> lines = Files.readAllLines(log);
            return lines.subList(Math.max(0, lines.size() - count), lines.size());
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Tells it to stop and waits a little for its end; nothing happens when it has ended. */
    void stop() {
        process.destroy();
        try {
            process.waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
