package dev.daybook.loadpostgres.gate;

import dev.daybook.lake.model.LoadMode;
import dev.daybook.postgres.warehouse.LedgerRow;
import dev.daybook.task.Period;
import dev.daybook.task.StepContext;
import dev.daybook.task.StepFailure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Compares what is to be loaded with what was loaded before: tables that are missing, tables that shrank.
 *
 * @param period the period that is to be loaded
 * @param maxShrink by how many percent a table may shrink; empty for any
 * @param allowMissing the tables that may be missing although they were there before, by their names in the warehouse
 * @param context takes the warnings
 */
public record EarlierPeriod(
        Period period, OptionalDouble maxShrink, List<WarehouseSpelling> allowMissing, StepContext context) {

    /**
     * Warns of what is allowed.
     *
     * @param loaded all loaded periods, the newest first
     * @throws StepFailure.Configuration when a table is missing that may not be, or there is none, or when periods of
     *     another length are loaded
     * @throws StepFailure.BadData when a table shrank by more than is allowed
     */
    public void compare(Extracts extracts, List<LedgerRow> loaded) {
        requireSameLength(loaded);
        MissingTables.requireAny(extracts, period, allowMissing).ifPresent(context::warn);
        Map<String, Long> rows = extracts.rows(LoadMode::holdsWholeState);
        MissingTables missing = MissingTables.of(rows, period, loaded, allowMissing);
        missing.requireNone(period);
        missing.warning(period).ifPresent(context::warn);
        Optional<LedgerRow> earlier = loaded.stream()
                .filter(row -> row.period().compareTo(period) < 0)
                .findFirst();
        if (earlier.isEmpty()) {
            return;
        }
        Shrinkage shrinkage = Shrinkage.of(rows, earlier.get(), maxShrink);
        if (!shrinkage.refused().isEmpty()) {
            throw new StepFailure.BadData(String.join("; ", shrinkage.refused())
                    + "; nothing was changed; if that is right, load with a higher --max-shrink");
        }
        shrinkage.warnings().forEach(context::warn);
    }

    /** Views show the newest period, and a day is no newer than its own last hour. */
    private void requireSameLength(List<LedgerRow> loaded) {
        Optional<Period> other = loaded.stream()
                .map(LedgerRow::period)
                .filter(found -> found.length() != period.length())
                .findFirst();
        if (other.isPresent()) {
            throw new StepFailure.Configuration("expected periods of one length, found the "
                    + other.get().length().word() + " " + other.get() + " loaded beside the "
                    + period.length().word() + " " + period + "; load one of them as another --pipeline");
        }
    }
}
