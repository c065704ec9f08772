package dev.daybook.task.run;

import dev.daybook.task.FailureKind;
import dev.daybook.task.progress.ProgressBoard;
import java.time.Duration;

/** What happens on SIGTERM: stop actions, one line, the receipt, exit code 143; all within 3 seconds. */
record StopReport(
        Report report, StopSwitch stopSwitch, ProgressBoard board, RunContext context, ProcessControl process) {

    /** Leaves half a second of the 3 for the way in and out. */
    private static final Duration LIMIT = Duration.ofMillis(2500);

    private static final String NOTHING_PUBLISHED = "stopped by SIGTERM, nothing published";
    private static final String PARTLY_PUBLISHED =
            "stopped by SIGTERM after publishing and before the end, run it again";

    /** Stops the step and ends the process. */
    void stop() {
        switch (stopSwitch.stop(LIMIT)) {
            case NOT_NEEDED -> process.halt(stopSwitch.exitCode());
            case BEFORE_PUBLISHING -> stopped(NOTHING_PUBLISHED);
            case AFTER_PUBLISHING -> stopped(PARTLY_PUBLISHED);
        }
    }

    private void stopped(String line) {
        board.close();
        process.halt(report.write(Outcome.Failed.of(FailureKind.STOPPED, line), context.warnings()));
    }
}
