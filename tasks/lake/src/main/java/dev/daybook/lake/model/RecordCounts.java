package dev.daybook.lake.model;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What became of the records that were read for a dataset. Each is counted once:
 * {@code read = accepted + rejected + earlier + later}.
 *
 * @param read all records
 * @param accepted those that became rows
 * @param rejected those that were refused
 * @param reasons how many were refused for which reason, by its code; one that was refused for two counts for both
 * @param earlier those that belong to a period before
 * @param later those that belong to a period after
 */
public record RecordCounts(
        long read, long accepted, long rejected, SortedMap<String, Long> reasons, long earlier, long later) {

    /** Copies the map. */
    public RecordCounts {
        reasons = Collections.unmodifiableSortedMap(new TreeMap<>(reasons));
    }

    /** The counts of records that all belong to the period. */
    public static RecordCounts of(long accepted, long rejected, Map<String, Long> reasons) {
        return new RecordCounts(accepted + rejected, accepted, rejected, new TreeMap<>(reasons), 0, 0);
    }
}
