package dev.daybook.loadpostgres.gate;

import dev.daybook.postgres.warehouse.LedgerRow;
import dev.daybook.task.Period;
import dev.daybook.task.StepFailure;
import dev.daybook.task.text.EscapedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The tables that were in the warehouse and are not in the extracts that are to be loaded: a source that is the wrong
 * database looks like one whose tables were all dropped, and the load would drop their views.
 *
 * @param refused the tables that are missing against what is expected, sorted by name
 * @param allowed those that may be missing, sorted by name
 * @param expected the newest loaded period not after the one to be loaded; its own earlier load is an accepted one
 */
record MissingTables(List<String> refused, List<String> allowed, Optional<LedgerRow> expected) {

    private static final int NAMED = 10;

    /**
     * Compares the names of the tables.
     *
     * @param rows the rows that are to be loaded, by table
     * @param period the period that they are of
     * @param loaded all loaded periods, the newest first
     * @param mayMiss the patterns of {@code --allow-missing}
     */
    static MissingTables of(
            Map<String, Long> rows, Period period, List<LedgerRow> loaded, List<WarehouseSpelling> mayMiss) {
        Optional<LedgerRow> expected = loaded.stream()
                .filter(row -> row.period().compareTo(period) <= 0)
                .findFirst();
        List<String> refused = new ArrayList<>();
        List<String> allowed = new ArrayList<>();
        for (String table :
                new TreeSet<>(expected.map(row -> row.datasets().keySet()).orElse(rows.keySet()))) {
            if (!rows.containsKey(table)) {
                (mayMiss.stream().anyMatch(pattern -> pattern.matches(table)) ? allowed : refused).add(table);
            }
        }
        return new MissingTables(refused, allowed, expected);
    }

    /**
     * Refuses extracts without any table, whatever was loaded before.
     *
     * @param mayMiss the patterns of {@code --allow-missing}
     * @return a warning when such a day is asked for
     * @throws StepFailure.Configuration when it is not
     */
    static Optional<String> requireAny(Extracts extracts, Period period, List<WarehouseSpelling> mayMiss) {
        if (!extracts.rows().isEmpty()) {
            return Optional.empty();
        }
        String line = "the extracts of " + period + " hold no tables at all: "
                + extracts.all().stream()
                        .map(extract -> extract.manifest().extract().source() + " has 0")
                        .collect(Collectors.joining(", "));
        if (mayMiss.stream().anyMatch(WarehouseSpelling::isEverything)) {
            return Optional.of(line);
        }
        throw new StepFailure.Configuration(line + "; nothing was changed; look whether the extract read the right"
                + " database and its --include; if a day without tables is right, load with --allow-missing '*'");
    }

    /**
     * Refuses the load when a table is missing that may not be.
     *
     * @throws StepFailure.Configuration naming the tables and the option
     */
    void requireNone(Period period) {
        if (refused.isEmpty()) {
            return;
        }
        String option = refused.size() <= NAMED
                ? "--allow-missing "
                        + String.join(",", refused.stream().map(EscapedText::of).toList())
                : "--allow-missing and their names, or a pattern of them";
        throw new StepFailure.Configuration(line(refused, period)
                + "; nothing was changed; look whether the extract read the right database; if they are gone for good,"
                + " load with " + option);
    }

    /** One line about the tables that may be missing and are. */
    Optional<String> warning(Period period) {
        return allowed.isEmpty() ? Optional.empty() : Optional.of(line(allowed, period));
    }

    private String line(List<String> tables, Period period) {
        String names = tables.stream().limit(NAMED).map(EscapedText::of).collect(Collectors.joining(", "))
                + (tables.size() > NAMED ? " and " + (tables.size() - NAMED) + " more" : "");
        String before = expected.orElseThrow().period().equals(period)
                ? period + " was loaded with"
                : expected.get().period() + " has";
        return before + " " + tables.size() + (tables.size() == 1 ? " table" : " tables") + " that the extracts of "
                + period + " have not: " + names;
    }
}
