package dev.daybook.extractcsv.schema;

import dev.daybook.extractcsv.format.Dialect;
import dev.daybook.lake.model.TableDefinition;
import dev.daybook.lake.model.TableKind;
import dev.daybook.sourcefiles.frictionless.SchemaReader;
import dev.daybook.sourcefiles.schema.TableSchema;
import java.nio.charset.Charset;
import java.nio.file.Path;

/**
 * What a CSV file is declared to be.
 *
 * @param table its columns and keys
 * @param charset the encoding of the file
 * @param dialect how records and fields are written
 */
public record CsvSchema(TableSchema table, Charset charset, Dialect dialect) {

    /**
     * Reads the schema in a file.
     *
     * @throws dev.daybook.task.StepFailure.Configuration when it is not there or is no schema that Daybook can follow
     * @throws dev.daybook.task.StepFailure.Denied when it cannot be read
     */
    public static CsvSchema read(Path file) {
        CsvFormatReader format = new CsvFormatReader();
        TableSchema table = SchemaReader.read(file, format);
        return new CsvSchema(table, format.charset(), format.dialect());
    }

    /** The dataset's definition under a name and a target. */
    public TableDefinition definition(String dataset, String target) {
        return table.definition(TableKind.CSV, dataset, target);
    }
}
