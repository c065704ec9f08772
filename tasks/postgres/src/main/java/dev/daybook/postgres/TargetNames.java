package dev.daybook.postgres;

import dev.daybook.lake.DatasetName;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * What datasets are called in the warehouse: tables of {@code public} and CSV datasets keep their name, those of other
 * schemas become {@code <schema>__<table>}, and {@code --target schema.table=name} overrides both.
 *
 * @param overrides the names given by {@code --target}
 */
public record TargetNames(Map<DatasetName, String> overrides) {

    /** No overrides. */
    public static final TargetNames DEFAULT = new TargetNames(Map.of());

    /** Copies the map. */
    public TargetNames {
        overrides = Map.copyOf(overrides);
    }

    /**
     * Reads the values of {@code --target}.
     *
     * @throws dev.daybook.task.StepFailure.Usage naming every value that is not {@code schema.table=name}
     */
    public static TargetNames of(List<String> targets) {
        throw new UnsupportedOperationException("filled in by the next commit");
    }

    /**
     * The target of every dataset.
     *
     * @throws dev.daybook.task.StepFailure.Configuration when two share one, one is longer than 63 bytes, or an override
     *     names no dataset; all problems at once
     */
    public SortedMap<DatasetName, String> resolve(Collection<DatasetName> datasets) {
        throw new UnsupportedOperationException("filled in by the next commit");
    }
}
