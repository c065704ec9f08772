package dev.daybook.task.command;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reads arguments and the variables that stand for options into the objects that declare them; collects all problems. */
public final class OptionReader {

    private final CommandSpec spec;
    private final Set<String> usageProblems = new LinkedHashSet<>();
    private final Set<String> configurationProblems = new LinkedHashSet<>();
    private final Set<String> given = new HashSet<>();
    private final Set<String> fromVariables = new HashSet<>();
    private final Set<String> refused = new HashSet<>();

    /** @param spec declares the options; the objects behind it get the values */
    public OptionReader(CommandSpec spec) {
        this.spec = spec;
    }

    /**
     * Reads all there is; afterwards the objects that declare the options hold the values.
     *
     * @param first the place of the first argument on the command line, from 1
     */
    public void read(List<String> arguments, int first, Map<String, String> environment) {
        GivenArguments all = new GivenArguments(spec, arguments, first);
        usageProblems.addAll(all.problems());
        refused.addAll(all.refused());
        CommandLine line = new CommandLine(checked())
                .setExpandAtFiles(false)
                .setInterpolateVariables(false)
                .setPosixClusteredShortOptionsAllowed(false)
                .setDefaultValueProvider(argument -> variable(argument, environment));
        line.getCommandSpec().parser().collectErrors(true);
        CommandLine.ParseResult result = line.parseArgs(all.known().toArray(String[]::new));
        result.matchedOptions().forEach(option -> given.add(option.longestName()));
        result.errors().forEach(this::tell);
        rules(spec)
                .flatMap(rules -> rules.problems().stream())
                .filter(problem -> !refused.contains(problem.option()))
                .forEach(problem -> usageProblems.add(origin(problem.option()) + ": " + problem.text()));
    }

    private static Stream<OptionRules> rules(CommandSpec spec) {
        Stream<OptionRules> own = spec.userObject() instanceof OptionRules rules ? Stream.of(rules) : Stream.empty();
        return Stream.concat(own, spec.mixins().values().stream().flatMap(OptionReader::rules));
    }

    private CommandSpec checked() {
        CommandSpec checked = CommandSpec.create();
        for (OptionSpec option : spec.options()) {
            checked.addOption(option.toBuilder()
                    .converters(CheckedConverter.of(option, this))
                    .build());
        }
        for (PositionalParamSpec parameter : spec.positionalParameters()) {
            checked.addPositional(parameter.toBuilder()
                    .converters(CheckedConverter.of(parameter, this))
                    .build());
        }
        return checked;
    }

    private @Nullable String variable(ArgSpec argument, Map<String, String> environment) {
        if (!(argument instanceof OptionSpec option)) {
            return null;
        }
        String value = environment.getOrDefault(OptionVariable.nameFor(option), "");
        if (value.isEmpty()) {
            return null;
        }
        fromVariables.add(option.longestName());
        return value;
    }

    private void tell(Exception error) {
        switch (error) {
            case MissingParameterException missing -> missing.getMissing().forEach(this::require);
            case OverwrittenOptionException twice ->
                usageProblems.add(nameOf(twice.getOverwritten()) + ": given twice, expected once");
            case UnmatchedArgumentException _ ->
                usageProblems.add("one argument too many, --help shows what is expected; " + GivenArguments.NOT_SHOWN);
            default -> throw new IllegalStateException("an option cannot be read", error);
        }
    }

    private void require(ArgSpec argument) {
        String name = nameOf(argument);
        if (!(argument instanceof OptionSpec option)) {
            usageProblems.add(name + ": required");
        } else if (!refused.contains(name)) {
            usageProblems.add(name + ": required, give " + name + " " + option.paramLabel() + " or set "
                    + OptionVariable.nameFor(option));
        }
    }

    private static String nameOf(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }

    /** Where the value of the option comes from: its own name or that of its variable. */
    private String origin(String name) {
        return fromVariables.contains(name) ? OptionVariable.nameFor(spec.findOption(name)) : name;
    }

    boolean isFromVariable(ArgSpec argument) {
        return fromVariables.contains(nameOf(argument));
    }

    /** Takes down that a value is refused, as a bad argument or because of what it names. */
    void refuse(ArgSpec argument, String problem, boolean isConfiguration) {
        (isConfiguration ? configurationProblems : usageProblems).add(origin(nameOf(argument)) + ": " + problem);
        refused.add(nameOf(argument));
    }

    /** Whether the option is given, on the command line or as a variable, or was meant. */
    boolean isGiven(OptionSpec option) {
        return Stream.of(given, fromVariables, refused).anyMatch(names -> names.contains(option.longestName()));
    }

    /** What is wrong with the command line, one line each. */
    public List<String> usageProblems() {
        return List.copyOf(usageProblems);
    }

    /** What is wrong with what the options name, one line each. */
    public List<String> configurationProblems() {
        return List.copyOf(configurationProblems);
    }
}
