package dev.daybook.lake.parquet;

import dev.daybook.lake.model.TableDefinition;
import dev.daybook.lake.parquet.decode.ColumnChunkReader;
import dev.daybook.lake.parquet.decode.CorruptFileException;
import dev.daybook.lake.parquet.decode.FileBytes;
import dev.daybook.lake.parquet.page.PageBuffer;
import dev.daybook.task.text.EscapedText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;
import org.apache.parquet.format.converter.ParquetMetadataConverter;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** The footer of a data file, checked against what the file must be before anything else of it is read. */
final class FileFooter {

    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
    private static final int TAIL = Integer.BYTES + MAGIC.length;
    private static final int LARGEST_FOOTER = 16 << 20;
    private static final int MOST_ROW_GROUPS = 100_000;
    private static final int MOST_GROUP_ROWS = 1_000_000;

    private final FileBytes file;
    private final FileMetaData metaData;

    private FileFooter(FileBytes file, FileMetaData metaData) {
        this.file = file;
        this.metaData = metaData;
    }

    /** Reads the footer of a file, whatever its schema. */
    static FileFooter read(FileBytes file) throws IOException {
        if (file.size() < MAGIC.length + TAIL) {
            throw new CorruptFileException(
                    "a Parquet file has at least " + (MAGIC.length + TAIL) + " bytes, this one has " + file.size());
        }
        byte[] tail = new byte[TAIL];
        file.read(0, tail, MAGIC.length);
        requireMagic(tail, 0, "begin");
        file.read(file.size() - TAIL, tail, TAIL);
        requireMagic(tail, Integer.BYTES, "end");
        int length = (int) PageBuffer.INT.get(tail, 0);
        long room = file.size() - TAIL - MAGIC.length;
        if (length <= 0 || length > Math.min(room, LARGEST_FOOTER)) {
            throw new CorruptFileException("expected a footer of 1 to " + Math.min(room, LARGEST_FOOTER)
                    + " bytes, found a length of " + Integer.toUnsignedLong(length));
        }
        byte[] footer = new byte[length];
        file.read(file.size() - TAIL - length, footer, length);
        return new FileFooter(file, Util.readFileMetaData(new ByteArrayInputStream(footer)));
    }

    private static void requireMagic(byte[] bytes, int start, String place) {
        if (!Arrays.equals(bytes, start, start + MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new CorruptFileException("a Parquet file must " + place + " with PAR1");
        }
    }

    /** The row groups, all of them within the limits and the file. */
    List<RowGroup> rowGroups() {
        return metaData.getRow_groups();
    }

    /** Refuses a file whose rows are not as many as its manifest says. */
    void requireRows(long expectedRows) {
        List<RowGroup> groups = metaData.getRow_groups();
        if (groups.size() > MOST_ROW_GROUPS) {
            throw new CorruptFileException(
                    "expected at most " + MOST_ROW_GROUPS + " row groups, found " + groups.size());
        }
        long rows = 0;
        for (RowGroup group : groups) {
            if (group.getNum_rows() < 0 || group.getNum_rows() > MOST_GROUP_ROWS) {
                throw new CorruptFileException(
                        "expected at most " + MOST_GROUP_ROWS + " rows in a row group, found " + group.getNum_rows());
            }
            rows += group.getNum_rows();
        }
        if (rows != expectedRows || metaData.getNum_rows() != expectedRows) {
            throw new CorruptFileException("expected " + expectedRows + " rows by the manifest, found "
                    + (rows == expectedRows ? metaData.getNum_rows() : rows));
        }
    }

    /**
     * Refuses a file of another schema.
     *
     * @throws SchemaMismatchException names the column, what is expected and what was found
     */
    void requireSchema(TableDefinition table) throws IOException {
        FileMetaData schemaOnly = new FileMetaData(metaData.getVersion(), metaData.getSchema(), 0, List.of());
        if (metaData.isSetColumn_orders()) {
            schemaOnly.setColumn_orders(metaData.getColumn_orders());
        }
        MessageType found = new ParquetMetadataConverter()
                .fromParquetMetadata(schemaOnly)
                .getFileMetaData()
                .getSchema();
        MessageType expected = ParquetSchema.of(table);
        for (int i = 0; i < Math.max(expected.getFieldCount(), found.getFieldCount()); i++) {
            requireEqual(i, expected, found);
        }
    }

    private static void requireEqual(int index, MessageType expected, MessageType found) {
        String expectedField = field(expected, index);
        String foundField = field(found, index);
        if (!expectedField.equals(foundField)) {
            MessageType named = index < expected.getFieldCount() ? expected : found;
            throw new SchemaMismatchException("column \"" + EscapedText.of(named.getFieldName(index)) + "\": expected "
                    + EscapedText.of(expectedField) + ", found " + EscapedText.of(foundField));
        }
    }

    private static String field(MessageType schema, int index) {
        if (index >= schema.getFieldCount()) {
            return "no column " + (index + 1);
        }
        Type field = schema.getType(index);
        return field.toString().replaceAll("\\s+", " ");
    }

    /** Refuses column chunks that are not what and where they must be. */
    void requireChunks(MessageType schema) {
        int columns = schema.getColumns().size();
        for (RowGroup group : metaData.getRow_groups()) {
            if (group.getColumnsSize() != columns) {
                throw new CorruptFileException(
                        "expected row groups of " + columns + " column chunks, found " + group.getColumnsSize());
            }
            for (int i = 0; i < columns; i++) {
                requireChunk(
                        group.getColumns().get(i), schema.getColumns().get(i).getPath());
            }
        }
    }

    private void requireChunk(ColumnChunk chunk, String[] path) {
        ColumnMetaData column = chunk.getMeta_data();
        String name = EscapedText.of(String.join(".", path));
        if (column == null || chunk.isSetFile_path() || !Arrays.asList(path).equals(column.getPath_in_schema())) {
            throw new CorruptFileException("expected a chunk of column \"" + name + "\" in the file itself");
        }
        switch (column.getCodec()) {
            case UNCOMPRESSED, SNAPPY, ZSTD -> {}
            case GZIP, LZO, BROTLI, LZ4, LZ4_RAW ->
                throw new CorruptFileException("column \"" + name
                        + "\": expected codec ZSTD, SNAPPY or UNCOMPRESSED, found " + column.getCodec());
        }
        long start = ColumnChunkReader.startOf(column);
        long length = column.getTotal_compressed_size();
        if (start < MAGIC.length || length < 0 || length > file.size() || start + length > file.size() - TAIL) {
            throw new CorruptFileException("column \"" + name + "\": expected a chunk inside the file, found " + length
                    + " bytes at " + start);
        }
    }
}
