package dev.daybook.lake.column;

import java.util.Arrays;

/**
 * Values of any number of bytes. Each is a range of one data array, either the vector's own ({@link #add}) or a block
 * that the producer keeps unchanged until the vector is cleared ({@link #addReference}); one batch uses one of the two.
 * At a NULL the length is 0.
 */
public final class BytesVector extends ColumnVector {

    private byte[] own = new byte[0];
    private int used;
    private byte[] data = own;
    private int[] starts;
    private int[] lengths;

    /** @param capacity the number of values it holds before it grows */
    public BytesVector(int capacity) {
        super(capacity);
        starts = new int[capacity];
        lengths = new int[capacity];
    }

    /** The array the ranges lie in. */
    public byte[] data() {
        return data;
    }

    /** Where each value starts in {@link #data()}; valid up to {@link #size()}. */
    public int[] starts() {
        return starts;
    }

    /** The bytes of each value; valid up to {@link #size()}. */
    public int[] lengths() {
        return lengths;
    }

    /** Names the block that the following references lie in; call it once, on an empty vector. */
    public void reference(byte[] block) {
        if (size() != 0) {
            throw new IllegalStateException("a batch of bytes refers to one block only");
        }
        data = block;
    }

    /** Appends a value that stays where it is, in the block named by {@link #reference}. */
    public void addReference(int start, int length) {
        int index = next(false);
        starts[index] = start;
        lengths[index] = length;
    }

    /** Appends a copy of a value. */
    public void add(byte[] source, int start, int length) {
        if (used + length > own.length) {
            own = Arrays.copyOf(own, Math.max(used + length, own.length * 2));
        }
        data = own;
        System.arraycopy(source, start, own, used, length);
        int index = next(false);
        starts[index] = used;
        lengths[index] = length;
        used += length;
    }

    @Override
    public void addNull() {
        int index = next(true);
        starts[index] = 0;
        lengths[index] = 0;
    }

    @Override
    public void removeLast() {
        super.removeLast();
        if (data == own) {
            used -= lengths[size()];
        }
    }

    @Override
    public void clear() {
        super.clear();
        used = 0;
        data = own;
    }

    @Override
    void grow(int capacity) {
        starts = Arrays.copyOf(starts, capacity);
        lengths = Arrays.copyOf(lengths, capacity);
    }
}
