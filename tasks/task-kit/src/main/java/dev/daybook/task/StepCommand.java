package dev.daybook.task;

import java.io.PrintStream;

/**
 * A further command of a step's program, beside {@code run} and {@code check}. A class that implements one of the two
 * kinds carries its own options and parameters as picocli annotations; an object is made for each invocation.
 */
public sealed interface StepCommand {

    /** A command that works for a pipeline and a period, with all common options, and ends with a receipt. */
    non-sealed interface ForPeriod extends StepCommand {

        /**
         * Does the command's work.
         *
         * @throws StepFailure when it fails in a way that is expected
         */
        StepResult run(StepRequest request, StepContext context);
    }

    /** A command that knows neither pipeline nor period and prints text for people instead of a receipt. */
    non-sealed interface ForPeople extends StepCommand {

        /**
         * Does the command's work.
         *
         * @param output goes to stdout
         * @throws StepFailure when it fails in a way that is expected
         */
        void run(StepContext context, PrintStream output);
    }
}
