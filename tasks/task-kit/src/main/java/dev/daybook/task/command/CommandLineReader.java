package dev.daybook.task.command;

import dev.daybook.task.Step;
import dev.daybook.task.StepCommand;
import dev.daybook.task.StepFailure;
import dev.daybook.task.StepRequest;
import dev.daybook.task.ToolVersion;
import dev.daybook.task.text.EscapedText;
import dev.daybook.task.text.NearMiss;
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

    /**
     * A command and its options.
     *
     * @param options the arguments without the command's name
     * @param first the place of the first of them on the command line, from 1
     */
    private record Words(String command, List<String> options, int first) {
        static Words of(List<String> arguments) {
            boolean isNamed = !arguments.isEmpty() && !arguments.getFirst().startsWith("-");
            return isNamed
                    ? new Words(arguments.getFirst(), arguments.subList(1, arguments.size()), 2)
                    : new Words(ProgramCommands.RUN, arguments, 1);
        }

        Words as(String known) {
            return new Words(known, options, first);
        }
    }

    /** What the arguments ask for; all that is wrong with them is in one {@link Invocation.Refused}. */
    public Invocation read(List<String> arguments) {
        Words words = Words.of(arguments);
        ProgramCommands commands = new ProgramCommands(program);
        boolean isKnown = commands.names().contains(words.command());
        Words known = isKnown ? words : words.as(ProgramCommands.RUN);
        if (words.command().equals("help") || words.options().stream().anyMatch(HELP::contains)) {
            return new Invocation.Text(new HelpText(program).of(known.command()));
        }
        if (words.options().stream().anyMatch(VERSION::contains)) {
            return new Invocation.Text(program.name() + " " + ToolVersion.current() + "\n");
        }
        List<String> problems = new ArrayList<>();
        if (!isKnown) {
            problems.add(unknownCommand(words.command(), commands.names()));
        }
        return read(known, problems);
    }

    private static String unknownCommand(String command, List<String> names) {
        return NearMiss.of(command, names)
                .map(meant -> "'" + EscapedText.of(command) + "': no such command, did you mean " + meant + "?")
                .orElse("argument 1: no such command, expected one of " + String.join(", ", names) + "; "
                        + UnknownArguments.NOT_SHOWN);
    }

    private Invocation read(Words words, List<String> problems) {
        return switch (words.command()) {
            case ProgramCommands.RUN -> {
                Step step = program.step().get();
                yield forPeriod(
                        step, words, problems, (request, settings) -> new Invocation.Run(step, request, settings));
            }
            case ProgramCommands.CHECK -> {
                Step step = program.step().get();
                yield forPeriod(
                        step, words, problems, (request, settings) -> new Invocation.Check(step, request, settings));
            }
            default -> further(words, problems);
        };
    }

    private Invocation further(Words words, List<String> problems) {
        return switch (new ProgramCommands(program).further(words.command())) {
            case StepCommand.ForPeriod made ->
                forPeriod(
                        made,
                        words,
                        problems,
                        (request, settings) -> new Invocation.ForPeriod(words.command(), made, request, settings));
            case StepCommand.ForPeople made -> forPeople(made, words, problems);
        };
    }

    private Invocation forPeriod(
            Object object,
            Words words,
            List<String> problems,
            BiFunction<StepRequest, Settings, Invocation> invocation) {
        CommandSpec spec = ProgramCommands.specification(object, words.command());
        OptionReader reader = new OptionReader(spec, environment);
        reader.read(words.options(), words.first());
        problems.addAll(reader.problems());
        PeriodArguments arguments =
                new PeriodArguments(reader, spec, clock, !words.command().equals(ProgramCommands.CHECK));
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

    private Invocation forPeople(StepCommand.ForPeople made, Words words, List<String> problems) {
        CommandSpec spec = ProgramCommands.specification(made, words.command());
        OptionReader reader = new OptionReader(spec, environment);
        reader.read(words.options(), words.first());
        SettingsReader settings = new SettingsReader(spec, environment);
        problems.addAll(reader.problems());
        problems.addAll(settings.problems());
        problems.addAll(new UnknownVariables(program, environment).problems(reader, spec));
        return problems.isEmpty()
                ? new Invocation.ForPeople(made, settings.settings())
                : new Invocation.Refused(new StepFailure.Usage(problems), Map.of(), settings.settings(), false);
    }
}
