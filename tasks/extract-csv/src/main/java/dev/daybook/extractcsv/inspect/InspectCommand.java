package dev.daybook.extractcsv.inspect;

import dev.daybook.task.StepCommand;
import dev.daybook.task.StepContext;
import java.io.PrintStream;

/** {@code extract-csv inspect FILE}. */
public final class InspectCommand implements StepCommand.ForPeople {

    @Override
    public void run(StepContext context, PrintStream output) {
        throw new UnsupportedOperationException("filled in by the next commit");
    }
}
