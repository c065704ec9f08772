package dev.daybook.lake.parquet;

import dev.daybook.lake.model.TableDefinition;
import dev.daybook.lake.model.WriterSettings;
import dev.daybook.lake.part.PartFormat;
import dev.daybook.lake.part.PartReader;
import dev.daybook.lake.storage.StagedFile;
import dev.daybook.lake.storage.StoredFile;

/** Parquet, the format of every lake. */
public final class ParquetFormat implements PartFormat {

    @Override
    public Writer write(StagedFile file, TableDefinition table, String tableJson, WriterSettings settings) {
        return new ParquetPartWriter(file, table, tableJson, settings);
    }

    @Override
    public PartReader read(StoredFile file, TableDefinition table, long rows) {
        return new ParquetPartReader(file, table, rows);
    }
}
