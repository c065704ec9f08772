package dev.daybook.extractcsv;

import dev.daybook.extractcsv.schema.CsvSchema;
import dev.daybook.lake.model.TableDefinition;
import java.nio.file.Path;

/**
 * A CSV file of one run.
 *
 * @param file the file
 * @param live whether its path is the same every day, so that it only ever shows now
 * @param schema what it is declared to be
 * @param table the dataset it becomes
 */
record CsvInput(Path file, boolean live, CsvSchema schema, TableDefinition table) {}
