package dev.daybook.lake.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.daybook.lake.model.ColumnType;
import dev.daybook.lake.model.TableDefinition;
import dev.daybook.lake.model.WriterSettings;
import dev.daybook.lake.model.WriterSettings.Compression;
import dev.daybook.task.StepFailure;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Util;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorruptFileTest {

    private static final TableDefinition TABLE = Rows.table(
            new ColumnType.Int32(),
            new ColumnType.Text(),
            new ColumnType.ListOf(new ColumnType.Int64()),
            new ColumnType.Decimal(38, 2));

    @TempDir
    private Path folder;

    private Path file;
    private byte[] intact;
    private List<List<Object>> rows;

    @BeforeEach
    void writeSmallFile() throws IOException {
        file = folder.resolve("part.parquet");
        rows = new ArrayList<>();
        RandomValues values = new RandomValues(11);
        TABLE.columns().forEach(column -> rows.add(values.column(column.type(), 9, 0.2, 3)));
        rows.set(1, Collections.nCopies(9, Rows.Bytes.of("needle")));
        Rows.write(file, TABLE, new WriterSettings(new Compression.None(), 1 << 20), 9, rows);
        intact = Files.readAllBytes(file);
        assertThat(Rows.read(file, TABLE, 9)).isEqualTo(rows);
    }

    @Test
    void cutAtAnyByteIsCorrupt() throws IOException {
        for (int length = 0; length < intact.length; length++) {
            Files.write(file, Arrays.copyOf(intact, length));
            assertThat(catchThrowable(() -> Rows.read(file, TABLE, 9)))
                    .as("cut at " + length)
                    .isInstanceOf(StepFailure.BadData.class)
                    .hasMessageStartingWith("corrupt file " + file + ": ");
        }
    }

    @Test
    void aFlippedBitBeforeTheFooterIsCorruptOrWithoutEffect() throws IOException {
        int refused = 0;
        int bits = footerStart() * Byte.SIZE;
        for (int bit = 0; bit < bits; bit++) {
            flip(bit);
            Throwable failure =
                    catchThrowable(() -> assertThat(Rows.read(file, TABLE, 9)).isEqualTo(rows));
            if (failure != null) {
                assertThat(failure).as("bit " + bit).isInstanceOf(StepFailure.BadData.class);
                refused++;
            }
        }
        // What is left are column and offset indexes, which this reader has no use for.
        assertThat(refused).isGreaterThan(bits / 2);
    }

    @Test
    void aFlippedBitInTheFooterIsCorruptOrWithoutAnException() throws IOException {
        int refused = 0;
        for (int bit = footerStart() * Byte.SIZE; bit < intact.length * Byte.SIZE; bit++) {
            flip(bit);
            Throwable failure = catchThrowable(() -> Rows.read(file, TABLE, 9));
            if (failure != null) {
                assertThat(failure).as("bit " + bit).isInstanceOf(StepFailure.BadData.class);
                refused++;
            }
        }
        assertThat(refused).isPositive();
    }

    @Test
    void everyFlippedBitOfAPageBreaksItsChecksum() throws IOException {
        int start = new String(intact, StandardCharsets.ISO_8859_1).indexOf("needle");
        for (int bit = start * Byte.SIZE; bit < (start + "needle".length()) * Byte.SIZE; bit++) {
            flip(bit);
            assertThatThrownBy(() -> Rows.read(file, TABLE, 9))
                    .isInstanceOf(StepFailure.BadData.class)
                    .hasMessageMatching("corrupt file \\Q" + file
                            + "\\E: checksum mismatch in a page of column \"c1\" before byte [0-9]+");
        }
    }

    @Test
    void aPageWithoutChecksumIsRefused() throws IOException {
        forgePage(page -> page.unsetCrc());
        assertCorrupt("checksum mismatch in a page of column \"c0\" before byte 27");
    }

    @Test
    void filesTooShortForAnythingAreCorrupt() throws IOException {
        Files.write(file, new byte[0]);
        assertCorrupt("a Parquet file has at least 12 bytes, this one has 0");
        Files.write(file, "PAR1PAR1".getBytes(StandardCharsets.US_ASCII));
        assertCorrupt("a Parquet file has at least 12 bytes, this one has 8");
    }

    @Test
    void otherFilesAreCorrupt() throws IOException {
        Files.write(file, "id,name\n1,this is a CSV file\n".getBytes(StandardCharsets.US_ASCII));
        assertCorrupt("a Parquet file must begin with PAR1");
        Files.write(file, Arrays.copyOf("PAR1 and nothing".getBytes(StandardCharsets.US_ASCII), 100));
        assertCorrupt("a Parquet file must end with PAR1");
    }

    @Test
    void aFooterLengthOutsideTheFileIsCorrupt() throws IOException {
        byte[] forged = intact.clone();
        ByteBuffer.wrap(forged).order(ByteOrder.LITTLE_ENDIAN).putInt(forged.length - 8, -1);
        Files.write(file, forged);
        assertCorrupt("expected a footer of 1 to " + (forged.length - 12) + " bytes, found a length of 4294967295");
    }

    @Test
    void aFooterAboveTheLimitIsCorrupt() throws IOException {
        byte[] forged = Arrays.copyOf(intact, (17 << 20) + 12);
        System.arraycopy(intact, intact.length - 4, forged, forged.length - 4, 4);
        ByteBuffer.wrap(forged).order(ByteOrder.LITTLE_ENDIAN).putInt(forged.length - 8, 17 << 20);
        Files.write(file, forged);
        assertCorrupt("expected a footer of 1 to 16777216 bytes, found a length of 17825792");
    }

    @Test
    void tooManyRowGroupsAreCorrupt() throws IOException {
        forgeFooter(footer -> footer.setRow_groups(
                Collections.nCopies(100_001, footer.getRow_groups().getFirst())));
        assertThat(Files.size(file)).isLessThan((16 << 20) * 4L);
        assertThat(catchThrowable(() -> Rows.read(file, TABLE, 9)))
                .isInstanceOf(StepFailure.BadData.class)
                .hasMessageStartingWith("corrupt file " + file + ": expected ");
    }

    @Test
    void moreRowsThanTheManifestSaysAreCorrupt() {
        Path bomb = folder.resolve("bomb.parquet");
        TableDefinition table = Rows.table(new ColumnType.Text());
        Rows.write(bomb, table, List.of(Collections.nCopies(300_000, null)));
        assertThatThrownBy(() -> Rows.read(bomb, table, 3))
                .isInstanceOf(StepFailure.BadData.class)
                .hasMessage("corrupt file " + bomb + ": expected 3 rows by the manifest, found 300000");
    }

    @Test
    void aRowGroupAboveTheLimitIsCorrupt() throws IOException {
        forgeFooter(footer -> footer.getRow_groups().getFirst().setNum_rows(1_000_001));
        assertCorrupt("expected at most 1000000 rows in a row group, found 1000001");
    }

    @Test
    void moreRowsThanThePagesHoldAreCorrupt() throws IOException {
        forgeFooter(footer -> {
            footer.setNum_rows(10);
            footer.getRow_groups().getFirst().setNum_rows(10);
        });
        assertThatThrownBy(() -> Rows.read(file, TABLE, 10))
                .isInstanceOf(StepFailure.BadData.class)
                .hasMessage("corrupt file " + file + ": column \"c0\" ends before its row group");
    }

    @Test
    void fewerRowsThanThePagesHoldAreCorrupt() throws IOException {
        forgeFooter(footer -> {
            footer.setNum_rows(8);
            footer.getRow_groups().getFirst().setNum_rows(8);
        });
        assertThatThrownBy(() -> Rows.read(file, TABLE, 8))
                .isInstanceOf(StepFailure.BadData.class)
                .hasMessage("corrupt file " + file + ": column \"c0\": expected a page of at most 8 values, found 9");
    }

    @Test
    void aPageThatClaimsTwoGigabytesIsCorrupt() throws IOException {
        forgePage(page -> page.setUncompressed_page_size(Integer.MAX_VALUE));
        assertCorrupt("expected a page of at most 268435456 bytes, found 2147483647");
        forgePage(page -> page.setCompressed_page_size(Integer.MAX_VALUE));
        assertCorrupt("expected a page of at most 268435456 bytes, found 2147483647");
    }

    @Test
    void aPageThatClaimsMoreThanItsBytesHoldTakesNoMemory() throws IOException {
        forgePage(page -> page.setUncompressed_page_size(200 << 20));
        assertCorrupt("expected a page of 209715200 bytes, found one of 6");
    }

    @Test
    void aPageOfAnotherVersionIsCorrupt() throws IOException {
        forgePage(page -> page.setType(PageType.DATA_PAGE_V2));
        assertCorrupt("expected a data page of version 1, found DATA_PAGE_V2");
    }

    @Test
    void anotherEncodingIsCorrupt() throws IOException {
        forgePage(page -> page.getData_page_header()
                .setEncoding(Encoding.DELTA_BINARY_PACKED)
                .setNum_values(0));
        assertThat(catchThrowable(() -> Rows.read(file, TABLE, 9)))
                .isInstanceOf(StepFailure.BadData.class)
                .hasMessage("corrupt file " + file
                        + ": column \"c0\": expected PLAIN or RLE_DICTIONARY values, found DELTA_BINARY_PACKED");
    }

    @Test
    void anotherCodecIsCorrupt() throws IOException {
        forgeFooter(footer -> footer.getRow_groups()
                .getFirst()
                .getColumns()
                .get(1)
                .getMeta_data()
                .setCodec(CompressionCodec.GZIP));
        assertCorrupt("column \"c1\": expected codec ZSTD, SNAPPY or UNCOMPRESSED, found GZIP");
    }

    @Test
    void aFileOfAnotherTableNamesTheColumn() throws SQLException {
        Path foreign = folder.resolve("foreign.parquet");
        try (DuckDb duckDb = new DuckDb()) {
            duckDb.execute("CREATE TABLE t (c0 BIGINT, c1 VARCHAR)");
            duckDb.execute("INSERT INTO t VALUES (1, 'a'), (NULL, NULL)");
            duckDb.execute("COPY t TO '" + foreign + "' (FORMAT parquet)");
        }
        assertMismatch(
                foreign,
                Rows.table(new ColumnType.Int32(), new ColumnType.Text()),
                "column \"c0\": expected optional int32 c0 (INTEGER(32,true)),"
                        + " found optional int64 c0 (INTEGER(64,true))");
        assertMismatch(
                foreign,
                Rows.table(new ColumnType.Int64()),
                "column \"c1\": expected no column 2, found optional binary c1 (STRING)");
        assertMismatch(
                foreign,
                Rows.table(new ColumnType.Int64(), new ColumnType.Text(), new ColumnType.Bool()),
                "column \"c2\": expected optional boolean c2, found no column 3");
        assertMismatch(
                foreign,
                Rows.table(new ColumnType.Int64(), new ColumnType.ListOf(new ColumnType.Text())),
                "column \"c1\": expected optional group c1 (LIST) { repeated group list {"
                        + " optional binary element (STRING); } }, found optional binary c1 (STRING)");
    }

    private static void assertMismatch(Path file, TableDefinition table, String reason) {
        assertThatThrownBy(() -> Rows.read(file, table, 1))
                .isInstanceOf(StepFailure.BadData.class)
                .hasMessage("schema mismatch in " + file + ": " + reason);
    }

    private void assertCorrupt(String reason) {
        assertThatThrownBy(() -> Rows.read(file, TABLE, 9))
                .isInstanceOf(StepFailure.BadData.class)
                .hasMessage("corrupt file " + file + ": " + reason);
    }

    private void flip(int bit) throws IOException {
        byte[] flipped = intact.clone();
        flipped[bit / 8] ^= (byte) (1 << bit % 8);
        Files.write(file, flipped);
    }

    private int footerStart() {
        return intact.length
                - 8
                - ByteBuffer.wrap(intact).order(ByteOrder.LITTLE_ENDIAN).getInt(intact.length - 8);
    }

    /** Rewrites the file with another footer. */
    private void forgeFooter(Consumer<FileMetaData> change) throws IOException {
        FileMetaData footer = Util.readFileMetaData(new ByteArrayInputStream(intact, footerStart(), intact.length));
        change.accept(footer);
        write(Arrays.copyOf(intact, footerStart()), footer);
    }

    /** Rewrites the file so that its first column has one page: a NULL as one run, under a forged header. */
    private void forgePage(Consumer<PageHeader> change) throws IOException {
        byte[] body = {2, 0, 0, 0, 2, 0};
        PageHeader header = new PageHeader(PageType.DATA_PAGE, body.length, body.length);
        header.setData_page_header(new DataPageHeader(1, Encoding.PLAIN, Encoding.RLE, Encoding.RLE));
        CRC32 crc = new CRC32();
        crc.update(body);
        header.setCrc((int) crc.getValue());
        change.accept(header);
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        page.writeBytes(Arrays.copyOf(intact, 4));
        Util.writePageHeader(header, page);
        page.writeBytes(body);
        FileMetaData footer = Util.readFileMetaData(new ByteArrayInputStream(intact, footerStart(), intact.length));
        footer.getRow_groups().getFirst().getColumns().forEach(chunk -> {
            chunk.getMeta_data().setData_page_offset(4);
            chunk.getMeta_data().unsetDictionary_page_offset();
            chunk.getMeta_data().setTotal_compressed_size(page.size() - 4);
        });
        write(page.toByteArray(), footer);
    }

    private void write(byte[] beforeFooter, FileMetaData footer) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(beforeFooter);
        Util.writeFileMetaData(footer, bytes);
        int length = bytes.size() - beforeFooter.length;
        bytes.writeBytes(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(length)
                .array());
        bytes.writeBytes("PAR1".getBytes(StandardCharsets.US_ASCII));
        Files.write(file, bytes.toByteArray());
    }
}
