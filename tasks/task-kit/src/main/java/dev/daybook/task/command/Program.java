package dev.daybook.task.command;

import dev.daybook.task.EnvironmentVariable;
import dev.daybook.task.Step;
import dev.daybook.task.StepCommand;
import dev.daybook.task.StepContext;
import dev.daybook.task.StepRequest;
import dev.daybook.task.StepResult;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What a step's program consists of.
 *
 * @param name the step's one name
 * @param commands the commands, {@code run} and {@code check} first
 * @param variables the environment variables beside those of the options
 */
public record Program(String name, List<Command> commands, List<EnvironmentVariable> variables) {

    static final String RUN = "run";
    static final String CHECK = "check";

    /** Copies the lists. */
    public Program {
        commands = List.copyOf(commands);
        variables = List.copyOf(variables);
    }

    /**
     * A command.
     *
     * @param name as given on the command line
     * @param description one line for {@code --help}
     * @param work makes what it does, for one invocation
     * @param takesThrough whether it can work for many periods, one after the other
     */
    public record Command(String name, String description, Supplier<Work> work, boolean takesThrough) {

        /** A command that works for one period, or for none. */
        Command(String name, String description, Supplier<Work> work) {
            this(name, description, work, false);
        }

        private Command withThrough() {
            return new Command(name, description, work, true);
        }

        boolean isCheck() {
            return name.equals(CHECK);
        }
    }

    /** What a command does. */
    public sealed interface Work {

        /** The object whose annotations declare the command's own options. */
        Object options();

        /** Work for a period; {@code check} has no result. */
        record ForPeriod(Object options, BiFunction<StepRequest, StepContext, Optional<StepResult>> act)
                implements Work {}

        /** Text for people. */
        record ForPeople(StepCommand.ForPeople options) implements Work {}
    }

    /** The program of a step, with the two commands that every step has. */
    public static Program of(String name, Supplier<? extends Step> step) {
        Command run = new Command(RUN, "do the step's work for one period (the default)", () -> {
            Step made = step.get();
            return new Work.ForPeriod(made, (request, context) -> Optional.of(made.run(request, context)));
        });
        Command check = new Command(CHECK, "check that it could run: connect, read, write; touches no data", () -> {
            Step made = step.get();
            return new Work.ForPeriod(made, (request, context) -> {
                made.check(request, context);
                return Optional.empty();
            });
        });
        return new Program(name, List.of(run, check), List.of());
    }

    /** This program with one command more. */
    public Program with(String command, String description, Supplier<? extends StepCommand> maker) {
        Command further = new Command(command, description, () -> switch (maker.get()) {
            case StepCommand.ForPeriod made ->
                new Work.ForPeriod(made, (request, context) -> Optional.of(made.run(request, context)));
            case StepCommand.ForPeople made -> new Work.ForPeople(made);
        });
        return new Program(
                name, Stream.concat(commands.stream(), Stream.of(further)).toList(), variables);
    }

    /** This program with {@code --through} for its command {@code run}. */
    public Program withThrough() {
        return new Program(
                name,
                commands.stream()
                        .map(command -> command.name().equals(RUN) ? command.withThrough() : command)
                        .toList(),
                variables);
    }

    /** This program with more variables. */
    public Program with(List<EnvironmentVariable> more) {
        return new Program(
                name, commands, Stream.concat(variables.stream(), more.stream()).toList());
    }
}
