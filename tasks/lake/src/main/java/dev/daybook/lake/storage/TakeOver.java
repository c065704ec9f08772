package dev.daybook.lake.storage;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * Whether what lies in the place of a period is replaced although Daybook did not make it.
 *
 * @param option the step's option that allows it, such as {@code --take-over}; empty where there is none
 * @param told hears what was replaced or removed, one line each; empty when nothing may be
 */
public record TakeOver(Optional<String> option, Optional<Consumer<String>> told) {

    /** What Daybook did not make stays. */
    public static final TakeOver NOTHING = new TakeOver(Optional.empty(), Optional.empty());

    /**
     * As the option says.
     *
     * @param option the option's name, for messages
     * @param given whether it was given
     * @param told hears what was replaced or removed
     */
    public static TakeOver when(String option, boolean given, Consumer<String> told) {
        return new TakeOver(Optional.of(option), given ? Optional.of(told) : Optional.empty());
    }

    /** Whether it may be replaced. */
    public boolean isAllowed() {
        return told.isPresent();
    }

    /** {@code ; --take-over replaces it all the same} as the end of a message, where the step has the option. */
    public String offer(String does) {
        return option.map(name -> "; " + name + " " + does + " it all the same").orElse("");
    }

    /** {@code , as --take-over says} within a message. */
    public String reason() {
        return option.map(name -> ", as " + name + " says").orElse("");
    }

    /** Tells what was replaced or removed. */
    public void tell(String line) {
        told.ifPresent(listener -> listener.accept(line));
    }
}
