package dev.daybook.torture;

import com.fasterxml.jackson.core.JsonProcessingException;
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
import java.util.concurrent.TimeUnit;

/**
 * What one run of a step's jar, as a child process, left behind.
 *
 * @param exitCode its exit code; 124 for one that did not end in time and was killed
 * @param output all of stdout
 * @param log all of stderr
 */
record StepRun(int exitCode, String output, String log) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long LONGEST_MINUTES = 5;
    private static final int TIMED_OUT = 124;

    /** Runs a step to its end, with these variables and no others. */
    static StepRun of(String step, Map<String, String> variables, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-jar",
                jar(step).toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().putAll(variables);
        // How the JVM reads its arguments: names are not all ASCII.
        builder.environment().put("LC_ALL", "C.UTF-8");
        try {
            return finish(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static StepRun finish(Process process) {
        CompletableFuture<String> log = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
        CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> text(process.getInputStream()));
        try {
            boolean ended = process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES);
            if (!ended) {
                process.destroyForcibly();
            }
            return new StepRun(ended ? process.exitValue() : TIMED_OUT, output.join(), log.join());
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a step ran", e);
        }
    }

    private static String text(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The jar of a step, as {@code make build} makes it. */
    private static Path jar(String step) {
        Path jar = repository().resolve("tasks/" + step + "/target/" + step + ".jar");
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException("expected " + jar + ", found none; run `make build` first");
        }
        return jar;
    }

    /** The folder that the project lies in. */
    static Path repository() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("Makefile"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new IllegalStateException("expected to run within the project's folder, found no Makefile in or"
                        + " above " + Path.of("").toAbsolutePath());
            }
        }
        return folder;
    }

    /** A field of the receipt as text; empty when there is no such field or no receipt. */
    String receipt(String field) {
        try {
            JsonNode receipt = JSON.readTree(output);
            return receipt == null ? "" : receipt.path(field).asText();
        } catch (JsonProcessingException e) {
            return "";
        }
    }

    /** The failure's message, or the end of the log where there is none. */
    String message() {
        String message = receipt("message");
        return message.isEmpty() ? log.substring(Math.max(0, log.length() - 500)) : message;
    }
}
