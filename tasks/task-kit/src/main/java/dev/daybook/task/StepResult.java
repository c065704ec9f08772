package dev.daybook.task;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a step did, for its receipt.
 *
 * @param status whether there was something to do
 * @param asOf when the state that was worked on was true; empty for a step without a source state
 * @param totals how much was worked on
 * @param details few further facts for the receipt, for example what is left out; names in {@code snake_case}. Together
 *     they should stay below a kilobyte: what does not fit is left out
 */
public record StepResult(Status status, Optional<AsOf> asOf, Totals totals, Map<String, String> details) {

    /** Keeps the order of the details. */
    public StepResult {
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }

    /** A result without details. */
    public StepResult(Status status, Optional<AsOf> asOf, Totals totals) {
        this(status, asOf, totals, Map.of());
    }

    /** Whether there was something to do. */
    public enum Status {
        /** The work was done. */
        DONE,
        /** Already done with the same content. */
        UNCHANGED,
        /** A closing extract stays; a late one does not replace it. */
        KEPT;

        /** What this and another piece of work come to: one that was done outweighs one kept, and that one unchanged. */
        public Status with(Status other) {
            return switch (this) {
                case DONE -> DONE;
                case KEPT -> other == DONE ? DONE : KEPT;
                case UNCHANGED -> other;
            };
        }
    }

    /**
     * How much was worked on.
     *
     * @param datasets tables, files or reports
     * @param rows rows in all of them
     * @param bytes bytes written
     */
    public record Totals(int datasets, long rows, long bytes) {

        /** Of no work. */
        public static final Totals NONE = new Totals(0, 0, 0);

        /** The sums of these and others. */
        public Totals plus(Totals more) {
            return new Totals(datasets + more.datasets, rows + more.rows, bytes + more.bytes);
        }
    }
}
