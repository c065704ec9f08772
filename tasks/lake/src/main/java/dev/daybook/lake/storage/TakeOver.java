package dev.daybook.lake.storage;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * Whether what lies in the place of a period is replaced although Daybook did not make it: {@code --take-over}.
 *
 * @param told hears what was replaced or removed, one line each; empty when nothing may be
 */
public record TakeOver(Optional<Consumer<String>> told) {

    /** What Daybook did not make stays. */
    public static final TakeOver NOTHING = new TakeOver(Optional.empty());

    /**
     * As the option says.
     *
     * @param given whether {@code --take-over} was given
     * @param told hears what was replaced or removed
     */
    public static TakeOver when(boolean given, Consumer<String> told) {
        return given ? new TakeOver(Optional.of(told)) : NOTHING;
    }

    /** Whether it may be replaced. */
    public boolean isAllowed() {
        return told.isPresent();
    }

    /** Tells what was replaced or removed. */
    public void tell(String line) {
        told.ifPresent(listener -> listener.accept(line));
    }
}
