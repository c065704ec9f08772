package dev.daybook.lake.parquet.page;

import dev.daybook.lake.column.ColumnVector;
import java.util.List;

/**
 * The levels of one page under way: which values are NULL, and for lists where each begins. In a data page of version 1
 * they stand in front of the values, each kind with its length (Encodings.md, Data Pages).
 */
public abstract sealed class Levels permits FlatLevels, ListLevels {

    /** The vector whose values the column's values are: the column's own, or its lists' elements. */
    public abstract ColumnVector leaf(ColumnVector vector);

    /** Where the leaf values of a row begin; also valid for the row after the last. */
    public abstract int leafStart(ColumnVector vector, int row);

    /** The row that holds a leaf value. */
    public abstract int rowOf(ColumnVector vector, int leafIndex);

    /** Appends the levels of some rows. */
    public abstract void append(ColumnVector vector, int from, int to);

    /** The entries of the page: values, NULLs and empty lists. */
    public abstract int entries();

    /** Those of them that hold no value. */
    public abstract int nulls();

    /** How often each repetition level came in the page; empty where a column has none. */
    public abstract List<Long> repetitionHistogram();

    /** How often each definition level came in the page. */
    public abstract List<Long> definitionHistogram();

    /** Bytes of memory that the levels hold. */
    public abstract long memory();

    /** Writes the levels of the page and starts the next one. */
    public abstract void endPage(PageBuffer target);

    /** Leaves room for the length that stands in front of a level's runs and returns its position. */
    static int startRuns(PageBuffer target) {
        target.putInt(0);
        return target.used;
    }

    static void endRuns(PageBuffer target, int start) {
        target.putInt(start - Integer.BYTES, target.used - start);
    }
}
