package dev.daybook.extractcsv;

import dev.daybook.extractcsv.format.RecordLimits;
import dev.daybook.lake.model.TableDefinition;
import dev.daybook.sourcefiles.input.UnpackLimits;
import dev.daybook.sourcefiles.reject.BadRowLimit;
import dev.daybook.sourcefiles.reject.RejectedTable;
import java.util.List;

/**
 * What a file may hold.
 *
 * @param record of one record
 * @param unpack of a packed file
 * @param badRows of rows that break the schema, in the files of a dataset together
 */
record CsvLimits(RecordLimits record, UnpackLimits unpack, BadRowLimit badRows) {

    /** Whether a row may be bad, so that each file has a dataset for such rows. */
    boolean allowsBadRows() {
        return !badRows.equals(BadRowLimit.NONE);
    }

    /** The datasets that a file becomes. */
    List<TableDefinition> tables(TableDefinition table) {
        return allowsBadRows() ? List.of(table, RejectedTable.of(table)) : List.of(table);
    }
}
