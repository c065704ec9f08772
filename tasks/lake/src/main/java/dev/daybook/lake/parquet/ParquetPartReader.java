package dev.daybook.lake.parquet;

import dev.daybook.lake.column.Batch;
import dev.daybook.lake.model.TableDefinition;
import dev.daybook.lake.parquet.decode.ColumnChunkReader;
import dev.daybook.lake.parquet.decode.CorruptFileException;
import dev.daybook.lake.parquet.decode.FileBytes;
import dev.daybook.lake.parquet.decode.PageDecompressor;
import dev.daybook.lake.parquet.page.PageBuffer;
import dev.daybook.lake.part.PartReader;
import dev.daybook.lake.storage.StoredFile;
import dev.daybook.task.StepFailure;
import dev.daybook.task.text.EscapedText;
import java.io.IOException;
import java.util.List;
import org.apache.parquet.format.RowGroup;

/**
 * Reads one data file into batches of column vectors. The file is distrusted: footer, schema, row counts, codecs, sizes
 * and page checksums are checked before a row is given out, and whatever is wrong ends as one
 * {@link StepFailure.BadData}. Reads what {@link ParquetPartWriter} writes (data pages of version 1, PLAIN or dictionary
 * values), not all of Parquet. Holds one page of each column in memory. Not safe for use by more than one thread.
 */
public final class ParquetPartReader implements PartReader {

    /** Bytes after which a batch ends early. */
    private static final long BATCH_BYTES = 1 << 20;

    private final StoredFile file;
    private final PageDecompressor decompressor = new PageDecompressor();
    private final List<RowGroup> groups;
    private final List<ColumnChunkReader> columns;
    private int nextGroup;
    private long groupRowsLeft;

    /**
     * Checks the footer of a file.
     *
     * @param file the file, which is closed with this, or when this fails
     * @param table the dataset it belongs to
     * @param expectedRows the rows that its manifest says it has
     * @throws StepFailure.BadData when the file is damaged or of another schema, or has another number of rows
     * @throws StepFailure.InputOutput when it cannot be read
     */
    public ParquetPartReader(StoredFile file, TableDefinition table, long expectedRows) {
        this.file = file;
        FileBytes bytes = new FileBytes(file);
        try {
            FileFooter footer = FileFooter.read(bytes);
            footer.requireSchema(table);
            footer.requireRows(expectedRows);
            var schema = ParquetSchema.of(table);
            footer.requireChunks(schema);
            groups = footer.rowGroups();
            PageBuffer scratch = new PageBuffer();
            columns = schema.getColumns().stream()
                    .map(column -> new ColumnChunkReader(bytes, decompressor, scratch, column))
                    .toList();
        } catch (IOException | RuntimeException e) {
            close();
            throw corrupt(e);
        }
    }

    /**
     * Clears the batch and fills it with the next rows: at most 2,048, fewer where a page ends or their bytes grow large.
     * The batch is valid until the next call.
     */
    @Override
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

    @Override
    public void close() {
        decompressor.close();
        file.close();
    }

    /** Damaged files make parquet-java and the codecs throw a dozen kinds of exceptions; all of them mean the same. */
    private StepFailure corrupt(Exception cause) {
        return switch (cause) {
            case SchemaMismatchException mismatch ->
                new StepFailure.BadData(
                        "schema mismatch in " + file.location() + ": " + mismatch.getMessage(), mismatch);
            case CorruptFileException corrupt ->
                new StepFailure.BadData("corrupt file " + file.location() + ": " + corrupt.getMessage(), corrupt);
            case StepFailure failed -> failed;
            default -> {
                String reason = cause.getMessage() == null ? "" : " (" + EscapedText.of(cause.getMessage()) + ")";
                yield new StepFailure.BadData(
                        "corrupt file " + file.location() + ": "
                                + cause.getClass().getSimpleName() + reason,
                        cause);
            }
        };
    }
}
