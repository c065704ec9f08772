package dev.daybook.task.command;

import dev.daybook.task.Period;
import dev.daybook.task.StepCommand;
import dev.daybook.task.StepFailure;
import dev.daybook.task.StepRequest;
import java.util.Map;
import java.util.Optional;

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

    /**
     * Do the work of a command for a period.
     *
     * @param command its name
     * @param request for the only period, or the first of many
     * @param through the last of many periods
     */
    record ForPeriod(
            String command,
            Program.Work.ForPeriod work,
            StepRequest request,
            Optional<Period> through,
            Settings settings)
            implements Invocation {}

    /** Run a command that prints text for people. */
    record ForPeople(StepCommand.ForPeople command, Settings settings) implements Invocation {}
}
