package dev.daybook.faults;

/**
 * One fault to try.
 *
 * @param name what identifies it in a message, enough to repeat it, such as {@code call 53 (renameat2), kill}
 * @param trial tries it
 */
record FaultCase(String name, Trial trial) {

    /** Injects the fault, judges what is left, and counts. */
    interface Trial {
        void run(Tally tally) throws Exception;
    }
}
