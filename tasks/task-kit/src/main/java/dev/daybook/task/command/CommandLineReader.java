package dev.daybook.task.command;

import dev.daybook.task.EscapedText;
import dev.daybook.task.NearMiss;
import dev.daybook.task.Step;
import dev.daybook.task.StepCommand;
import dev.daybook.task.StepFailure;
import dev.daybook.task.StepRequest;
import dev.daybook.task.ToolVersion;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import picocli.CommandLine.Model.CommandSpec;

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
        String command = isNamed ? arguments.getFirst() : ProgramCommands.RUN;
        List<String> options = isNamed ? arguments.subList(1, arguments.size()) : arguments;
        ProgramCommands commands = new ProgramCommands(program);
        boolean isKnown = commands.names().contains(command);
        if (command.equals("help") || options.stream().anyMatch(HELP::contains)) {
            return new Invocation.Text(new HelpText(program).of(isKnown ? command : ProgramCommands.RUN));
        }
        if (options.stream().anyMatch(VERSION::contains)) {
            return new Invocation.Text(program.name() + " " + ToolVersion.current() + "\n");
        }
        List<String> problems = new ArrayList<>();
        if (!isKnown) {
            problems.add(unknownCommand(command, commands.names()));
        }
        return read(isKnown ? command : ProgramCommands.RUN, options, problems);
    }

    private static String unknownCommand(String command, List<String> names) {
        return "'" + EscapedText.of(command) + "': no such command, "
                + NearMiss.of(command, names)
                        .map(meant -> "did you mean " + meant + "?")
                        .orElse("expected one of " + String.join(", ", names));
    }

    private Invocation read(String command, List<String> options, List<String> problems) {
        return switch (command) {
            case ProgramCommands.RUN -> {
                Step step = program.step().get();
                yield forPeriod(
                        step,
                        command,
                        options,
                        problems,
                        (request, settings) -> new Invocation.Run(step, request, settings));
            }
            case ProgramCommands.CHECK -> {
                Step step = program.step().get();
                yield forPeriod(
                        step,
                        command,
                        options,
                        problems,
                        (request, settings) -> new Invocation.Check(step, request, settings));
            }
            default -> further(command, options, problems);
        };
    }

    private Invocation further(String command, List<String> options, List<String> problems) {
        return switch (new ProgramCommands(program).further(command)) {
            case StepCommand.ForPeriod made ->
                forPeriod(
                        made,
                        command,
                        options,
                        problems,
                        (request, settings) -> new Invocation.ForPeriod(command, made, request, settings));
            case StepCommand.ForPeople made -> forPeople(made, command, options, problems);
        };
    }

    private Invocation forPeriod(
            Object object,
            String command,
            List<String> options,
            List<String> problems,
            BiFunction<StepRequest, Settings, Invocation> invocation) {
        CommandSpec spec = ProgramCommands.specification(object, command);
        OptionReader reader = new OptionReader(spec, environment);
        reader.read(options);
        problems.addAll(reader.problems());
        PeriodArguments arguments = new PeriodArguments(reader, spec, clock, !command.equals(ProgramCommands.CHECK));
        SettingsReader settings = new SettingsReader(spec, environment);
        problems.addAll(arguments.usageProblems());
        problems.addAll(settings.problems());
        problems.addAll(new UnknownVariables(program, environment).problems(reader, spec));
        if (!problems.isEmpty()) {
            problems.addAll(arguments.configurationProblems());
            return new Invocation.Refused(
                    new StepFailure.Usage(problems), arguments.facts(), settings.settings(), true);
        }
        if (!arguments.configurationProblems().isEmpty()) {
            StepFailure failure = new StepFailure.Configuration(arguments.configurationProblems());
            return new Invocation.Refused(failure, arguments.facts(), settings.settings(), true);
        }
        return invocation.apply(arguments.request(), settings.settings());
    }

    private Invocation forPeople(
            StepCommand.ForPeople made, String command, List<String> options, List<String> problems) {
        CommandSpec spec = ProgramCommands.specification(made, command);
        OptionReader reader = new OptionReader(spec, environment);
        reader.read(options);
        SettingsReader settings = new SettingsReader(spec, environment);
        problems.addAll(reader.problems());
        problems.addAll(settings.problems());
        problems.addAll(new UnknownVariables(program, environment).problems(reader, spec));
        return problems.isEmpty()
                ? new Invocation.ForPeople(made, settings.settings())
                : new Invocation.Refused(new StepFailure.Usage(problems), Map.of(), settings.settings(), false);
    }
}
