package dev.daybook.pgcopy.encode;

import dev.daybook.pgcopy.NumericWire;

/** Gathers the base-10,000 digits of a decimal from its last one on, and writes them as {@link NumericWire} says. */
final class NumericGroups {

    private final int scale;
    private final int fractionGroups;
    private final short[] groups = new short[12];
    private int count;

    NumericGroups(int scale) {
        this.scale = scale;
        this.fractionGroups = (scale + NumericWire.BASE_DIGITS - 1) / NumericWire.BASE_DIGITS;
    }

    /** How many decimal digits of the unscaled value the last group holds; it is filled up with zeros. */
    int digitsOfFirst() {
        return scale % NumericWire.BASE_DIGITS == 0 ? NumericWire.BASE_DIGITS : scale % NumericWire.BASE_DIGITS;
    }

    void start() {
        count = 0;
    }

    /** Adds the next group, from the least significant on. */
    void add(int group) {
        groups[count++] = (short) group;
    }

    /** Appends length and value. */
    void write(boolean negative, CopyBuffer into) {
        int top = count;
        while (top > 0 && groups[top - 1] == 0) {
            top--;
        }
        int bottom = 0;
        while (bottom < top && groups[bottom] == 0) {
            bottom++;
        }
        int digits = top - bottom;
        into.putInt32(NumericWire.HEADER + 2 * digits);
        into.putInt16(digits);
        into.putInt16(digits == 0 ? 0 : top - fractionGroups - 1);
        into.putInt16(negative ? NumericWire.NEGATIVE : NumericWire.POSITIVE);
        into.putInt16(scale);
        for (int i = top - 1; i >= bottom; i--) {
            into.putInt16(groups[i]);
        }
    }
}
