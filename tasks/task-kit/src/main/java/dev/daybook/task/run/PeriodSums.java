package dev.daybook.task.run;

import dev.daybook.task.StepResult;
import dev.daybook.task.StepResult.Status;
import dev.daybook.task.StepResult.Totals;

/**
 * What was done for many periods.
 *
 * @param status {@code done} when there was something to do for any of them
 * @param periods how many were worked for, those without anything to do too
 * @param totals the sums over them
 */
record PeriodSums(Status status, int periods, Totals totals) {

    /** No period yet. */
    static final PeriodSums NONE = new PeriodSums(Status.UNCHANGED, 0, Totals.NONE);

    /** These and one period more. */
    PeriodSums plus(StepResult result) {
        return new PeriodSums(status.with(result.status()), periods + 1, totals.plus(result.totals()));
    }
}
