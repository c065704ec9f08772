package dev.daybook.task.run;

import dev.daybook.task.StepResult;
import dev.daybook.task.progress.Amount;
import java.time.Duration;
import java.util.Locale;

/** The log line that ends a run, or a period of one, that went well. */
final class Summary {

    private Summary() {}

    /** {@code done: 2 datasets, 830 rows, 21.4 KB in 0.3 s}. */
    static String of(Outcome.Succeeded succeeded, Duration duration) {
        return succeeded.status() + ": " + amounts(succeeded.result().totals(), duration);
    }

    /** The same with the number of periods. */
    static String of(Outcome.SucceededForAll succeeded, Duration duration) {
        PeriodSums sums = succeeded.sums();
        return succeeded.status() + ": " + Amount.of(sums.periods(), "period") + ", "
                + amounts(sums.totals(), duration);
    }

    private static String amounts(StepResult.Totals totals, Duration duration) {
        return "%s, %s, %s in %s s"
                .formatted(
                        Amount.of(totals.datasets(), "dataset"),
                        Amount.of(totals.rows(), "row"),
                        Amount.bytes(totals.bytes()),
                        String.format(Locale.ROOT, "%.1f", duration.toMillis() / 1000.0));
    }
}
