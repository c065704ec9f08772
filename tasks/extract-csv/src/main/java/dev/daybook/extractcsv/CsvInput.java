package dev.daybook.extractcsv;

import dev.daybook.extractcsv.schema.CsvSchema;
import dev.daybook.lake.model.TableDefinition;
import dev.daybook.sourcefiles.input.PeriodPattern;
import java.util.List;

/**
 * The CSV files of one dataset of one run.
 *
 * @param patterns what its files are found by, at least one
 * @param live whether one of them is the same every day, so that it only ever shows now
 * @param schema what each file is declared to be
 * @param table the dataset they become
 */
record CsvInput(List<PeriodPattern> patterns, boolean live, CsvSchema schema, TableDefinition table) {

    /** Copies the patterns. */
    CsvInput {
        patterns = List.copyOf(patterns);
    }
}
