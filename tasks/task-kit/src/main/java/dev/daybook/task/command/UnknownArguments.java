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
 * Takes out of the arguments what the command does not know. People try to give a password as an argument, so an unknown
 * argument is told by its place, and shown only where it is a name: near to a known one, or a plain long option that
 * cannot be another one's value.
 */
final class UnknownArguments {

    static final String NOT_SHOWN = "it is not shown, as it may be a secret";

    private static final Pattern PLAIN_NAME = Pattern.compile("--[a-z]+(-[a-z]+)*");
    private static final int LONGEST_NAME = 30;
    private static final int SHORT_NAME = 2;

    private final CommandSpec spec;
    private final int first;
    private final boolean takesPositional;
    private final List<String> names;
    private final List<String> problems = new ArrayList<>();
    private final Set<String> meant = new HashSet<>();

    /** @param first the place of the first argument on the command line, from 1 */
    UnknownArguments(CommandSpec spec, int first) {
        this.spec = spec;
        this.first = first;
        this.takesPositional = !spec.positionalParameters().isEmpty();
        this.names = spec.options().stream()
                .flatMap(option -> Stream.of(option.names()))
                .toList();
    }

    /** The arguments that are known. */
    List<String> takenOutOf(List<String> arguments) {
        List<String> known = new ArrayList<>();
        boolean mayBeValue = false;
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            OptionSpec option = spec.findOption(Arguments.nameIn(argument));
            boolean isUnknown = option == null && argument.startsWith("-") && argument.length() > 1;
            if (option != null) {
                known.add(argument);
                if (Arguments.takesNext(option, argument) && i + 1 < arguments.size()) {
                    known.add(arguments.get(++i));
                }
            } else if (isUnknown) {
                unknownOption(argument, i, mayBeValue);
                // What follows is most likely its value.
                boolean hasValue =
                        i + 1 < arguments.size() && !arguments.get(i + 1).startsWith("-");
                i += hasValue && !argument.contains("=") && !takesPositional ? 1 : 0;
            } else if (takesPositional) {
                known.add(argument);
            } else {
                problems.add(place(i) + ": unexpected, --help shows what is expected; " + NOT_SHOWN);
            }
            mayBeValue = isUnknown && !argument.contains("=");
        }
        return known;
    }

    private void unknownOption(String argument, int index, boolean mayBeValue) {
        String name = Arguments.nameIn(argument);
        Optional<String> near = NearMiss.of(name, names);
        if (near.isPresent()) {
            problems.add(EscapedText.of(name) + ": no such option, did you mean " + near.get() + "?");
            meant.add(near.get());
        } else if (!mayBeValue && PLAIN_NAME.matcher(name).matches() && name.length() <= LONGEST_NAME) {
            problems.add(name + ": no such option, --help lists them");
        } else if (!mayBeValue && name.length() == SHORT_NAME) {
            problems.add(EscapedText.of(name) + ": no such option, --help lists them");
        } else {
            problems.add(place(index) + ": no such option, --help lists them; " + NOT_SHOWN);
        }
    }

    private String place(int index) {
        return "argument " + (first + index);
    }

    /** What is wrong, one line each. */
    List<String> problems() {
        return problems;
    }

    /** The options that were meant by misspelt ones. */
    Set<String> meant() {
        return meant;
    }
}
