package dev.daybook.lake.parquet.encode;

import dev.daybook.lake.column.ColumnVector;
import dev.daybook.lake.parquet.page.FlatLevels;
import dev.daybook.lake.parquet.page.Levels;
import dev.daybook.lake.parquet.page.ListLevels;
import dev.daybook.lake.parquet.page.PageBuffer;
import dev.daybook.lake.parquet.page.PageCompressor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.statistics.SizeStatistics;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.schema.PrimitiveType;

/** One column of the row group under way: cuts its values into pages and keeps them, compressed, until the group ends. */
public final class ColumnChunkWriter {

    /** Rows after which a page ends: pages of all columns then begin at the same rows. */
    static final int PAGE_ROWS = 20_000;

    /** Entries of lists after which a page ends, if their values are short or NULL. */
    private static final int MOST_ENTRIES = 1 << 20;

    /** What parquet-java keeps of each chunk and page until the file ends, about, beside the bounds of its values. */
    private static final int CHUNK_METADATA = 1200;

    private static final int PAGE_METADATA = 250;

    private final ColumnDescriptor column;
    private final PrimitiveType type;
    private final ValueEncoder values;
    private final Levels levels;
    private final PageCompressor compressor;
    private final PageBuffer scratch;
    private final List<Page> pages = new ArrayList<>();
    private int pageRows;
    private long compressedBytes;
    private long entries;

    /** A page as the file writer takes it. */
    private record Page(
            byte[] compressed,
            int uncompressedBytes,
            int entries,
            int rows,
            Statistics<?> statistics,
            SizeStatistics sizes,
            Encoding encoding) {}

    /**
     * @param column the leaf column of the schema
     * @param pageBytes bytes of values after which a page ends
     * @param compressor the writer's
     * @param scratch where a page is put together; shared by all columns of the writer
     */
    public ColumnChunkWriter(ColumnDescriptor column, int pageBytes, PageCompressor compressor, PageBuffer scratch) {
        this.column = column;
        this.type = column.getPrimitiveType();
        this.values = ValueEncoder.of(type, pageBytes);
        this.levels = column.getMaxRepetitionLevel() > 0 ? new ListLevels() : new FlatLevels();
        this.compressor = compressor;
        this.scratch = scratch;
    }

    /** Appends all values of a vector. */
    public void write(ColumnVector vector) throws IOException {
        ColumnVector leaf = levels.leaf(vector);
        int row = 0;
        while (row < vector.size()) {
            int end = Math.min(vector.size(), row + PAGE_ROWS - pageRows);
            int leafStart = levels.leafStart(vector, row);
            int leafEnd = levels.leafStart(vector, end);
            int leafSlice = values.sliceEnd(leaf, leafStart, leafEnd);
            if (leafSlice < leafEnd) {
                end = levels.rowOf(vector, leafSlice - 1) + 1; // a row never spans pages
                leafEnd = levels.leafStart(vector, end);
            }
            values.append(leaf, leafStart, leafEnd);
            levels.append(vector, row, end);
            pageRows += end - row;
            row = end;
            if (pageRows == PAGE_ROWS || values.isPageFull() || levels.entries() >= MOST_ENTRIES) {
                endPage();
            }
        }
    }

    /** The memory held for the row group. */
    public long memory() {
        return compressedBytes + values.memory() + levels.memory();
    }

    private void endPage() throws IOException {
        Statistics<?> statistics = statistics();
        int pageEntries = levels.entries();
        SizeStatistics sizes = new SizeStatistics(
                type, values.unencodedBytes(), levels.repetitionHistogram(), levels.definitionHistogram());
        levels.endPage(scratch);
        Encoding encoding = values.endPage(scratch);
        values.resetStatistics();
        byte[] compressed = compressor.compress(scratch);
        pages.add(new Page(compressed, scratch.used, pageEntries, pageRows, statistics, sizes, encoding));
        scratch.clear();
        compressedBytes += compressed.length;
        entries += pageEntries;
        pageRows = 0;
    }

    /** Statistics without anything in them make parquet-java leave out those of the whole chunk, as must be. */
    private Statistics<?> statistics() {
        Statistics.Builder builder = Statistics.getBuilderForReading(type);
        if (!values.isWithoutOrder()) {
            builder.withNumNulls(levels.nulls());
            values.statistics(builder);
        }
        return builder.build();
    }

    /**
     * Writes the chunk and starts the next row group's.
     *
     * @return about how many bytes of memory the file's footer and indexes need for it
     */
    public long endRowGroup(ParquetFileWriter file) throws IOException {
        if (pageRows > 0) {
            endPage();
        }
        file.startColumn(column, entries, compressor.name());
        writeDictionary(file);
        for (Page page : pages) {
            file.writeDataPage(
                    page.entries,
                    page.uncompressedBytes,
                    BytesInput.from(page.compressed),
                    page.statistics,
                    page.rows,
                    Encoding.RLE,
                    Encoding.RLE,
                    page.encoding,
                    null,
                    null,
                    page.sizes);
        }
        file.endColumn();
        long metadata = CHUNK_METADATA + (long) pages.size() * PAGE_METADATA;
        pages.clear();
        compressedBytes = 0;
        entries = 0;
        values.startRowGroup();
        return metadata;
    }

    private void writeDictionary(ParquetFileWriter file) throws IOException {
        int dictionaryEntries = values.writeDictionary(scratch);
        if (dictionaryEntries > 0) {
            BytesInput compressed = BytesInput.from(compressor.compress(scratch));
            file.writeDictionaryPage(new DictionaryPage(compressed, scratch.used, dictionaryEntries, Encoding.PLAIN));
        }
        scratch.clear();
    }
}
