package dev.daybook.task.command;

import dev.daybook.task.StepFailure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** Reads arguments and the variables that stand for options into the objects that declare them; collects all problems. */
public final class OptionReader {

    /** picocli sets defaults once it has read an argument without a problem; no argument of a process holds a NUL. */
    private static final String END = "\0";

    private final CommandSpec spec;
    private final Set<String> usageProblems = new LinkedHashSet<>();
    private final Set<String> configurationProblems = new LinkedHashSet<>();
    private final Set<String> named = new HashSet<>();
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
        // Each one an object of its own, by which it is found again where picocli matches it to nothing.
        List<String> given = arguments.stream().map(String::new).toList();
        List<String> all = withoutLacking(given);
        spec.options().forEach(option -> all.addAll(fromVariable(option, given, environment)));
        all.add(END);
        CommandLine line = new CommandLine(spec)
                .setExpandAtFiles(false)
                .setInterpolateVariables(false)
                .setPosixClusteredShortOptionsAllowed(false)
                .setUnmatchedArgumentsAllowed(true)
                .setEndOfOptionsDelimiter(END);
        OptionValues.register(line);
        spec.parser().collectErrors(true);
        CommandLine.ParseResult result = line.parseArgs(all.toArray(String[]::new));
        tellUnmatched(given, first, result.unmatched());
        result.errors().forEach(this::tell);
        rules(spec)
                .flatMap(rules -> rules.problems().stream())
                .filter(problem -> !refused.contains(problem.option()))
                .forEach(problem -> usageProblems.add(origin(problem.option()) + ": " + problem.text()));
    }

    /** The arguments but for options that lack their value: picocli would leave out the option behind one too. */
    private List<String> withoutLacking(List<String> arguments) {
        List<String> kept = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            boolean isLast =
                    i + 1 == arguments.size() || option(arguments.get(i + 1)).isPresent();
            Optional<OptionSpec> lacking =
                    option(argument).filter(option -> isLast && option.arity().min() > 0 && !argument.contains("="));
            if (lacking.isPresent()) {
                usageProblems.add(nameOf(lacking.get()) + ": needs a value, "
                        + lacking.get().paramLabel());
                refused.add(nameOf(lacking.get()));
            } else {
                kept.add(argument);
            }
        }
        return kept;
    }

    /** The option that an argument begins. */
    private Optional<OptionSpec> option(String argument) {
        return Optional.ofNullable(spec.optionsMap().get(argument.split("=", 2)[0]));
    }

    /** An option's variable as arguments, unless the option itself is given; a hidden one is for variables only. */
    private List<String> fromVariable(OptionSpec option, List<String> arguments, Map<String, String> environment) {
        String name = option.longestName();
        String value = environment.getOrDefault(OptionVariable.nameFor(option), "");
        if (arguments.stream().anyMatch(argument -> option(argument).equals(Optional.of(option)))) {
            named.add(name);
            if (option.hidden()) {
                usageProblems.add(name + ": no such option, --help lists them");
                refused.add(name);
            }
            return List.of();
        }
        if (value.isEmpty()) {
            return List.of();
        }
        fromVariables.add(name);
        boolean isList = option.isMultiValue() && option.splitRegex().isEmpty();
        return (isList ? OptionVariable.values(value) : List.of(value))
                .stream().map(one -> name + "=" + one).toList();
    }

    private void tellUnmatched(List<String> given, int first, List<String> unmatched) {
        Set<String> objects = Collections.newSetFromMap(new IdentityHashMap<>());
        objects.addAll(unmatched);
        UnmatchedArguments told = new UnmatchedArguments(spec.options().stream()
                .filter(option -> !option.hidden())
                .flatMap(option -> Stream.of(option.names()))
                .toList());
        boolean follows = false;
        for (int i = 0; i < given.size(); i++) {
            String argument = given.get(i);
            boolean isUnmatched = objects.contains(argument);
            if (isUnmatched) {
                told.add(argument, first + i, follows);
            }
            follows = isUnmatched && UnmatchedArguments.isOption(argument) && !argument.contains("=");
        }
        usageProblems.addAll(told.problems());
        refused.addAll(told.meant());
    }

    private static Stream<OptionRules> rules(CommandSpec spec) {
        Stream<OptionRules> own = spec.userObject() instanceof OptionRules rules ? Stream.of(rules) : Stream.empty();
        return Stream.concat(own, spec.mixins().values().stream().flatMap(OptionReader::rules));
    }

    private void tell(Exception error) {
        switch (error) {
            case MissingParameterException missing -> missing.getMissing().forEach(this::require);
            case OverwrittenOptionException twice ->
                usageProblems.add(nameOf(twice.getOverwritten()) + ": given twice, expected once");
            case ParameterException wrong
            when wrong.getArgSpec().hidden() && named.contains(nameOf(wrong.getArgSpec())) -> {}
            case ParameterException wrong -> refuse(wrong);
            default -> throw new IllegalStateException("an option cannot be read", error);
        }
    }

    private void require(ArgSpec argument) {
        String name = nameOf(argument);
        if (!(argument instanceof OptionSpec option)) {
            usageProblems.add(name + ": required");
        } else if (refused.add(name)) {
            usageProblems.add(name + ": required, give " + name + " " + option.paramLabel() + " or set "
                    + OptionVariable.nameFor(option));
        }
    }

    private void refuse(ParameterException wrong) {
        Throwable cause = Objects.requireNonNullElse(wrong.getCause(), wrong);
        Set<String> problems = switch (cause) {
            case StepFailure.Configuration _ -> configurationProblems;
            case IllegalArgumentException _, TypeConversionException _ -> usageProblems;
            default -> throw new IllegalStateException("an option cannot be read", wrong);
        };
        String name = nameOf(wrong.getArgSpec());
        problems.add(origin(name) + ": " + OptionValues.refusal(wrong.getArgSpec(), cause, wrong.getValue()));
        refused.add(name);
    }

    private static String nameOf(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }

    /** Where the value of the option comes from: its own name or that of its variable. */
    private String origin(String name) {
        return fromVariables.contains(name) ? OptionVariable.nameFor(spec.findOption(name)) : name;
    }

    /** Whether the option is given, on the command line or as a variable, or was meant. */
    boolean isGiven(OptionSpec option) {
        return Stream.of(named, fromVariables, refused).anyMatch(names -> names.contains(option.longestName()));
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
