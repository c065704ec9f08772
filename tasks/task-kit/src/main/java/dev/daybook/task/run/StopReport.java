package dev.daybook.task.run;

import java.time.Duration;

/** What happens on SIGTERM: stop actions, one line, the receipt, exit code 143; all within 3 seconds. */
record StopReport(Report report, StopSwitch stopSwitch, RunWork work, ProcessControl process) {

    /** Leaves half a second of the 3 for the way in and out. */
    private static final Duration LIMIT = Duration.ofMillis(2500);

    /** Stops the step and ends the process. */
    void stop() {
        switch (stopSwitch.stop(LIMIT)) {
            case NOT_NEEDED -> process.halt(stopSwitch.exitCode());
            case BEFORE_PUBLISHING -> stopped(false);
            case AFTER_PUBLISHING -> stopped(true);
        }
    }

    private void stopped(boolean isPublished) {
        Outcome.Failed outcome = work.stopped(isPublished);
        work.close();
        process.halt(report.write(outcome, work.warnings()));
    }
}
