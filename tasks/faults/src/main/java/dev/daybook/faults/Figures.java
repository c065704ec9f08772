package dev.daybook.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

/** The campaign's figures: a table for the terminal, and the same for docs/reliability.md. */
final class Figures {

    private static final String BEGIN = "<!-- figures: begin -->\n";
    private static final String END = "<!-- figures: end -->\n";

    private final List<ClaimResult> results;
    private final CampaignSettings settings;
    private final long seconds;

    Figures(List<ClaimResult> results, CampaignSettings settings, long seconds) {
        this.results = List.copyOf(results);
        this.settings = settings;
        this.seconds = seconds;
    }

    /** One line a claim, and one that says whether all held. */
    String table() {
        int width = results.stream()
                .mapToInt(result -> result.claim().length())
                .max()
                .orElse(0);
        String line = "%-" + Math.max(width, 5) + "s  %7s  %8s  %6s  %10s%n";
        StringBuilder text = new StringBuilder(line.formatted("claim", "planned", "injected", "hit", "violations"));
        for (ClaimResult result : results) {
            text.append(
                    result.skipped().isPresent()
                            ? line.formatted(result.claim(), "", "skipped", "", "")
                                            .stripTrailing() + "\n"
                            : line.formatted(
                                    result.claim(),
                                    result.planned(),
                                    result.injected(),
                                    result.hit(),
                                    result.violations().size()));
        }
        return text.append(verdict()).append('\n').toString();
    }

    private String verdict() {
        List<String> broken = results.stream()
                .filter(result -> !result.held())
                .map(result -> result.claim() + (result.hit() == 0 ? " (no fault happened)" : ""))
                .toList();
        return (broken.isEmpty() ? "every promise that was tried held" : "not held: " + String.join("; ", broken))
                + ", in " + seconds + " s, seed " + settings.seed();
    }

    /** Puts the figures between the marks of a page. */
    void writeInto(Path page) throws IOException {
        String text = Files.readString(page);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IOException(page + ": expected the lines " + BEGIN.strip() + " and " + END.strip());
        }
        Files.writeString(page, text.substring(0, begin + BEGIN.length()) + markdown() + text.substring(end));
    }

    private String markdown() {
        StringBuilder text =
                new StringBuilder("\n| what is disturbed | the promise | cases | injected | hit | violations |\n");
        text.append("|---|---|---:|---:|---:|---:|\n");
        for (ClaimResult result : results) {
            text.append(String.format(
                    Locale.ROOT,
                    result.skipped().isPresent()
                            ? "| %s | %s | | skipped | | |\n"
                            : "| %s | %s | %,d | %,d | %,d | %,d |\n",
                    result.claim(),
                    result.promise(),
                    result.planned(),
                    result.injected(),
                    result.hit(),
                    result.violations().size()));
        }
        return text.append("\nMeasured on ")
                .append(LocalDate.now(ZoneOffset.UTC))
                .append(" with `make faults")
                .append(settings.whole() ? "" : " FAULTS=short")
                .append("`, seed ")
                .append(settings.seed())
                .append(", on ")
                .append(Runtime.getRuntime().availableProcessors())
                .append(" processors, ")
                .append(System.getProperty("os.name"))
                .append(' ')
                .append(System.getProperty("os.arch"))
                .append(", Java ")
                .append(Runtime.version().feature())
                .append(", in ")
                .append(seconds)
                .append(" seconds.\n\n")
                .toString();
    }
}
