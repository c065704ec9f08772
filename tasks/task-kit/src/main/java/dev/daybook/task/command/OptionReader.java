package dev.daybook.task.command;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Reads arguments and the variables that stand for options into a command, and collects all problems. picocli ends at
 * the first problem, so the argument that it names is taken out and the rest read again, until nothing is wrong.
 */
final class OptionReader {

    private final CommandSpec spec;
    private final Map<String, String> environment;
    private final Set<String> problems = new LinkedHashSet<>();
    private final Set<String> refused = new HashSet<>();
    private Arguments given;
    private Arguments fromVariables;

    OptionReader(CommandSpec spec, Map<String, String> environment) {
        this.spec = spec;
        this.environment = environment;
    }

    /**
     * Reads the arguments; afterwards the command's object and the option specifications hold the values.
     *
     * @param first the place of the first one on the command line, from 1
     */
    void read(List<String> arguments, int first) {
        UnknownArguments unknown = new UnknownArguments(spec, first);
        given = new Arguments(spec, unknown.takenOutOf(arguments));
        problems.addAll(unknown.problems());
        refused.addAll(unknown.meant());
        fromVariables = new Arguments(spec, List.of());
        spec.options().forEach(this::readVariable);
        CommandLine line = new CommandLine(spec)
                .setExpandAtFiles(false)
                .setInterpolateVariables(false)
                .setPosixClusteredShortOptionsAllowed(false)
                .setCaseInsensitiveEnumValuesAllowed(true);
        while (!isRead(line)) {
            // Each round takes at least one argument out.
        }
    }

    /** What is wrong, one line each. */
    List<String> problems() {
        return List.copyOf(problems);
    }

    /** Whether a problem with this option was found, so that "missing" would be misleading. */
    boolean isRefused(String option) {
        return refused.contains(option);
    }

    /** Whether the option is given, on the command line or as a variable. */
    boolean isGiven(String option) {
        return given.has(option) || fromVariables.has(option) || isRefused(option);
    }

    /** Where the value of the option comes from: its own name or that of its variable. */
    String origin(String option) {
        return fromVariables.has(option) ? OptionVariable.nameFor(spec.findOption(option)) : option;
    }

    private void readVariable(OptionSpec option) {
        String value = environment.getOrDefault(OptionVariable.nameFor(option), "");
        boolean isGiven = Stream.of(option.names()).anyMatch(given::has);
        if (!value.isEmpty() && !isGiven) {
            fromVariables.addAll(OptionVariable.arguments(option, value));
        }
    }

    private boolean isRead(CommandLine line) {
        try {
            line.parseArgs(Stream.concat(fromVariables.stream(), given.stream()).toArray(String[]::new));
            return true;
        } catch (MissingParameterException e) {
            return isMissing(e.getMissing());
        } catch (OverwrittenOptionException e) {
            OptionSpec option = (OptionSpec) e.getOverwritten();
            problems.add(option.longestName() + ": given twice, expected once");
            return !given.removeLast(option);
        } catch (ParameterException e) {
            return isWrong(e);
        }
    }

    /** Required arguments come last in picocli's checks, so there is nothing to read again after them. */
    private boolean isMissing(List<ArgSpec> missing) {
        boolean valueMissing = false;
        for (ArgSpec argument : missing) {
            if (argument instanceof OptionSpec option && given.has(option.longestName())) {
                problems.add(option.longestName() + ": needs a value, " + option.paramLabel());
                refused.add(option.longestName());
                valueMissing |= given.removeLast(option);
            } else if (argument instanceof OptionSpec option) {
                if (!isRefused(option.longestName())) {
                    problems.add(required(option));
                }
            } else {
                problems.add(argument.paramLabel() + ": required");
            }
        }
        return !valueMissing;
    }

    /** The problem that a required option is missing. */
    static String required(OptionSpec option) {
        String name = option.longestName();
        return name + ": required, give " + name + " " + option.paramLabel() + " or set "
                + OptionVariable.nameFor(option);
    }

    private boolean isWrong(ParameterException e) {
        if (e instanceof UnmatchedArgumentException) {
            problems.add("one argument too many, --help shows what is expected; " + UnknownArguments.NOT_SHOWN);
            return true;
        }
        if (!(e.getArgSpec() instanceof OptionSpec option)) {
            String label = e.getArgSpec() == null ? spec.name() : e.getArgSpec().paramLabel();
            problems.add(label + ": " + WrongValue.reason(e));
            return true;
        }
        problems.add(origin(option.longestName()) + ": " + WrongValue.reason(e));
        refused.add(option.longestName());
        return !given.remove(option, e.getValue()) && !fromVariables.remove(option, e.getValue());
    }
}
