package dev.daybook.postgres.catalog;

import dev.daybook.lake.model.DatasetName;
import dev.daybook.postgres.name.NamePattern;
import dev.daybook.task.StepFailure;
import dev.daybook.task.text.EscapedText;
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
    static List<NamePattern> parse(String option, List<String> values, List<String> problems) {
        List<NamePattern> patterns = new ArrayList<>();
        for (String value : values) {
            try {
                NamePattern pattern = NamePattern.parse(value);
                if (pattern.parts().size() > 2) {
                    throw new IllegalArgumentException(
                            "there are " + pattern.parts().size() + " parts; quote a name that holds a dot");
                }
                patterns.add(pattern);
            } catch (IllegalArgumentException e) {
                problems.add(option + ": expected schema.table with * and ?, found '" + EscapedText.of(value) + "': "
                        + e.getMessage());
            }
        }
        return patterns;
    }

    /** Whether an ordinary table is taken. */
    public boolean takes(DatasetName table) {
        return (include.isEmpty() || include.stream().anyMatch(pattern -> matches(pattern, table)))
                && !isExcluded(table);
    }

    /** Whether the table is named without a glob, and not excluded. */
    public boolean names(DatasetName table) {
        return include.stream().anyMatch(pattern -> pattern.isLiteral() && matches(pattern, table))
                && !isExcluded(table);
    }

    private boolean isExcluded(DatasetName table) {
        return exclude.stream().anyMatch(pattern -> matches(pattern, table));
    }

    /** Whether a pattern matches a table's schema and name, or its name when the pattern has no schema. */
    static boolean matches(NamePattern pattern, DatasetName table) {
        List<NamePattern.Part> parts = pattern.parts();
        return parts.getLast().matches(table.name())
                && (parts.size() == 1 || parts.getFirst().matches(table.schema().orElse("")));
    }
}
