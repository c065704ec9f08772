package dev.daybook.task.command;

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
    record Problem(String option, String text) {}
}
