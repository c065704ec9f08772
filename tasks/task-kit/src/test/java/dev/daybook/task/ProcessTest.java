package dev.daybook.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real processes: signals, streams and the JVM's own settings cannot be tested inside the test's JVM. */
class ProcessTest {

    @TempDir
    Path folder;

    private final List<String> jvmOptions = new ArrayList<>();
    private final List<String> options = new ArrayList<>();

    private Process start(String ending, File stdout) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), SampleMain.class.getName()));
        command.addAll(List.of("--pipeline", "northwind", "--date", "2024-01-20", "--ending", ending));
        command.addAll(List.of("--trace", trace().toString(), "--run-id", "r1"));
        command.addAll(options);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("SAMPLE_DB_URL", "x");
        builder.environment().put("LC_ALL", "tr_TR.ISO-8859-9");
        builder.environment().put("TZ", "America/New_York");
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        return builder.redirectOutput(stdout).redirectError(file("stderr")).start();
    }

    private Process start(String ending) throws IOException {
        return start(ending, file("stdout"));
    }

    private int run(String ending) throws IOException, InterruptedException {
        return end(start(ending));
    }

    private static int end(Process process) throws InterruptedException {
        boolean hasEnded = process.waitFor(60, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertThat(hasEnded).as("the process ends by itself").isTrue();
        return process.exitValue();
    }

    private File file(String name) {
        return folder.resolve(name).toFile();
    }

    private Path trace() {
        return folder.resolve("trace");
    }

    private String read(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    private JsonNode receipt() throws IOException {
        assertThat(read("stdout")).endsWith("}\n").hasLineCount(1);
        return new ObjectMapper().readTree(read("stdout"));
    }

    private void waitForTrace(Process process, String text) throws IOException, InterruptedException {
        while (process.isAlive() && (!Files.exists(trace()) || !read("trace").contains(text))) {
            Thread.sleep(20);
        }
        assertThat(read("trace")).contains(text);
    }

    private static void signal(String name, Process process) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT"})
    void signalRunsStopActionsInReverseOrderAndEndsWith143(String signal) throws Exception {
        assumeTrue(signal.equals("TERM") || !isIntIgnored(), "SIGINT is ignored here, and a child inherits that");
        Process process = start("wait");
        waitForTrace(process, "waiting");

        signal(signal, process);

        assertThat(end(process)).isEqualTo(143);
        assertThat(read("trace")).isEqualTo("waiting\nstop action registered last\nstop action registered first\n");
        assertThat(read("stderr")).endsWith("ERROR stopped by SIGTERM, nothing published\n");
        assertThat(receipt().get("status").asText()).isEqualTo("stopped");
        assertThat(receipt().get("exit_code").asInt()).isEqualTo(143);
    }

    /** What a shell's background jobs and nohup do to their children. */
    private static boolean isIntIgnored() throws IOException {
        String ignored = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .map(line -> line.substring("SigIgn:".length()).strip())
                .findFirst()
                .orElse("0");
        return (Long.parseUnsignedLong(ignored, 16) & 2) != 0;
    }

    @Test
    void signalAfterPublishingLetsTheStepSayThatItIsDone() throws Exception {
        Process process = start("publish_and_wait");
        waitForTrace(process, "waiting");

        signal("TERM", process);

        assertThat(end(process)).isZero();
        assertThat(receipt().get("status").asText()).isEqualTo("done");
    }

    @ParameterizedTest
    @CsvSource({"wait,2", "publish_and_wait,3"})
    void signalWithinOneOfManyPeriodsSaysHowManyAreDone(String ending, int done) throws Exception {
        options.addAll(List.of("--through", "2024-01-23", "--only-in", "2024-01-22"));
        Process process = start(ending);
        waitForTrace(process, "waiting");

        signal("TERM", process);

        String line = "stopped by SIGTERM, " + done
                + " of 4 periods are done, nothing published for the others, run it again";
        assertThat(end(process)).isEqualTo(143);
        assertThat(read("stderr")).endsWith("ERROR " + line + "\n");
        assertThat(receipt().get("message").asText()).isEqualTo(line);
        assertThat(receipt().get("periods").asInt()).isEqualTo(done);
        assertThat(receipt().get("rows").asInt()).isEqualTo(done * 2_155);
    }

    @Test
    void whatIsPrintedByAccidentReachesTheLogAndNotStdout() throws Exception {
        assertThat(run("describe")).isZero();

        assertThat(receipt().get("status").asText()).isEqualTo("done");
        assertThat(read("stderr").lines()).anyMatch(line -> line.endsWith("INFO  stderr: by accident on stderr"));
    }

    @Test
    void timeZoneLocaleAndEncodingDoNotDependOnTheHost() throws Exception {
        assertThat(run("describe")).isZero();

        assertThat(receipt().get("process").asText()).isEqualTo("UTC, locale ''");
        assertThat(receipt().get("text").asText()).isEqualTo("grün 😀");
        assertThat(new String(Files.readAllBytes(folder.resolve("stderr")), StandardCharsets.UTF_8))
                .contains("INFO  grün, 日本, 😀\n");
    }

    @Test
    void usedUpHeapOfAnyThreadEndsTheProcessWith3() throws Exception {
        jvmOptions.add("-Xmx32m");

        assertThat(run("out_of_memory_in_thread")).isEqualTo(3);

        assertThat(read("stderr"))
                .contains("out of memory: give the JVM more heap (-Xmx), or the container more memory\n");
        assertThat(receipt().get("kind").asText()).isEqualTo("out-of-memory");
        assertThat(receipt().get("run_id").asText()).isEqualTo("r1");
    }

    @Test
    void receiptThatCannotBeWrittenIsNoSuccess() throws Exception {
        assumeTrue(Files.exists(Path.of("/dev/full")), "needs a device that is always full");

        assertThat(end(start("done", new File("/dev/full")))).isEqualTo(74);

        assertThat(read("stderr").lines().toList().getLast())
                .matches(".*ERROR stdout: expected to write \\d+ bytes, found: No space left on device");
    }

    @Test
    void bugEndsWith70AndItsCrashIdIsInLogAndReceipt() throws Exception {
        assertThat(run("bug")).isEqualTo(70);

        String message = receipt().get("message").asText();
        assertThat(message)
                .matches("bug: java.lang.IllegalStateException: broken\\\\ninvariant"
                        + " \\(crash id [0-9a-f]{8}, please report it with the stack trace\\)");
        assertThat(read("stderr").lines().toList().getFirst()).endsWith("ERROR " + message);
        assertThat(read("stderr")).contains("    at dev.daybook.task.SampleStep.run(SampleStep.java:");
    }
}
