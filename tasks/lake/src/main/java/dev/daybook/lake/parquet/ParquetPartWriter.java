package dev.daybook.lake.parquet;

import dev.daybook.lake.column.Batch;
import dev.daybook.lake.model.TableDefinition;
import dev.daybook.lake.model.WriterSettings;
import dev.daybook.lake.parquet.encode.ColumnChunkWriter;
import dev.daybook.lake.parquet.page.PageBuffer;
import dev.daybook.lake.parquet.page.PageCompressor;
import dev.daybook.lake.part.PartFormat;
import dev.daybook.lake.storage.StagedFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.schema.MessageType;

/**
 * Writes one data file from batches of column vectors. Memory is bounded: a row group ends at 100,000 rows or when its
 * columns hold the memory that the settings allow. Not safe for use by more than one thread.
 *
 * <pre>{@code
 * try (ParquetPartWriter writer = new ParquetPartWriter(file, table, json, WriterSettings.DEFAULT)) {
 *     writer.write(batch);
 *     writer.finish();
 * }
 * }</pre>
 */
public final class ParquetPartWriter implements PartFormat.Writer {

    /** The footer's key for the table's definition. */
    public static final String TABLE_KEY = "daybook.table";

    /** The footer's key for the program; {@code created_by} is parquet-java's, whose footer it is. */
    public static final String WRITER_KEY = "daybook.writer";

    /** Rows of a row group at most. */
    static final int GROUP_ROWS = 100_000;

    private static final int INDEX_TRUNCATE_LENGTH = 64;

    /** Of the memory for a row group, a quarter may be pages that are not compressed yet. */
    private static final int PAGES_SHARE = 4;

    private static final int SMALLEST_PAGE = 1 << 12;
    private static final int LARGEST_PAGE = 1 << 20;

    /** Far below the 16 MiB of footer that a reader takes. */
    private static final long MOST_METADATA = 4 << 20;

    private final TableDefinition table;
    private final String tableJson;
    private final long memoryBytes;
    private final PageCompressor compressor;
    private final PartFile file;
    private final ParquetFileWriter parquet;
    private final List<ColumnChunkWriter> columns;
    private int groupRows;
    private long metadataBytes;
    private long rows;
    private boolean closed;

    /**
     * Begins the file.
     *
     * @param staged an empty file, which is closed with this; sealing it is the caller's
     * @param table the dataset; it has at least one column
     * @param tableJson the definition as it goes into the footer under {@link #TABLE_KEY}
     * @param settings the codec and the memory
     */
    public ParquetPartWriter(StagedFile staged, TableDefinition table, String tableJson, WriterSettings settings) {
        if (table.columns().isEmpty()) {
            throw new IllegalArgumentException("a table without columns has no file: " + table.dataset());
        }
        this.table = table;
        this.tableJson = tableJson;
        this.memoryBytes = settings.memoryBytes();
        this.compressor = PageCompressor.of(settings.compression());
        MessageType schema = ParquetSchema.of(table);
        this.file = new PartFile(staged);
        try {
            this.parquet = open(schema);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        PageBuffer scratch = new PageBuffer();
        int pageBytes = pageBytes(memoryBytes, table.columns().size());
        this.columns = schema.getColumns().stream()
                .map(column -> new ColumnChunkWriter(column, pageBytes, compressor, scratch))
                .toList();
    }

    private static int pageBytes(long memoryBytes, int columns) {
        return Math.clamp(memoryBytes / (PAGES_SHARE * columns), SMALLEST_PAGE, LARGEST_PAGE);
    }

    private ParquetFileWriter open(MessageType schema) throws IOException {
        ParquetFileWriter writer = new ParquetFileWriter(
                file,
                schema,
                ParquetFileWriter.Mode.CREATE,
                Long.MAX_VALUE,
                0,
                INDEX_TRUNCATE_LENGTH,
                Integer.MAX_VALUE,
                true);
        writer.start();
        return writer;
    }

    @Override
    public void write(Batch batch) {
        if (batch.columns().size() != columns.size()) {
            throw new IllegalArgumentException("expected a batch of " + columns.size() + " columns for "
                    + table.dataset() + ", found " + batch.columns().size());
        }
        try {
            if (groupRows + batch.rows() > GROUP_ROWS) {
                endRowGroup();
            }
            long memory = 0;
            for (int i = 0; i < columns.size(); i++) {
                ColumnChunkWriter column = columns.get(i);
                column.write(batch.columns().get(i));
                memory += column.memory();
            }
            groupRows += batch.rows();
            rows += batch.rows();
            if (memory > memoryBytes) {
                endRowGroup();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void endRowGroup() throws IOException {
        if (groupRows == 0) {
            return;
        }
        parquet.startBlock(groupRows);
        for (ColumnChunkWriter column : columns) {
            metadataBytes += column.endRowGroup(parquet);
        }
        parquet.endBlock();
        groupRows = 0;
    }

    /** What the row group under way holds in memory does not count. */
    @Override
    public long bytes() {
        return file.position();
    }

    /** What footer and indexes will hold stays in memory until the file ends, and grows with columns and row groups. */
    @Override
    public boolean isFull() {
        return metadataBytes >= MOST_METADATA;
    }

    @Override
    public long rows() {
        return rows;
    }

    @Override
    public String finish() {
        try {
            endRowGroup();
            parquet.end(Map.of(TABLE_KEY, tableJson, WRITER_KEY, "daybook"));
            return file.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        compressor.close();
        parquet.abort();
        try (file) {
            parquet.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
