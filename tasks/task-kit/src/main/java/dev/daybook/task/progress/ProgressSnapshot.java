package dev.daybook.task.progress;

import java.util.List;

/**
 * How far the work is at one moment.
 *
 * @param tasksDone parts that are finished
 * @param tasks parts that are known of, finished ones included
 * @param rows rows of all parts
 * @param bytes bytes of all parts
 * @param seconds since the first part began
 * @param active parts that are being worked on, oldest first
 */
record ProgressSnapshot(int tasksDone, int tasks, long rows, long bytes, double seconds, List<Active> active) {

    /**
     * A part that is being worked on.
     *
     * @param name what it is, safe for one line
     * @param rows rows so far
     * @param expectedRows an estimate, or -1
     */
    record Active(String name, long rows, long expectedRows) {

        /** An estimate can be too low: an unfinished part is never shown as complete. */
        private double fraction() {
            return expectedRows <= 0 ? 0 : Math.min(0.99, (double) rows / expectedRows);
        }
    }

    /** The finished share of the work, from 0 to 1; parts count alike, whatever their size. */
    double fraction() {
        double started = active.stream().mapToDouble(Active::fraction).sum();
        return tasks == 0 ? 0 : Math.min(1, (tasksDone + started) / tasks);
    }

    /** Bytes a second since the first part began. */
    long rate() {
        return seconds < 0.001 ? 0 : Math.round(bytes / seconds);
    }
}
