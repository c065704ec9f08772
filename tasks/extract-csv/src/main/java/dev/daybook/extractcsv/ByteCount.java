package dev.daybook.extractcsv;

import dev.daybook.task.text.EscapedText;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;

/**
 * A number of bytes as an option gives it: {@code 1048576}, {@code 512KiB}, {@code 16MiB}, {@code 20GiB}.
 *
 * @param bytes from 1
 */
record ByteCount(long bytes) {

    private static final Pattern TEXT = Pattern.compile("([1-9]\\d{0,14})(|KiB|MiB|GiB)");

    /** This number where an array holds the bytes. */
    int asInt() {
        return (int) Math.min(bytes, Integer.MAX_VALUE / 2);
    }

    @Override
    public String toString() {
        for (Unit unit : Unit.values()) {
            if (bytes % (1L << unit.shift) == 0) {
                return (bytes >> unit.shift) + unit.name();
            }
        }
        return String.valueOf(bytes);
    }

    private enum Unit {
        GiB(30),
        MiB(20),
        KiB(10);

        private final int shift;

        Unit(int shift) {
            this.shift = shift;
        }
    }

    /** Reads the option's value. */
    static final class Reader implements ITypeConverter<ByteCount> {
        @Override
        public ByteCount convert(String text) {
            Matcher matcher = TEXT.matcher(text);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("expected a number of bytes such as 1048576, 16MiB or 20GiB, found '"
                        + EscapedText.of(text) + "'");
            }
            int shift = matcher.group(2).isEmpty() ? 0 : Unit.valueOf(matcher.group(2)).shift;
            return new ByteCount(Long.parseLong(matcher.group(1)) << shift);
        }
    }
}
