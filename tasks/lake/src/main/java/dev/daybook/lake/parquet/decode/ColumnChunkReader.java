package dev.daybook.lake.parquet.decode;

import dev.daybook.lake.column.ColumnVector;
import dev.daybook.lake.column.ListVector;
import dev.daybook.lake.parquet.page.PageBuffer;
import dev.daybook.task.text.EscapedText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.CRC32;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.Util;
import org.apache.parquet.schema.PrimitiveType;
import org.jspecify.annotations.Nullable;

/** One column of a row group, read page by page; holds one page in memory. */
public final class ColumnChunkReader {

    private static final int LARGEST_PAGE = 256 << 20;
    private static final int MOST_ENTRIES = 1 << 24;
    private static final int USUAL_HEADER = 1 << 10;
    private static final int LARGEST_HEADER = 1 << 20;

    private final FileBytes file;
    private final PageDecompressor decompressor;
    private final PageBuffer scratch;
    private final ColumnDescriptor column;
    private final PrimitiveType type;
    private final boolean isList;

    private ColumnMetaData chunk = new ColumnMetaData();
    private long position;
    private long end;
    private long entriesLeft;
    private byte[] page = new byte[0];
    private @Nullable PageDictionary dictionary;
    private ValueDecoder values = new ValueDecoder.LongIndexes(new long[0], new int[0]);
    private PageLevels levels = PageLevels.none();

    /**
     * @param scratch where compressed pages are read to; shared by all columns of the reader
     */
    public ColumnChunkReader(
            FileBytes file, PageDecompressor decompressor, PageBuffer scratch, ColumnDescriptor column) {
        this.file = file;
        this.decompressor = decompressor;
        this.scratch = scratch;
        this.column = column;
        this.type = column.getPrimitiveType();
        this.isList = column.getMaxRepetitionLevel() > 0;
    }

    /** Where a chunk begins: at its dictionary when it has one. */
    public static long startOf(ColumnMetaData chunk) {
        boolean hasDictionary = chunk.isSetDictionary_page_offset()
                && chunk.getDictionary_page_offset() > 0
                && chunk.getDictionary_page_offset() < chunk.getData_page_offset();
        return hasDictionary ? chunk.getDictionary_page_offset() : chunk.getData_page_offset();
    }

    /** Turns to a chunk of the next row group. */
    public void start(ColumnMetaData nextChunk) {
        chunk = nextChunk;
        position = startOf(nextChunk);
        end = position + nextChunk.getTotal_compressed_size();
        entriesLeft = nextChunk.getNum_values();
        dictionary = null;
        levels = PageLevels.none();
    }

    /** Rows that can be read at once: those left of the page; reads the next page when there are none. */
    public int rowsLeftInPage(long groupRowsLeft) throws IOException {
        while (levels.rowsLeft() == 0) {
            readPage(groupRowsLeft);
        }
        return levels.rowsLeft();
    }

    /** About how many bytes a row of the page takes in a vector. */
    public long averageRowBytes() {
        return (long) levels.entriesPerRow() * (values.averageBytes() + Long.BYTES);
    }

    /** Appends the next rows of the page to an empty vector. */
    public void read(ColumnVector vector, int rows) {
        values.startBatch(isList ? ((ListVector) vector).elements() : vector);
        levels.append(vector, values, rows);
    }

    /** Refuses a chunk that holds more than its row group's rows. */
    public void requireEnd() {
        if (levels.rowsLeft() != 0 || entriesLeft != 0 || position != end) {
            throw new CorruptFileException("column \"" + name() + "\" goes on after the last row of its row group");
        }
    }

    private void readPage(long groupRowsLeft) throws IOException {
        if (position >= end) {
            throw new CorruptFileException("column \"" + name() + "\" ends before its row group");
        }
        PageHeader header = readHeader();
        int compressedSize = header.getCompressed_page_size();
        int size = header.getUncompressed_page_size();
        if (compressedSize < 0 || compressedSize > LARGEST_PAGE || size < 0 || size > LARGEST_PAGE) {
            throw new CorruptFileException("expected a page of at most " + LARGEST_PAGE + " bytes, found "
                    + Math.max(Integer.toUnsignedLong(compressedSize), Integer.toUnsignedLong(size)));
        }
        if (compressedSize > end - position) {
            throw new CorruptFileException("a page of " + compressedSize + " bytes where " + (end - position)
                    + " are left of column \"" + name() + "\"");
        }
        file.read(position, scratch.room(compressedSize), compressedSize);
        position += compressedSize;
        requireChecksum(header, compressedSize);
        switch (header.getType()) {
            case DICTIONARY_PAGE -> readDictionary(header.getDictionary_page_header(), compressedSize, size);
            case DATA_PAGE -> readData(header.getData_page_header(), compressedSize, size, groupRowsLeft);
            case INDEX_PAGE, DATA_PAGE_V2 ->
                throw new CorruptFileException("expected a data page of version 1, found " + header.getType());
        }
        scratch.clear();
    }

    private PageHeader readHeader() throws IOException {
        int length = (int) Math.min(end - position, USUAL_HEADER);
        try {
            return readHeader(length);
        } catch (IOException e) {
            if (end - position <= length) {
                throw e;
            }
            return readHeader((int) Math.min(end - position, LARGEST_HEADER));
        }
    }

    private PageHeader readHeader(int length) throws IOException {
        byte[] bytes = scratch.room(length);
        file.read(position, bytes, length);
        ByteArrayInputStream input = new ByteArrayInputStream(bytes, 0, length);
        PageHeader header = Util.readPageHeader(input);
        position += length - input.available();
        return header;
    }

    private void requireChecksum(PageHeader header, int compressedSize) {
        CRC32 crc = new CRC32();
        crc.update(scratch.bytes, 0, compressedSize);
        if (!header.isSetCrc() || header.getCrc() != (int) crc.getValue()) {
            throw new CorruptFileException(
                    "checksum mismatch in a page of column \"" + name() + "\" before byte " + position);
        }
    }

    private byte[] decompress(int compressedSize, int size, byte[] target) throws IOException {
        long claimed = decompressor.claimedSize(chunk.getCodec(), scratch.bytes, compressedSize);
        if (claimed != size) {
            throw new CorruptFileException("expected a page of " + size + " bytes, found one of " + claimed);
        }
        byte[] roomy = target.length >= size ? target : new byte[size];
        decompressor.decompress(chunk.getCodec(), scratch.bytes, compressedSize, roomy, size);
        return roomy;
    }

    private void readDictionary(DictionaryPageHeader header, int compressedSize, int size) throws IOException {
        int count = header.getNum_values();
        boolean isPlain = header.getEncoding() == Encoding.PLAIN || header.getEncoding() == Encoding.PLAIN_DICTIONARY;
        if (!isPlain || count < 0 || count > size || dictionary != null) {
            throw new CorruptFileException("column \"" + name() + "\": expected one PLAIN dictionary, found "
                    + header.getEncoding() + " with " + count + " entries");
        }
        byte[] bytes = decompress(compressedSize, size, new byte[size]);
        dictionary = PageDictionary.of(type, bytes, size, count);
    }

    private void readData(DataPageHeader header, int compressedSize, int size, long groupRowsLeft) throws IOException {
        int count = header.getNum_values();
        long most = isList ? Math.min(MOST_ENTRIES, entriesLeft) : Math.min(groupRowsLeft, entriesLeft);
        if (count < 0 || count > most) {
            throw new CorruptFileException(
                    "column \"" + name() + "\": expected a page of at most " + most + " values, found " + count);
        }
        page = decompress(compressedSize, size, page);
        int valuesStart = readLevels(count, size);
        if (levels.rows() > groupRowsLeft) {
            throw new CorruptFileException("column \"" + name() + "\" goes on after the last row of its row group");
        }
        entriesLeft -= count;
        values = decoder(header.getEncoding(), valuesStart, size);
    }

    private int readLevels(int count, int size) {
        int start = 0;
        int[] repetitions = new int[0];
        if (isList) {
            repetitions = new int[count];
            start = readRuns(repetitions, start, size, 1);
        }
        int[] definitions = new int[count];
        start = readRuns(definitions, start, size, isList ? 2 : 1);
        levels = isList ? PageLevels.lists(repetitions, definitions) : PageLevels.flat(definitions);
        return start;
    }

    private int readRuns(int[] target, int start, int size, int width) {
        if (size - start < Integer.BYTES) {
            throw new CorruptFileException("a page of " + size + " bytes ends before its levels");
        }
        int length = (int) PageBuffer.INT.get(page, start);
        int runs = start + Integer.BYTES;
        if (length < 0 || length > size - runs) {
            throw new CorruptFileException(
                    "levels of " + Integer.toUnsignedLong(length) + " bytes in a page of " + size);
        }
        new HybridReader(page, runs, runs + length, width).read(target, target.length);
        return runs + length;
    }

    private ValueDecoder decoder(Encoding encoding, int start, int size) {
        return switch (encoding) {
            case PLAIN -> ValueDecoder.plain(type, page, start, size, levels.values());
            case RLE_DICTIONARY, PLAIN_DICTIONARY -> {
                if (dictionary == null) {
                    throw new CorruptFileException("column \"" + name() + "\": indexes without a dictionary");
                }
                yield dictionary.decoder(page, start, size, levels.values());
            }
            case RLE, BIT_PACKED, DELTA_BINARY_PACKED, DELTA_LENGTH_BYTE_ARRAY, DELTA_BYTE_ARRAY, BYTE_STREAM_SPLIT ->
                throw new CorruptFileException(
                        "column \"" + name() + "\": expected PLAIN or RLE_DICTIONARY values, found " + encoding);
        };
    }

    private String name() {
        return EscapedText.of(String.join(".", column.getPath()));
    }
}
