package dev.daybook.task.run;

import dev.daybook.task.FailureKind;
import dev.daybook.task.StepContext;
import java.util.List;
import java.util.function.Function;

/**
 * The work for one period, or for none.
 *
 * @param context its surroundings
 * @param work what to do
 */
record SingleWork(RunContext context, Function<StepContext, Outcome> work) implements RunWork {

    static final String NOTHING_PUBLISHED = "stopped by SIGTERM, nothing published";

    private static final String PARTLY_PUBLISHED =
            "stopped by SIGTERM after publishing and before the end, run it again";

    @Override
    public Outcome act() {
        return work.apply(context);
    }

    @Override
    public Outcome.Failed stopped(boolean isPublished) {
        return Outcome.Failed.of(FailureKind.STOPPED, isPublished ? PARTLY_PUBLISHED : NOTHING_PUBLISHED);
    }

    @Override
    public List<String> warnings() {
        return context.warnings();
    }

    @Override
    public void close() {
        context.close();
    }
}
