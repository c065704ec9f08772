package dev.daybook.task.run;

import dev.daybook.task.EnvironmentVariable;
import dev.daybook.task.Step;
import dev.daybook.task.StepCommand;
import dev.daybook.task.command.CommandOptions;
import dev.daybook.task.command.Program;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;

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

    private final Program program;

    private StepProgram(Program program) {
        this.program = program;
    }

    /**
     * The program of a step.
     *
     * @param name the step's one name: module, jar, command and task id
     * @param step makes the step, once for each invocation
     */
    public static StepProgram of(String name, Supplier<? extends Step> step) {
        return new StepProgram(Program.of(name, step));
    }

    /**
     * Adds a command beside {@code run} and {@code check}.
     *
     * @param name as given on the command line
     * @param description one line for {@code --help}
     * @param command makes the command, when it is asked for
     */
    public StepProgram withCommand(String name, String description, Supplier<? extends StepCommand> command) {
        return new StepProgram(program.with(name, description, command));
    }

    /**
     * Lets {@code run} work for many periods, with {@code --through}: the step's {@code run} is called for each of
     * them, on one object. For a step that can work for a past period as well as for the present one.
     */
    public StepProgram withThrough() {
        return new StepProgram(program.withThrough());
    }

    /** Names the environment variables that the step reads besides those of its options, for {@code --help}. */
    public StepProgram withVariables(List<EnvironmentVariable> variables) {
        return new StepProgram(program.with(variables));
    }

    /** The options of each command as picocli describes them, for tests and documentation. */
    public Map<String, CommandSpec> specifications() {
        Map<String, CommandSpec> specifications = new LinkedHashMap<>();
        program.commands()
                .forEach(command -> specifications.put(
                        command.name(), new CommandOptions(command, Clock.systemUTC()).specification()));
        return specifications;
    }

    /**
     * Runs as the program of this process: with its environment and streams, in UTC, the root locale and UTF-8, and
     * with an orderly end on SIGTERM.
     *
     * @return the exit code, for {@link System#exit}
     */
    public int run(String... arguments) {
        JvmProcess process = new JvmProcess();
        return new ProgramRun(program, process.prepare(), process).run(List.of(arguments));
    }

    /**
     * Runs in the given surroundings; the process is left as it is, but for where log lines go.
     *
     * @return the exit code
     */
    public int run(List<String> arguments, Surroundings surroundings) {
        return new ProgramRun(program, surroundings, ProcessControl.NONE).run(arguments);
    }
}
