package dev.daybook.loadpostgres.gate;

import dev.daybook.lake.model.SourceKind;
import dev.daybook.lake.model.SourceName;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A source, and the step that extracts it where that is known. The steps do not know each other, and a source may have any
 * name, so a message can name the step only when it was told.
 *
 * @param source the source
 * @param step the step that extracts it, such as {@code extract-csv}; empty when it is not known
 */
public record SourceStep(SourceName source, Optional<String> step) {

    private static final Pattern STEP = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    /**
     * Reads {@code NAME} or {@code NAME=STEP}.
     *
     * @throws IllegalArgumentException when it is neither
     */
    public static SourceStep parse(String text) {
        int equals = text.indexOf('=');
        if (equals < 0) {
            return new SourceStep(new SourceName(text.strip()), Optional.empty());
        }
        String step = text.substring(equals + 1).strip();
        if (!STEP.matcher(step).matches()) {
            throw new IllegalArgumentException(
                    "expected a source and the step that extracts it, such as" + " rates=extract-csv");
        }
        return new SourceStep(new SourceName(text.substring(0, equals).strip()), Optional.of(step));
    }

    /** The step that extracts sources of a kind, where it can be only one. */
    static Optional<String> of(SourceKind kind) {
        return switch (kind) {
            case POSTGRES -> Optional.of("extract-postgres");
            case CSV -> Optional.of("extract-csv");
            case FILES -> Optional.empty();
        };
    }

    /** The source with the step that its manifest's kind stands for, unless another one was told. */
    SourceStep orOf(SourceKind kind) {
        return step.isPresent() ? this : new SourceStep(source, of(kind));
    }

    /**
     * The id that the task of a step has in the pipeline's DAG unless the DAG gives it another one: {@code extract_csv} for
     * the source {@code csv}, {@code extract_csv_rates} for the source {@code rates}.
     */
    private static String task(String step, SourceName source) {
        String task = step.replace('-', '_');
        return task.equals("extract_" + source) ? task : task + "_" + source;
    }

    /**
     * What makes the extract of a period.
     *
     * @param period the period in words, such as {@code that day}
     * @param options the options that all steps have, as they stand on a command line
     * @param replace whether a published extract has to be replaced
     */
    String advice(String period, String options, boolean replace) {
        String extract = "run the extract of source " + source + " for " + period;
        if (step.isEmpty()) {
            return replace ? extract + " with --replace" : extract;
        }
        return extract + ": `java -jar " + step.get() + ".jar " + options + " --source " + source
                + (replace ? " --replace" : "") + " ...` (task " + task(step.get(), source) + ")";
    }
}
