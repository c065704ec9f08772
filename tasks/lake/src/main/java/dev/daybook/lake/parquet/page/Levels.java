package dev.daybook.lake.parquet.page;

import dev.daybook.lake.column.ColumnVector;
import java.util.List;

/**
 * The levels of one page under way: which values are NULL, and for lists where each begins. In a data page of version 1
 * they stand in front of the values, each kind with its length (Encodings.md, Data Pages).
 */
abstract sealed class Levels permits FlatLevels, ListLevels {

    /** The vector whose values the column's values are: the column's own, or its lists' elements. */
    abstract ColumnVector leaf(ColumnVector vector);

    /** Where the leaf values of a row begin; also valid for the row after the last. */
    abstract int leafStart(ColumnVector vector, int row);

    /** The row that holds a leaf value. */
    abstract int rowOf(ColumnVector vector, int leafIndex);

    /** Appends the levels of some rows. */
    abstract void append(ColumnVector vector, int from, int to);

    /** The entries of the page: values, NULLs and empty lists. */
    abstract int entries();

    /** Those of them that hold no value. */
    abstract int nulls();

    abstract List<Long> repetitionHistogram();

    abstract List<Long> definitionHistogram();

    abstract long memory();

    /** Writes the levels of the page and starts the next one. */
    abstract void endPage(PageBuffer target);

    /** Leaves room for the length that stands in front of a level's runs and returns its position. */
    static int startRuns(PageBuffer target) {
        target.putInt(0);
        return target.used;
    }

    static void endRuns(PageBuffer target, int start) {
        target.putInt(start - Integer.BYTES, target.used - start);
    }
}
