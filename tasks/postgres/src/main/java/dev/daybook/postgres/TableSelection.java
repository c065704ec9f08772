package dev.daybook.postgres;

import dev.daybook.lake.DatasetName;
import dev.daybook.lake.NamePattern;
import dev.daybook.task.StepFailure;
import java.util.ArrayList;
import java.util.List;

/**
 * Which tables are taken: those that an include pattern matches, all when there is none, without those that an exclude
 * pattern matches. A pattern is {@code schema.table}, or {@code table} for that table in any schema. Views, materialized
 * views, foreign tables and the tables of extensions are only taken when an include pattern without {@code *} and
 * {@code ?} names them.
 *
 * @param include what {@code --include} gave
 * @param exclude what {@code --exclude} gave
 */
public record TableSelection(List<NamePattern> include, List<NamePattern> exclude) {

    /** Every user table. */
    public static final TableSelection ALL = new TableSelection(List.of(), List.of());

    /** Copies the lists. */
    public TableSelection {
        include = List.copyOf(include);
        exclude = List.copyOf(exclude);
    }

    /**
     * Reads the values of {@code --include} and {@code --exclude}.
     *
     * @throws StepFailure.Usage naming every value that is no pattern
     */
    public static TableSelection of(List<String> include, List<String> exclude) {
        List<String> problems = new ArrayList<>();
        TableSelection selection =
                new TableSelection(parse("--include", include, problems), parse("--exclude", exclude, problems));
        if (!problems.isEmpty()) {
            throw new StepFailure.Usage(problems);
        }
        return selection;
    }

    /** Reads the values of an option that takes patterns; each that is none is a problem. */
    private static List<NamePattern> parse(String option, List<String> values, List<String> problems) {
        List<NamePattern> patterns = new ArrayList<>();
        for (String value : values) {
            try {
                patterns.add(NamePattern.ofDatasets(value));
            } catch (IllegalArgumentException e) {
                problems.add(option + ": " + e.getMessage());
            }
        }
        return patterns;
    }

    /** Whether an ordinary table is taken. */
    public boolean takes(DatasetName table) {
        return (include.isEmpty() || include.stream().anyMatch(pattern -> pattern.matches(table)))
                && !isExcluded(table);
    }

    /** Whether the table is named without a glob, and not excluded. */
    public boolean names(DatasetName table) {
        return include.stream().anyMatch(pattern -> pattern.isLiteral() && pattern.matches(table))
                && !isExcluded(table);
    }

    private boolean isExcluded(DatasetName table) {
        return exclude.stream().anyMatch(pattern -> pattern.matches(table));
    }
}
