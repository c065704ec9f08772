package dev.daybook.postgres.catalog;

import dev.daybook.lake.model.DatasetName;
import dev.daybook.lake.model.NamePattern;
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
