package dev.daybook.task.progress;

/** Says when the next line about long work is due: every 30 seconds, so that one a minute is sure whatever delays it. */
final class HalfMinutes {

    private static final double SECONDS = 30;

    private double next = SECONDS;

    /** Whether a line is due, {@code seconds} after the start; true once for each half minute. */
    boolean isOver(double seconds) {
        if (seconds < next) {
            return false;
        }
        next = seconds + SECONDS;
        return true;
    }
}
