package dev.daybook.publishreport;

import java.time.Duration;

/**
 * How long a report waits for others. Its query may run as long as it needs.
 *
 * @param lock for a load of the pipeline to end, and for a table that somebody has locked
 * @param told when the log says for whom it waits
 * @param answer for an answer of the server to anything but the query; longer than {@code lock}
 * @param end for the answer to the last statement, which nothing depends on
 */
record ReportWaits(Duration lock, Duration told, Duration answer, Duration end) {

    /** What the step has. */
    static final ReportWaits USUAL =
            new ReportWaits(Duration.ofMinutes(1), Duration.ofSeconds(5), Duration.ofMinutes(2), Duration.ofSeconds(5));
}
