package dev.daybook.task.command;

import dev.daybook.task.text.EscapedText;
import dev.daybook.task.text.NearMiss;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Says what is wrong with arguments that match no option and no parameter. People try to give a password as an argument, so
 * one is told by its place, and shown only where it is a name: near to a known one, or a plain long option that cannot be
 * another one's value.
 */
final class UnmatchedArguments {

    static final String NOT_SHOWN = "it is not shown, as it may be a secret";

    private static final Pattern PLAIN_NAME = Pattern.compile("-[A-Za-z0-9?]|--[a-z]+(-[a-z]+)*");
    private static final int LONGEST_NAME = 30;

    private final List<String> names;
    private final List<String> problems = new ArrayList<>();
    private final Set<String> meant = new HashSet<>();

    /** @param names the names of the options that may be given */
    UnmatchedArguments(List<String> names) {
        this.names = names;
    }

    /**
     * Adds what is wrong with one argument.
     *
     * @param place the place on the command line, from 1
     * @param follows whether it comes after an unknown option whose value it may be
     */
    void add(String argument, int place, boolean follows) {
        if (!isOption(argument)) {
            if (!follows) {
                problems.add("argument " + place + ": unexpected, --help shows what is expected; " + NOT_SHOWN);
            }
            return;
        }
        String name = argument.split("=", 2)[0];
        Optional<String> near = NearMiss.of(name, names);
        near.ifPresent(meant::add);
        if (near.isPresent()) {
            problems.add(EscapedText.of(name) + ": no such option, did you mean " + near.get() + "?");
        } else if (!follows && PLAIN_NAME.matcher(name).matches() && name.length() <= LONGEST_NAME) {
            problems.add(name + ": no such option, --help lists them");
        } else {
            problems.add("argument " + place + ": no such option, --help lists them; " + NOT_SHOWN);
        }
    }

    static boolean isOption(String argument) {
        return argument.length() > 1 && argument.startsWith("-");
    }

    /** What is wrong, one line each. */
    List<String> problems() {
        return problems;
    }

    /** The options that misspelt ones were meant to be. */
    Set<String> meant() {
        return meant;
    }
}
