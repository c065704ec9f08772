package dev.daybook.task.log;

import dev.daybook.task.text.EscapedText;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * Makes log lines.
 *
 * @param format how they look
 * @param facts what each JSON line says besides its own: step, pipeline, period, run id, as far as known
 * @param prefix what each line of text begins with, behind time and level
 */
public record LogLines(LogFormat format, Map<String, String> facts, String prefix) {

    /** Lines without a prefix. */
    public LogLines(LogFormat format, Map<String, String> facts) {
        this(format, facts, "");
    }

    /**
     * One event as one line; text from outside cannot break it in two.
     *
     * @param level {@code DEBUG}, {@code INFO}, {@code WARN} or {@code ERROR}
     */
    public String line(Instant time, String level, String message) {
        return switch (format) {
            case TEXT ->
                seconds(time) + " " + (level + "  ").substring(0, 5) + " " + prefix + EscapedText.whole(message);
            case JSON -> json(time, level, message).text();
        };
    }

    /** One event with a stack trace: in text its own lines, each indented; in JSON one more field. */
    public String line(Instant time, String level, String message, Throwable thrown) {
        return switch (format) {
            case TEXT -> line(time, level, message) + indented(stackOf(thrown));
            case JSON ->
                json(time, level, message).field("stack", stackOf(thrown)).text();
        };
    }

    private JsonLine json(Instant time, String level, String message) {
        JsonLine line = new JsonLine().field("time", seconds(time)).field("level", level);
        facts.forEach(line::field);
        return line.field("message", message);
    }

    private static String indented(String stack) {
        StringBuilder lines = new StringBuilder();
        stack.lines().forEach(line -> lines.append("\n    ").append(EscapedText.whole(line.strip())));
        return lines.toString();
    }

    private static String stackOf(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    /** Seconds are enough for people, and keep lines short. */
    public static String seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
