package dev.daybook.task;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The program around a step: its command line, log, progress, receipt, exit code and how it stops. A main is one line:
 *
 * <pre>{@code
 * System.exit(StepProgram.of("extract-postgres", ExtractPostgres::new).run(args));
 * }</pre>
 *
 * <p>Immutable: each {@code with} method returns a new program. The step's class may carry {@code @Command(description)}
 * and {@code @Option} fields; each option has the environment variable {@code DAYBOOK_<OPTION>} as its default.
 */
public final class StepProgram {

    private final String name;
    private final Supplier<? extends Step> step;
    private final List<FurtherCommand> commands;
    private final List<EnvironmentVariable> variables;

    private record FurtherCommand(String name, String description, Supplier<? extends StepCommand> command) {}

    private StepProgram(
            String name,
            Supplier<? extends Step> step,
            List<FurtherCommand> commands,
            List<EnvironmentVariable> variables) {
        this.name = name;
        this.step = step;
        this.commands = List.copyOf(commands);
        this.variables = List.copyOf(variables);
    }

    /**
     * The program of a step.
     *
     * @param name the step's one name: module, jar, command and task id
     * @param step makes the step, once for each invocation
     */
    public static StepProgram of(String name, Supplier<? extends Step> step) {
        return new StepProgram(name, step, List.of(), List.of());
    }

    /** Adds a command beside {@code run} and {@code check}. */
    public StepProgram withCommand(String command, String description, Supplier<? extends StepCommand> made) {
        List<FurtherCommand> more = new ArrayList<>(commands);
        more.add(new FurtherCommand(command, description, made));
        return new StepProgram(name, step, more, variables);
    }

    /** Names the environment variables that the step reads besides those of its options, for {@code --help}. */
    public StepProgram withVariables(List<EnvironmentVariable> read) {
        List<EnvironmentVariable> more = new ArrayList<>(variables);
        more.addAll(read);
        return new StepProgram(name, step, commands, more);
    }

    /** Runs as the process's program: with its environment, streams and signals. Returns the exit code. */
    public int run(String... arguments) {
        return run(List.of(arguments), new Surroundings(System.getenv(), Clock.systemUTC(), System.out, System.err));
    }

    /** Runs in the given surroundings, without any effect on the process. Returns the exit code. */
    public int run(List<String> arguments, Surroundings surroundings) {
        throw new UnsupportedOperationException(
                "not built yet: " + name + step + commands + variables + arguments + surroundings);
    }
}
