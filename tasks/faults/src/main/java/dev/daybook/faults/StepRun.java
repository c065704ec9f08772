package dev.daybook.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How a process ended.
 *
 * @param exitCode its exit code; above 128 when a signal ended it
 * @param log what it wrote to stderr
 * @param hung whether it had to be killed because it did not end
 */
record StepRun(int exitCode, String log, boolean hung) {

    private static final Duration LIMIT = Duration.ofSeconds(120);

    /**
     * A process that is started.
     *
     * @param process it
     * @param log the file that its stderr goes to
     */
    record Started(Process process, Path log) {

        /** Waits for its end, and kills it when that does not come. */
        StepRun await() throws IOException, InterruptedException {
            boolean ended = process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
            if (!ended) {
                process.destroyForcibly().waitFor();
            }
            String text = Files.readString(log);
            Files.delete(log);
            return new StepRun(process.exitValue(), text, !ended);
        }
    }

    /**
     * Starts a process.
     *
     * @param command its words
     * @param environment all of its environment
     * @param folder where its log lies while it runs
     */
    static Started start(List<String> command, Map<String, String> environment, Path folder) throws IOException {
        Path log = Files.createTempFile(folder, "step", ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(log.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        return new Started(process, log);
    }

    static StepRun run(List<String> command, Map<String, String> environment, Path folder)
            throws IOException, InterruptedException {
        return start(command, environment, folder).await();
    }

    /** The exit code and the last line of the log, for a message. */
    String shown() {
        List<String> lines = log.lines().filter(line -> !line.isBlank()).toList();
        String last = lines.isEmpty()
                ? ""
                : lines.stream()
                        .filter(line -> line.contains(" ERROR "))
                        .reduce((_, later) -> later)
                        .orElse(lines.getLast());
        return (hung ? "no end within " + LIMIT.toSeconds() + " s, killed" : "exit " + exitCode) + " (" + last + ")";
    }
}
