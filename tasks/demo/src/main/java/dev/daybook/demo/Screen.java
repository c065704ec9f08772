package dev.daybook.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.daybook.task.text.EscapedText;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** What the demo shows, line by line, as it happens. Safe for use by many threads. */
final class Screen {

    private static final String LINE = "  %-17s %s%n";

    private final PrintStream out;

    Screen(PrintStream out) {
        this.out = out;
    }

    /** A heading, with an empty line before it. */
    synchronized void heading(String text) {
        out.printf(Locale.ROOT, "%n%s%n", text);
    }

    /** A line about something. */
    synchronized void line(String subject, String text) {
        out.printf(Locale.ROOT, LINE, subject, text);
    }

    /** A line as it is. */
    synchronized void plain(String text) {
        out.println(text);
    }

    /** How a step ended: rows, bytes and time, and what it warns of. */
    synchronized void step(String name, StepProcess.Outcome outcome) {
        JsonNode receipt = outcome.receipt().orElseThrow();
        String datasets =
                count(receipt.path("datasets").asLong(), name.equals("publish-report") ? "report" : "dataset");
        line(
                name,
                String.format(
                        Locale.ROOT,
                        "%-10s %-13s %,8d rows  %9s  %7s",
                        receipt.path("status").asText(),
                        datasets,
                        receipt.path("rows").asLong(),
                        bytes(receipt.path("bytes").asLong()),
                        seconds(outcome.duration())));
        for (JsonNode warning : receipt.path("warning_texts")) {
            line("", "warning: " + warning.asText());
        }
    }

    /** How a step failed: its kind, its message, its log and the command that runs it again. */
    synchronized void failure(String name, StepProcess.Outcome outcome, StepProcess process, String log, String again) {
        String kind = outcome.receipt()
                .map(receipt -> " (" + receipt.path("kind").asText() + ")")
                .orElse("");
        line(name, "FAILED with exit code " + outcome.exitCode() + kind + " after " + seconds(outcome.duration()));
        outcome.receipt()
                .ifPresentOrElse(
                        receipt ->
                                line("", EscapedText.of(receipt.path("message").asText())),
                        () -> process.lastLogLines(3).forEach(text -> line("", EscapedText.of(text))));
        line("", "the step's log: " + log);
        heading("Run this step again with:");
        plain("  " + again);
    }

    static String count(long number, String thing) {
        return String.format(Locale.ROOT, "%,d %s%s", number, thing, number == 1 ? "" : "s");
    }

    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.2f s", duration.toMillis() / 1000.0);
    }

    static String bytes(long bytes) {
        if (bytes < 10_000) {
            return String.format(Locale.ROOT, "%,d B", bytes);
        }
        return bytes < 10_000_000
                ? String.format(Locale.ROOT, "%,d KB", bytes / 1_000)
                : String.format(Locale.ROOT, "%,d MB", bytes / 1_000_000);
    }
}
