package dev.daybook.task.command;

import dev.daybook.task.Step;
import dev.daybook.task.StepCommand;
import dev.daybook.task.StepFailure;
import dev.daybook.task.StepRequest;
import java.util.Map;

/** What a command line asks for. */
public sealed interface Invocation {

    /** Help or version: print it. */
    record Text(String text) implements Invocation {}

    /**
     * The command line or a setting is wrong.
     *
     * @param facts what is known of the run all the same
     * @param hasReceipt false for a command that prints text for people
     */
    record Refused(StepFailure failure, Map<String, String> facts, Settings settings, boolean hasReceipt)
            implements Invocation {}

    /** Run the step. */
    record Run(Step step, StepRequest request, Settings settings) implements Invocation {}

    /** Check whether the step could run. */
    record Check(Step step, StepRequest request, Settings settings) implements Invocation {}

    /**
     * Run a further command that works for a period.
     *
     * @param name the command's
     */
    record ForPeriod(String name, StepCommand.ForPeriod command, StepRequest request, Settings settings)
            implements Invocation {}

    /** Run a further command that prints text for people. */
    record ForPeople(StepCommand.ForPeople command, Settings settings) implements Invocation {}
}
