package dev.daybook.task.command;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.OptionSpec;

/** The environment variable that stands for an option when it is not given: {@code --lake} and {@code DAYBOOK_LAKE}. */
final class OptionVariable {

    /** What all of them begin with. */
    static final String PREFIX = "DAYBOOK_";

    /** Not the comma within {@code decimal(38,9)}. */
    private static final Pattern COMMA = Pattern.compile(",(?![^(]*\\))");

    private OptionVariable() {}

    static String nameFor(OptionSpec option) {
        return PREFIX
                + option.longestName().replaceFirst("^-+", "").replace('-', '_').toUpperCase(Locale.ROOT);
    }

    /** The values that a variable holds for an option that can be repeated. */
    static List<String> values(String value) {
        return COMMA.splitAsStream(value)
                .map(String::strip)
                .filter(one -> !one.isEmpty())
                .toList();
    }
}
