package dev.daybook.demo;

import dev.daybook.task.Environment;
import dev.daybook.task.Period;
import dev.daybook.task.StepFailure;
import dev.daybook.task.text.EscapedText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a demo is asked for by environment variables.
 *
 * @param day the day to run: {@code DATE}, yesterday by default
 * @param keep whether the databases stay up at the end until somebody says so: {@code KEEP=1}
 * @param own somebody's own sources instead of the sample: {@code SOURCE_SQL} and {@code ORDER_DETAILS}
 * @param step the one step to run instead of all: {@code STEP}
 */
record DemoSettings(Period day, boolean keep, Optional<OwnSources> own, Optional<DemoStep> step) {

    /**
     * A dump of a database as plain SQL and a CSV file.
     *
     * @param sql the dump
     * @param orderDetails the CSV file
     */
    record OwnSources(Path sql, Path orderDetails) {}

    /**
     * Reads the settings.
     *
     * @throws StepFailure.Configuration with everything that is wrong
     */
    static DemoSettings from(Environment environment, Clock clock) {
        return environment.read(reader -> {
            Period day = reader.optional("DATE")
                    .map(text -> day(text, reader::problem))
                    .orElseGet(() -> Period.day(
                            LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(1)));
            if (day.begin().isAfter(clock.instant())) {
                reader.problem("DATE: expected a day that has begun, found " + day);
            }
            Optional<Path> sql = reader.optional("SOURCE_SQL").map(text -> file("SOURCE_SQL", text, reader::problem));
            Optional<Path> csv =
                    reader.optional("ORDER_DETAILS").map(text -> file("ORDER_DETAILS", text, reader::problem));
            if (sql.isPresent() != csv.isPresent()) {
                reader.problem("SOURCE_SQL and ORDER_DETAILS: expected both or none, found only "
                        + (sql.isPresent() ? "SOURCE_SQL" : "ORDER_DETAILS"));
            }
            Optional<DemoStep> step = reader.optional("STEP").flatMap(text -> step(text, reader::problem));
            boolean keep =
                    reader.optional("KEEP").filter(text -> !text.equals("0")).isPresent();
            return new DemoSettings(day, keep, sql.flatMap(dump -> csv.map(file -> new OwnSources(dump, file))), step);
        });
    }

    private static Period day(String text, Consumer<String> problem) {
        try {
            Period period = Period.parse(text);
            if (period.length() == Period.Length.DAY) {
                return period;
            }
            problem.accept("DATE: expected a day YYYY-MM-DD, found the hour " + period);
        } catch (IllegalArgumentException e) {
            problem.accept("DATE: " + e.getMessage());
        }
        return Period.parse("1970-01-01");
    }

    private static Path file(String variable, String text, Consumer<String> problem) {
        Path path = Path.of(text);
        if (!Files.isReadable(path) || Files.isDirectory(path)) {
            problem.accept(variable + ": expected a file that can be read, found none at " + EscapedText.of(text));
        }
        return path.toAbsolutePath();
    }

    private static Optional<DemoStep> step(String text, Consumer<String> problem) {
        Optional<DemoStep> step =
                DemoStep.ALL.stream().filter(known -> known.name().equals(text)).findFirst();
        if (step.isEmpty()) {
            List<String> names = DemoStep.ALL.stream().map(DemoStep::name).toList();
            problem.accept("STEP: expected " + String.join(", ", names) + ", found '" + EscapedText.of(text) + "'");
        }
        return step;
    }

    /** The command that runs one step again, and what else it needs to be the same. */
    String commandFor(String variables) {
        StringBuilder command = new StringBuilder("make demo ")
                .append(variables)
                .append("DATE=")
                .append(day);
        own.ifPresent(files -> command.append(" SOURCE_SQL=")
                .append(quoted(files.sql()))
                .append(" ORDER_DETAILS=")
                .append(quoted(files.orderDetails())));
        return command.toString();
    }

    private static String quoted(Path path) {
        String text = path.toString();
        return text.matches("[A-Za-z0-9_./-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
