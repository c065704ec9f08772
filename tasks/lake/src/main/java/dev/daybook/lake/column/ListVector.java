package dev.daybook.lake.column;

import java.util.Arrays;

/**
 * Lists. The elements of all of them lie one after the other in one vector: first append the elements of a list to
 * {@link #elements()}, then call {@link #endList()}. A NULL list has no elements.
 */
public final class ListVector extends ColumnVector {

    private final ColumnVector elements;
    private int[] ends;

    /**
     * @param capacity the number of lists it holds before it grows
     * @param elements the vector of all elements
     */
    public ListVector(int capacity, ColumnVector elements) {
        super(capacity);
        this.elements = elements;
        this.ends = new int[capacity];
    }

    /** The elements of all lists. */
    public ColumnVector elements() {
        return elements;
    }

    /** Where each list ends in {@link #elements()}, exclusively; it starts where the one before ends, the first at 0. */
    public int[] ends() {
        return ends;
    }

    /** Ends a list: it holds the elements appended since the last list's end. */
    public void endList() {
        int index = next(false);
        ends[index] = elements.size();
    }

    @Override
    public void addNull() {
        int index = next(true);
        ends[index] = elements.size();
    }

    @Override
    public void removeLast() {
        super.removeLast();
        int end = size() == 0 ? 0 : ends[size() - 1];
        while (elements.size() > end) {
            elements.removeLast();
        }
    }

    @Override
    public void clear() {
        super.clear();
        elements.clear();
    }

    @Override
    void grow(int capacity) {
        ends = Arrays.copyOf(ends, capacity);
    }
}
