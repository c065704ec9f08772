package dev.daybook.task.command;

import java.util.Collections;
import java.util.List;

/**
 * Options that depend on each other. A step, a command or a mixin of it implements this; its problems are listed together
 * with those of single values.
 */
public interface OptionRules {

    /**
     * What is wrong with the options together; asked once all of them are read. An option whose value was refused still
     * has its initial value, and what is said about it here is left out.
     */
    List<Problem> problems();

    /**
     * One problem.
     *
     * @param option the option to correct, such as {@code --sources}; shown as its variable where that gave the value
     * @param text what was expected and what was found
     */
    record Problem(String option, String text) {

        /**
         * One for each value of a repeated option that is given more than once.
         *
         * @param what what a value is, such as {@code source}
         */
        public static List<Problem> ofTwice(String option, String what, List<?> values) {
            return values.stream()
                    .filter(value -> Collections.frequency(values, value) > 1)
                    .distinct()
                    .map(value -> new Problem(option, "expected each " + what + " once, found '" + value + "' twice"))
                    .toList();
        }
    }
}
