package dev.daybook.task.command;

import dev.daybook.task.text.EscapedText;
import dev.daybook.task.text.NearMiss;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The arguments of a command line, parted into those that picocli can read and those that are wrong. People try to give a
 * password as an argument, so an unknown argument is told by its place, and shown only where it is a name: near to a known
 * one, or a plain long option that cannot be another one's value.
 */
final class GivenArguments {

    static final String NOT_SHOWN = "it is not shown, as it may be a secret";

    private static final Pattern PLAIN_NAME = Pattern.compile("-[A-Za-z0-9?]|--[a-z]+(-[a-z]+)*");
    private static final int LONGEST_NAME = 30;

    private final CommandSpec spec;
    private final int first;
    private final List<String> known = new ArrayList<>();
    private final Set<String> refused = new HashSet<>();
    private final List<String> problems = new ArrayList<>();

    /** @param first the place of the first argument on the command line, from 1 */
    GivenArguments(CommandSpec spec, List<String> arguments, int first) {
        this.spec = spec;
        this.first = first;
        boolean takesPositional = !spec.positionalParameters().isEmpty();
        boolean mayBeValue = false;
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            Optional<String> next = i + 1 < arguments.size() ? Optional.of(arguments.get(i + 1)) : Optional.empty();
            Optional<OptionSpec> option = option(argument);
            boolean isUnknown = option.isEmpty() && argument.startsWith("-") && argument.length() > 1;
            if (option.isPresent()) {
                i += takeOption(option.get(), argument, next);
            } else if (isUnknown) {
                refuse(argument, place(i), mayBeValue);
                // What follows is most likely its value.
                boolean hasValue = next.isPresent() && !next.get().startsWith("-") && !argument.contains("=");
                i += hasValue && !takesPositional ? 1 : 0;
            } else if (takesPositional) {
                known.add(argument);
            } else {
                problems.add(place(i) + ": unexpected, --help shows what is expected; " + NOT_SHOWN);
            }
            mayBeValue = isUnknown && !argument.contains("=");
        }
    }

    private static String nameIn(String argument) {
        int end = argument.startsWith("-") ? argument.indexOf('=') : -1;
        return end < 0 ? argument : argument.substring(0, end);
    }

    private String place(int index) {
        return "argument " + (first + index);
    }

    /** The option that an argument begins; a hidden one is for variables only. */
    private Optional<OptionSpec> option(String argument) {
        return Optional.ofNullable(spec.findOption(nameIn(argument))).filter(option -> !option.hidden());
    }

    /** How many arguments after this one belong to the option. */
    private int takeOption(OptionSpec option, String argument, Optional<String> next) {
        String name = option.longestName();
        boolean takesNext = option.arity().min() > 0 && argument.equals(nameIn(argument));
        Optional<String> value = next.filter(text -> takesNext && option(text).isEmpty());
        if (takesNext && value.isEmpty()) {
            problems.add(name + ": needs a value, " + option.paramLabel());
            refused.add(name);
        } else {
            known.add(value.map(text -> name + "=" + text).orElse(argument));
        }
        return value.isPresent() ? 1 : 0;
    }

    private void refuse(String argument, String place, boolean mayBeValue) {
        String name = nameIn(argument);
        Optional<String> near = NearMiss.of(name, names());
        if (near.isPresent()) {
            problems.add(EscapedText.of(name) + ": no such option, did you mean " + near.get() + "?");
            refused.add(near.get());
        } else if (!mayBeValue && PLAIN_NAME.matcher(name).matches() && name.length() <= LONGEST_NAME) {
            problems.add(name + ": no such option, --help lists them");
        } else {
            problems.add(place + ": no such option, --help lists them; " + NOT_SHOWN);
        }
    }

    private List<String> names() {
        return spec.options().stream()
                .filter(option -> !option.hidden())
                .flatMap(option -> Stream.of(option.names()))
                .toList();
    }

    /** The arguments to read, each option with its value in one. */
    List<String> known() {
        return known;
    }

    /** The options that were meant by misspelt ones, or have no value. */
    Set<String> refused() {
        return refused;
    }

    /** What is wrong, one line each. */
    List<String> problems() {
        return problems;
    }
}
