package dev.daybook.task.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LogTest {

    private static final Instant TIME = Instant.parse("2026-11-21T10:00:00.999Z");

    private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
    private final ErrorOutput output = new ErrorOutput(stderr);

    private String log(LogFormat format, LogLevel level, Runnable work) {
        LogLines lines = new LogLines(format, Map.of("step", "extract-csv"));
        Log.install(output, lines, level, Clock.fixed(TIME, ZoneOffset.UTC));
        work.run();
        return stderr.toString(StandardCharsets.UTF_8);
    }

    private static void info(String name, String message) {
        LoggerFactory.getLogger(name).info(message);
    }

    @Test
    void textLineHasTimeLevelAndMessageWhateverTheMessageHolds() {
        assertThat(log(LogFormat.TEXT, LogLevel.INFO, () -> info("x", "a\r\nERROR forged\u001B[2J")))
                .isEqualTo("2026-11-21T10:00:00Z INFO  a\\r\\nERROR forged\\u001B[2J\n");
    }

    @Test
    void jsonLineHasTheFactsOfTheRun() {
        assertThat(log(
                        LogFormat.JSON,
                        LogLevel.INFO,
                        () -> LoggerFactory.getLogger("x").warn("a \"b\"\n")))
                .isEqualTo("{\"time\":\"2026-11-21T10:00:00Z\",\"level\":\"WARN\",\"step\":\"extract-csv\","
                        + "\"message\":\"a \\\"b\\\"\\n\"}\n");
    }

    @Test
    void stackTraceIsIndentedAndEscaped() {
        String logged = log(
                LogFormat.TEXT,
                LogLevel.INFO,
                () -> LoggerFactory.getLogger("x").error("bug", new IllegalStateException("one\u001Btwo")));

        assertThat(logged)
                .startsWith("2026-11-21T10:00:00Z ERROR bug\n"
                        + "    java.lang.IllegalStateException: one\\u001Btwo\n    at ");
    }

    @Test
    void stackTraceIsAFieldInJson() {
        String logged = log(
                LogFormat.JSON,
                LogLevel.INFO,
                () -> LoggerFactory.getLogger("x").error("bug", new Exception("cause")));

        assertThat(logged).hasLineCount(1).contains("\"stack\":\"java.lang.Exception: cause\\n\\tat ");
    }

    @Test
    void librariesAreQuietAndLevelsHold() {
        assertThat(log(LogFormat.TEXT, LogLevel.INFO, () -> {
                    info("org.apache.parquet.hadoop.Something", "noise");
                    info("org.apache.hadoop.Something", "noise");
                    LoggerFactory.getLogger("x").debug("noise");
                }))
                .isEmpty();
        assertThat(log(
                        LogFormat.TEXT,
                        LogLevel.DEBUG,
                        () -> LoggerFactory.getLogger("x").debug("shown")))
                .isEqualTo("2026-11-21T10:00:00Z DEBUG shown\n");
    }

    @Test
    void statusLineAndLogLinesDoNotMix() {
        output.status("[##..]");
        output.line("a line");
        output.status("[###.]");
        output.status("[###.]");
        output.status("");
        output.line("the end");

        assertThat(stderr.toString(StandardCharsets.UTF_8))
                .isEqualTo("\r\u001B[K[##..]" + "\r\u001B[Ka line\n[##..]" + "\r\u001B[K[###.]" + "\r\u001B[K"
                        + "the end\n");
    }

    @Test
    void printedTextBecomesLines() {
        List<String> lines = new ArrayList<>();
        try (PrintStream stream = new PrintStream(new LoggedStream(lines::add), true, StandardCharsets.UTF_8)) {
            stream.print("gr");
            stream.println("ün");
            stream.println();
            stream.print("a\r\nb");
        }

        assertThat(lines).containsExactly("grün", "a", "b");
    }

    @Test
    void endlessLineIsCutIntoLines() {
        List<String> lines = new ArrayList<>();
        try (LoggedStream stream = new LoggedStream(lines::add)) {
            stream.write(new byte[20_000].clone(), 0, 20_000);
            stream.write("x".repeat(20_000).getBytes(StandardCharsets.UTF_8), 0, 20_000);
        }

        assertThat(lines).allMatch(line -> line.length() <= 8192).hasSizeGreaterThan(3);
    }
}
