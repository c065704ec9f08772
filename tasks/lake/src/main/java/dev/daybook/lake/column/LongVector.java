package dev.daybook.lake.column;

import java.util.Arrays;

/** Values that fit 64 bits. At a NULL the value is 0. */
public final class LongVector extends ColumnVector {

    private long[] values;

    /** @param capacity the number of values it holds before it grows */
    public LongVector(int capacity) {
        super(capacity);
        values = new long[capacity];
    }

    /** The values; valid up to {@link #size()}. */
    public long[] values() {
        return values;
    }

    /** Appends a value. */
    public void add(long value) {
        int index = next(false);
        values[index] = value;
    }

    @Override
    public void addNull() {
        int index = next(true);
        values[index] = 0;
    }

    @Override
    void grow(int capacity) {
        values = Arrays.copyOf(values, capacity);
    }
}
