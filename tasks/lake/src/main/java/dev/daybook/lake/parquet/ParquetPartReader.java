package dev.daybook.lake.parquet;

import dev.daybook.lake.column.Batch;
import dev.daybook.lake.files.FileFailure;
import dev.daybook.lake.model.TableDefinition;
import dev.daybook.lake.parquet.decode.ColumnChunkReader;
import dev.daybook.lake.parquet.decode.CorruptFileException;
import dev.daybook.lake.parquet.decode.FileBytes;
import dev.daybook.lake.parquet.decode.PageDecompressor;
import dev.daybook.lake.parquet.page.PageBuffer;
import dev.daybook.task.StepFailure;
import dev.daybook.task.text.EscapedText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.apache.parquet.format.RowGroup;

/**
 * Reads one data file into batches of column vectors. The file is distrusted: footer, schema, row counts, codecs, sizes
 * and page checksums are checked before a row is given out, and whatever is wrong ends as one
 * {@link StepFailure.BadData}. Reads what {@link ParquetPartWriter} writes (data pages of version 1, PLAIN or dictionary
 * values), not all of Parquet. Holds one page of each column in memory. Not safe for use by more than one thread.
 */
public final class ParquetPartReader implements AutoCloseable {

    /** Bytes after which a batch ends early. */
    private static final long BATCH_BYTES = 1 << 20;

    private final Path path;
    private final FileBytes file;
    private final PageDecompressor decompressor = new PageDecompressor();
    private final List<RowGroup> groups;
    private final List<ColumnChunkReader> columns;
    private int nextGroup;
    private long groupRowsLeft;

    /**
     * Opens a file and checks its footer.
     *
     * @param path the file
     * @param table the dataset it belongs to
     * @param expectedRows the rows that its manifest says it has
     * @throws StepFailure.BadData when the file is damaged or of another schema, or has another number of rows
     * @throws StepFailure.InputOutput when it cannot be read
     */
    public ParquetPartReader(Path path, TableDefinition table, long expectedRows) {
        this.path = path;
        try {
            this.file = new FileBytes(path);
        } catch (IOException e) {
            decompressor.close();
            throw cannotRead(e);
        }
        try {
            FileFooter footer = FileFooter.read(file);
            footer.requireSchema(table);
            footer.requireRows(expectedRows);
            var schema = ParquetSchema.of(table);
            footer.requireChunks(schema);
            groups = footer.rowGroups();
            PageBuffer scratch = new PageBuffer();
            columns = schema.getColumns().stream()
                    .map(column -> new ColumnChunkReader(file, decompressor, scratch, column))
                    .toList();
        } catch (IOException | RuntimeException e) {
            close();
            throw corrupt(e);
        }
    }

    /**
     * Clears the batch and fills it with the next rows: at most 2,048, fewer where a page ends or their bytes grow large.
     * The batch is valid until the next call.
     *
     * @return false when there were no more rows
     * @throws StepFailure.BadData when the file is damaged
     */
    public boolean read(Batch batch) {
        batch.clear();
        try {
            while (groupRowsLeft == 0) {
                if (nextGroup == groups.size()) {
                    return false;
                }
                startGroup(groups.get(nextGroup++));
            }
            int rows = rowsOfNextBatch();
            for (int i = 0; i < columns.size(); i++) {
                columns.get(i).read(batch.columns().get(i), rows);
            }
            batch.filled(rows);
            groupRowsLeft -= rows;
            if (groupRowsLeft == 0) {
                columns.forEach(ColumnChunkReader::requireEnd);
            }
            return true;
        } catch (IOException | RuntimeException e) {
            throw corrupt(e);
        }
    }

    private void startGroup(RowGroup group) {
        groupRowsLeft = group.getNum_rows();
        for (int i = 0; i < columns.size(); i++) {
            columns.get(i).start(group.getColumns().get(i).getMeta_data());
        }
    }

    private int rowsOfNextBatch() throws IOException {
        long rows = Math.min(Batch.ROWS, groupRowsLeft);
        long rowBytes = 0;
        for (ColumnChunkReader column : columns) {
            rows = Math.min(rows, column.rowsLeftInPage(groupRowsLeft));
            rowBytes += column.averageRowBytes();
        }
        return (int) Math.min(rows, Math.max(1, BATCH_BYTES / rowBytes));
    }

    /** Closes the file. */
    @Override
    public void close() {
        decompressor.close();
        try {
            file.close();
        } catch (IOException e) {
            throw cannotRead(e);
        }
    }

    private StepFailure cannotRead(IOException cause) {
        if (cause instanceof NoSuchFileException) {
            return new StepFailure.BadData("no such file: " + path, cause);
        }
        return FileFailure.reading(path, cause);
    }

    /** Damaged files make parquet-java and the codecs throw a dozen kinds of exceptions; all of them mean the same. */
    private StepFailure corrupt(Exception cause) {
        return switch (cause) {
            case SchemaMismatchException mismatch ->
                new StepFailure.BadData("schema mismatch in " + path + ": " + mismatch.getMessage(), mismatch);
            case CorruptFileException corrupt ->
                new StepFailure.BadData("corrupt file " + path + ": " + corrupt.getMessage(), corrupt);
            case UncheckedIOException failed -> cannotRead(failed.getCause());
            default -> {
                String reason = cause.getMessage() == null ? "" : " (" + EscapedText.of(cause.getMessage()) + ")";
                yield new StepFailure.BadData(
                        "corrupt file " + path + ": " + cause.getClass().getSimpleName() + reason, cause);
            }
        };
    }
}
