package dev.daybook.task;

import java.util.Optional;

/**
 * What a step did, for its receipt.
 *
 * @param status whether there was something to do
 * @param asOf when the state that was worked on was true; empty for a step without a source state
 * @param totals how much was worked on
 */
public record StepResult(Status status, Optional<AsOf> asOf, Totals totals) {

    /** Whether there was something to do. */
    public enum Status {
        /** The work was done. */
        DONE,
        /** Already done with the same content. */
        UNCHANGED,
        /** A closing extract stays; a late one does not replace it. */
        KEPT
    }

    /**
     * How much was worked on.
     *
     * @param datasets tables, files or reports
     * @param rows rows in all of them
     * @param bytes bytes written
     */
    public record Totals(int datasets, long rows, long bytes) {}
}
