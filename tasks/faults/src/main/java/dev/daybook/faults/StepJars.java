package dev.daybook.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The steps' jars, as {@code make build} leaves them, and how they are started. */
final class StepJars {

    private final Path repository;
    private final Path folder;

    /**
     * @param repository the repository's root
     * @param folder a folder for the jars and for what a JVM learns from a first run; the image's steps start with such caches too
     */
    StepJars(Path repository, Path folder) {
        this.repository = repository;
        this.folder = folder;
    }

    /** The words of a command that runs a step. */
    List<String> command(String step, List<String> arguments) {
        Path cache = cache(step);
        return command(step, arguments, Files.exists(cache) ? List.of("-XX:AOTCache=" + cache) : List.of());
    }

    /**
     * Runs a step, which has to succeed, and keeps what its JVM learns for the next starts. The jar is copied first: a build
     * meanwhile is no fault of the step's.
     */
    void train(String step, List<String> arguments, Map<String, String> environment)
            throws IOException, InterruptedException {
        Path built = repository.resolve("tasks").resolve(step).resolve("target").resolve(step + ".jar");
        if (!Files.exists(built)) {
            throw new IllegalStateException("expected the jar " + built + ", found none; build it: make build");
        }
        Files.copy(built, jar(step));
        StepRun run = StepRun.run(
                command(step, arguments, List.of("-XX:AOTCacheOutput=" + cache(step))), environment, folder);
        if (run.exitCode() != 0) {
            throw new IllegalStateException(step + ", undisturbed: " + run.shown());
        }
    }

    private Path jar(String step) {
        return folder.resolve(step + ".jar");
    }

    private Path cache(String step) {
        return folder.resolve(step + ".aot");
    }

    private List<String> command(String step, List<String> arguments, List<String> options) {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xlog:disable"));
        words.addAll(options);
        words.addAll(List.of("-jar", jar(step).toString()));
        words.addAll(arguments);
        return words;
    }
}
