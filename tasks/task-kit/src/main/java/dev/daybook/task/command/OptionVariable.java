package dev.daybook.task.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.OptionSpec;

/** The environment variable that stands for an option when it is not given: {@code --lake} and {@code DAYBOOK_LAKE}. */
final class OptionVariable {

    /** What all of them begin with. */
    static final String PREFIX = "DAYBOOK_";

    private OptionVariable() {}

    static String nameFor(OptionSpec option) {
        return PREFIX
                + option.longestName().replaceFirst("^-+", "").replace('-', '_').toUpperCase(Locale.ROOT);
    }

    /** The values that a variable holds for an option that can be repeated: split at commas, but not inside parentheses, as in {@code a=decimal(38,9),b=text}. */
    static List<String> values(String value) {
        List<String> values = new ArrayList<>();
        int depth = 0;
        int begin = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ',' && depth <= 0) {
                values.add(value.substring(begin, i).strip());
                begin = i + 1;
            }
        }
        values.add(value.substring(begin).strip());
        values.removeIf(String::isEmpty);
        return values;
    }
}
