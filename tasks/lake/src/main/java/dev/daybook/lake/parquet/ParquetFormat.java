package dev.daybook.lake.parquet;

import dev.daybook.lake.column.Batch;
import dev.daybook.lake.model.TableDefinition;
import dev.daybook.lake.model.WriterSettings;
import dev.daybook.lake.part.PartFormat;
import dev.daybook.lake.part.PartReader;
import java.nio.file.Path;

/** Parquet, the format of every lake. */
final class ParquetFormat implements PartFormat {

    @Override
    public Writer write(Path file, TableDefinition table, String tableJson, WriterSettings settings) {
        return new Writing(new ParquetPartWriter(file, table, tableJson, settings));
    }

    @Override
    public PartReader read(Path file, TableDefinition table, long rows) {
        return new Reading(new ParquetPartReader(file, table, rows));
    }

    private record Writing(ParquetPartWriter writer) implements Writer {
        @Override
        public void write(Batch batch) {
            writer.write(batch);
        }

        @Override
        public long bytes() {
            return writer.bytes();
        }

        @Override
        public boolean isFull() {
            return writer.isFull();
        }

        @Override
        public long rows() {
            return writer.rows();
        }

        @Override
        public String finish() {
            return writer.finish();
        }

        @Override
        public void close() {
            writer.close();
        }
    }

    private record Reading(ParquetPartReader reader) implements PartReader {
        @Override
        public boolean read(Batch batch) {
            return reader.read(batch);
        }

        @Override
        public void close() {
            reader.close();
        }
    }
}
