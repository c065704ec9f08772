package dev.daybook.loadpostgres.gate;

import dev.daybook.postgres.warehouse.LedgerRow;
import dev.daybook.task.text.EscapedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * By how much tables are smaller than on the newest earlier day. A table that is missing has not shrunk: whether it may be
 * missing is asked by {@link MissingTables}, once.
 *
 * @param warnings tables that lost more than half of their rows, one line each
 * @param refused tables that lost more than is allowed, one line each
 */
record Shrinkage(List<String> warnings, List<String> refused) {

    private static final double WORTH_A_WARNING = 50;

    /**
     * Compares the rows of each table.
     *
     * @param rows the rows that are to be loaded, by table
     * @param earlier the newest earlier day
     * @param allowed by how many percent a table may shrink; empty for any
     */
    static Shrinkage of(Map<String, Long> rows, LedgerRow earlier, OptionalDouble allowed) {
        List<String> warnings = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        for (Map.Entry<String, Long> table : new TreeMap<>(rows).entrySet()) {
            long before = earlier.datasets().getOrDefault(table.getKey(), 0L);
            if (before == 0 || table.getValue() >= before) {
                continue;
            }
            double percent = 100.0 * (before - table.getValue()) / before;
            String line = String.format(
                    Locale.ROOT,
                    "%s has %d rows, %.1f %% less than the %d of %s",
                    EscapedText.of(table.getKey()),
                    table.getValue(),
                    percent,
                    before,
                    earlier.period());
            if (allowed.isPresent() && percent > allowed.getAsDouble()) {
                refused.add(line);
            } else if (percent > WORTH_A_WARNING) {
                warnings.add(line);
            }
        }
        return new Shrinkage(warnings, refused);
    }
}
