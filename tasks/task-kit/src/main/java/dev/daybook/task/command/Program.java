package dev.daybook.task.command;

import dev.daybook.task.EnvironmentVariable;
import dev.daybook.task.Step;
import dev.daybook.task.StepCommand;
import java.util.List;
import java.util.function.Supplier;

/**
 * What a step's program consists of.
 *
 * @param name the step's one name
 * @param step makes the step
 * @param commands the commands beside {@code run} and {@code check}
 * @param variables the environment variables beside those of the options
 */
public record Program(
        String name,
        Supplier<? extends Step> step,
        List<FurtherCommand> commands,
        List<EnvironmentVariable> variables) {

    /** Copies the lists. */
    public Program {
        commands = List.copyOf(commands);
        variables = List.copyOf(variables);
    }

    /**
     * A command beside {@code run} and {@code check}.
     *
     * @param name as given on the command line
     * @param description one line for {@code --help}
     * @param command makes it
     */
    public record FurtherCommand(String name, String description, Supplier<? extends StepCommand> command) {}
}
