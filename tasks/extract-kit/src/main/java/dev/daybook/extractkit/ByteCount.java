package dev.daybook.extractkit;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;

/**
 * A number of bytes as an option gives it: {@code 1048576}, {@code 512KiB}, {@code 16MiB}, {@code 20GiB}.
 *
 * @param bytes from 1
 */
public record ByteCount(long bytes) {

    private static final Pattern TEXT = Pattern.compile("([1-9]\\d{0,14})(|B|KiB|MiB|GiB)");

    private enum Unit {
        GiB(30),
        MiB(20),
        KiB(10),
        B(0);

        private final int shift;

        Unit(int shift) {
            this.shift = shift;
        }
    }

    /**
     * Reads a number of bytes.
     *
     * @throws IllegalArgumentException when the text is none
     */
    public static ByteCount parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (matcher.matches()) {
            long number = Long.parseLong(matcher.group(1));
            int shift = matcher.group(2).isEmpty() ? 0 : Unit.valueOf(matcher.group(2)).shift;
            if (number <= Long.MAX_VALUE >> shift) {
                return new ByteCount(number << shift);
            }
        }
        throw new IllegalArgumentException("expected a number of bytes such as 1048576, 16MiB or 20GiB");
    }

    /** This number where an array holds the bytes. */
    public int asInt() {
        return (int) Math.min(bytes, Integer.MAX_VALUE / 2);
    }

    @Override
    public String toString() {
        for (Unit unit : Unit.values()) {
            if (unit != Unit.B && bytes % (1L << unit.shift) == 0) {
                return (bytes >> unit.shift) + unit.name();
            }
        }
        return String.valueOf(bytes);
    }

    /** Reads the option's value. */
    public static final class Reader implements ITypeConverter<ByteCount> {
        @Override
        public ByteCount convert(String text) {
            return parse(text);
        }
    }
}
