package dev.daybook.task.command;

import dev.daybook.task.StepFailure;
import dev.daybook.task.ToolVersion;
import dev.daybook.task.text.EscapedText;
import dev.daybook.task.text.NearMiss;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the command line of a step's program. */
public final class CommandLineReader {

    private static final List<String> HELP = List.of("--help", "-h");
    private static final List<String> VERSION = List.of("--version", "-V");

    private final Program program;
    private final Map<String, String> environment;
    private final Clock clock;

    /** Reads for one program in one environment. */
    public CommandLineReader(Program program, Map<String, String> environment, Clock clock) {
        this.program = program;
        this.environment = environment;
        this.clock = clock;
    }

    /** What the arguments ask for; all that is wrong with them is in one {@link Invocation.Refused}. */
    public Invocation read(List<String> arguments) {
        boolean isNamed = !arguments.isEmpty() && !arguments.getFirst().startsWith("-");
        String name = isNamed ? arguments.getFirst() : Program.RUN;
        List<String> options = isNamed ? arguments.subList(1, arguments.size()) : arguments;
        Optional<Program.Command> named = program.commands().stream()
                .filter(command -> command.name().equals(name))
                .findFirst();
        CommandOptions command =
                new CommandOptions(named.orElse(program.commands().getFirst()), clock);
        if (name.equals("help") || options.stream().anyMatch(HELP::contains)) {
            return new Invocation.Text(new HelpText(program, command).text());
        }
        if (options.stream().anyMatch(VERSION::contains)) {
            return new Invocation.Text(program.name() + " " + ToolVersion.current() + "\n");
        }
        OptionReader reader = new OptionReader(command.specification());
        reader.read(options, isNamed ? 2 : 1, environment);
        List<String> problems = new ArrayList<>();
        if (named.isEmpty()) {
            problems.add(unknownCommand(name));
        }
        problems.addAll(reader.usageProblems());
        problems.addAll(new UnknownVariables(program, environment.keySet()).problems(reader, command.specification()));
        return invocation(command, problems, reader.configurationProblems());
    }

    private String unknownCommand(String command) {
        List<String> names =
                program.commands().stream().map(Program.Command::name).toList();
        return NearMiss.of(command, names)
                .map(near -> "'" + EscapedText.of(command) + "': no such command, did you mean " + near + "?")
                .orElse("argument 1: no such command, expected one of " + String.join(", ", names) + "; "
                        + UnmatchedArguments.NOT_SHOWN);
    }

    private static Invocation invocation(
            CommandOptions command, List<String> usageProblems, List<String> configurationProblems) {
        if (usageProblems.isEmpty() && configurationProblems.isEmpty()) {
            return command.invocation();
        }
        List<String> all = new ArrayList<>(usageProblems);
        all.addAll(configurationProblems);
        StepFailure failure = usageProblems.isEmpty() ? new StepFailure.Configuration(all) : new StepFailure.Usage(all);
        return new Invocation.Refused(
                failure,
                command.period().map(PeriodOptions::facts).orElse(Map.of()),
                command.settings(),
                command.period().isPresent());
    }
}
