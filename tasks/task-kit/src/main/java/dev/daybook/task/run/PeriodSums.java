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
    static final PeriodSums NONE = new PeriodSums(Status.UNCHANGED, 0, new Totals(0, 0, 0));

    /** These and one period more. */
    PeriodSums plus(StepResult result) {
        Totals more = result.totals();
        return new PeriodSums(
                status(result.status()),
                periods + 1,
                new Totals(
                        totals.datasets() + more.datasets(),
                        totals.rows() + more.rows(),
                        totals.bytes() + more.bytes()));
    }

    private Status status(Status further) {
        return switch (status) {
            case DONE -> Status.DONE;
            case KEPT -> further == Status.DONE ? Status.DONE : Status.KEPT;
            case UNCHANGED -> further;
        };
    }
}
