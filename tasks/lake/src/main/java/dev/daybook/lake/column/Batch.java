package dev.daybook.lake.column;

import dev.daybook.lake.model.ColumnDefinition;
import dev.daybook.lake.model.TableDefinition;
import java.util.List;

/**
 * Some rows of a dataset, column by column. Filled and cleared again and again; not safe for use by more than one
 * thread.
 */
public final class Batch {

    /** The rows of a full batch. A producer ends a batch earlier when its bytes grow large. */
    public static final int ROWS = 2048;

    private final List<ColumnVector> columns;
    private int rows;

    /** An empty batch for a dataset. */
    public Batch(TableDefinition table) {
        this(table, ROWS);
    }

    /**
     * An empty batch with room for fewer rows from the start, for a dataset of many columns; it grows like any other.
     *
     * @param capacity the rows to make room for
     */
    public Batch(TableDefinition table, int capacity) {
        columns = table.columns().stream()
                .map(ColumnDefinition::type)
                .map(type -> ColumnVector.of(type, capacity))
                .toList();
    }

    /** One vector a column, in the dataset's order. */
    public List<ColumnVector> columns() {
        return columns;
    }

    /** The number of rows; every vector holds as many values. */
    public int rows() {
        return rows;
    }

    /**
     * Says that the vectors are filled.
     *
     * @throws IllegalStateException when a vector holds another number of values
     */
    public void filled(int rowCount) {
        for (ColumnVector column : columns) {
            if (column.size() != rowCount) {
                throw new IllegalStateException("expected " + rowCount + " values, found " + column.size());
            }
        }
        rows = rowCount;
    }

    /** Forgets all rows; keeps the memory. */
    public void clear() {
        columns.forEach(ColumnVector::clear);
        rows = 0;
    }
}
