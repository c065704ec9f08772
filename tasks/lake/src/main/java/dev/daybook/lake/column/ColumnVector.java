package dev.daybook.lake.column;

import dev.daybook.lake.model.ColumnType;
import java.util.Arrays;

/**
 * The values of one column in one batch of rows: the seam between whoever reads rows (COPY BINARY, CSV, Parquet) and
 * whoever writes them (Parquet, COPY BINARY, COPY text). A vector is filled, read, {@link #clear() cleared} and filled
 * again; it allocates only when it grows. Not safe for use by more than one thread.
 *
 * <p>Hot loops copy the arrays to locals; that is why they are exposed.
 */
public abstract sealed class ColumnVector permits LongVector, BytesVector, ListVector {

    private boolean[] nulls;
    private int size;
    private int nullCount;

    ColumnVector(int capacity) {
        nulls = new boolean[capacity];
    }

    /** The vector that carries the values of a type; {@link ColumnType} names it for each. */
    public static ColumnVector of(ColumnType type, int capacity) {
        return switch (type) {
            case ColumnType.Bool _,
                    ColumnType.Int16 _,
                    ColumnType.Int32 _,
                    ColumnType.Int64 _,
                    ColumnType.Float32 _,
                    ColumnType.Float64 _,
                    ColumnType.Date _,
                    ColumnType.Time _,
                    ColumnType.Timestamp _ -> new LongVector(capacity);
            case ColumnType.Decimal decimal -> decimal.isLong() ? new LongVector(capacity) : new BytesVector(capacity);
            case ColumnType.Text _, ColumnType.EnumText _, ColumnType.Json _, ColumnType.Binary _, ColumnType.Uuid _ ->
                new BytesVector(capacity);
            case ColumnType.ListOf list -> new ListVector(capacity, of(list.element(), capacity));
        };
    }

    /** The number of values, NULLs included. */
    public final int size() {
        return size;
    }

    /** The number of NULLs. */
    public final int nullCount() {
        return nullCount;
    }

    /** Whether each value is NULL; valid up to {@link #size()}. */
    public final boolean[] nulls() {
        return nulls;
    }

    /** Appends a NULL. */
    public abstract void addNull();

    /** Forgets all values; keeps the memory. */
    public void clear() {
        size = 0;
        nullCount = 0;
    }

    /**
     * Takes back the last value: a producer that finds a row bad in the middle removes what it appended for it.
     *
     * @throws IllegalStateException when there is none
     */
    public void removeLast() {
        if (size == 0) {
            throw new IllegalStateException("there is no value to remove");
        }
        size--;
        if (nulls[size]) {
            nullCount--;
        }
    }

    /** Makes room for one more value and says where it goes. */
    final int next(boolean isNull) {
        if (size == nulls.length) {
            nulls = Arrays.copyOf(nulls, Math.max(16, nulls.length * 2));
            grow(nulls.length);
        }
        nulls[size] = isNull;
        if (isNull) {
            nullCount++;
        }
        return size++;
    }

    /** Grows the arrays of values to the new capacity. */
    abstract void grow(int capacity);
}
