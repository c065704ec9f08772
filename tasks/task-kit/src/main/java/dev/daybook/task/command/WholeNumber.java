package dev.daybook.task.command;

import picocli.CommandLine.ITypeConverter;

/** Reads a whole number within bounds; a subclass, whose constructor takes nothing, names those of an option. */
public abstract class WholeNumber implements ITypeConverter<Integer> {

    private final int least;
    private final int most;

    /** From {@code least}, at least 0, to {@code most}; {@link Integer#MAX_VALUE} is not told as a bound. */
    protected WholeNumber(int least, int most) {
        this.least = least;
        this.most = most;
    }

    @Override
    public Integer convert(String text) {
        if (!text.matches("[0-9]{1,10}") || Long.parseLong(text) < least || Long.parseLong(text) > most) {
            throw new IllegalArgumentException(
                    "expected a whole number from " + least + (most == Integer.MAX_VALUE ? "" : " to " + most));
        }
        return Integer.valueOf(text);
    }
}
