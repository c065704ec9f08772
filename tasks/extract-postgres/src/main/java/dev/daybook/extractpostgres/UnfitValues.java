package dev.daybook.extractpostgres;

import dev.daybook.pgcopy.ConversionError;
import java.util.List;

/** Columns hold values that do not fit their types, so nothing is published of what was read. Caught by {@link ExtractRun}. */
final class UnfitValues extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<ConversionError> columns;

    UnfitValues(List<ConversionError> columns) {
        super("values do not fit the types of " + columns.size() + " columns");
        this.columns = List.copyOf(columns);
    }

    /** The columns, in the order of their names. */
    List<ConversionError> columns() {
        return columns;
    }
}
