package dev.daybook.extractcsv;

import dev.daybook.extractcsv.format.RecordLimits;
import dev.daybook.sourcefiles.input.UnpackLimits;
import dev.daybook.sourcefiles.reject.BadRowLimit;

/**
 * What a file may hold.
 *
 * @param record of one record
 * @param unpack of a packed file
 * @param badRows of rows that break the schema, in the files of a dataset together
 */
record CsvLimits(RecordLimits record, UnpackLimits unpack, BadRowLimit badRows) {}
