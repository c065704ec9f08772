package dev.daybook.sourcefiles.value;

import dev.daybook.lake.column.LongVector;
import dev.daybook.sourcefiles.schema.NumberFormat;
import org.jspecify.annotations.Nullable;

/** Reads whole numbers: a sign or none, then ASCII digits without leading zeros. */
final class WholeReader implements ValueReader {

    /** Nineteen digits: the longest text of a {@code long}; one more would not tell overflow by its sign alone. */
    private static final int MOST_DIGITS = 19;

    private final long lowest;
    private final long highest;
    private final NumberText number;
    private final LongVector target;

    WholeReader(long lowest, long highest, NumberFormat format, LongVector target) {
        this.lowest = lowest;
        this.highest = highest;
        this.number = new NumberText(format);
        this.target = target;
    }

    @Override
    public @Nullable String read(byte[] source, int from, int size) {
        String problem = number.take(source, from, size);
        return problem == null ? readPlain(number.bytes(), number.start(), number.length()) : problem;
    }

    private @Nullable String readPlain(byte[] bytes, int start, int length) {
        int at = start;
        int stop = start + length;
        boolean negative = length > 0 && bytes[start] == '-';
        if (negative || (length > 0 && bytes[start] == '+')) {
            at++;
        }
        int digits = stop - at;
        // Summed as a negative number, because there is one more of those.
        long value = 0;
        for (int i = at; i < stop; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return bytes[i] == '.' ? "no fraction is allowed" : "";
            }
            value = value * 10 - digit;
        }
        if (digits == 0) {
            return "";
        }
        if (digits > 1 && bytes[at] == '0') {
            return "a leading zero would be lost; a code is a string";
        }
        if (digits > MOST_DIGITS || value > 0 || (!negative && value == Long.MIN_VALUE)) {
            return "out of range";
        }
        long signed = negative ? value : -value;
        if (signed < lowest || signed > highest) {
            return "out of range";
        }
        target.add(signed);
        return null;
    }
}
