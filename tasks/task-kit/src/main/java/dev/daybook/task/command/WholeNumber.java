package dev.daybook.task.command;

import picocli.CommandLine.ITypeConverter;

/**
 * Reads a whole number within bounds. A subclass names the bounds of an option:
 *
 * <pre>{@code
 * static final class Connections extends WholeNumber {
 *     Connections() {
 *         super(1, 64);
 *     }
 * }
 * }</pre>
 */
public abstract class WholeNumber implements ITypeConverter<Integer> {

    private static final int MOST_DIGITS = 10;

    private final int least;
    private final int most;

    /** From {@code least}, at least 0, to {@code most}; {@link Integer#MAX_VALUE} is not told as a bound. */
    protected WholeNumber(int least, int most) {
        this.least = least;
        this.most = most;
    }

    @Override
    public Integer convert(String text) {
        boolean isNumber = text.matches("[0-9]{1," + MOST_DIGITS + "}");
        if (!isNumber || Long.parseLong(text) < least || Long.parseLong(text) > most) {
            throw new IllegalArgumentException(
                    "expected a whole number from " + least + (most == Integer.MAX_VALUE ? "" : " to " + most));
        }
        return Integer.valueOf(text);
    }
}
