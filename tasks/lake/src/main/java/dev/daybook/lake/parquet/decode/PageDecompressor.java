package dev.daybook.lake.parquet.decode;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdDecompressCtx;
import java.io.IOException;
import org.apache.parquet.format.CompressionCodec;
import org.xerial.snappy.Snappy;

/**
 * Decompresses pages. What a page claims to hold is compared with what its compressed bytes say before any memory is
 * taken for it. One for each reader, not safe for use by more than one thread.
 */
final class PageDecompressor implements AutoCloseable {

    private final ZstdDecompressCtx zstd = new ZstdDecompressCtx();

    /** The size that the compressed bytes themselves claim. */
    long claimedSize(CompressionCodec codec, byte[] source, int length) throws IOException {
        return switch (codec) {
            case UNCOMPRESSED -> length;
            case SNAPPY -> Snappy.uncompressedLength(source, 0, length);
            case ZSTD -> Zstd.getFrameContentSize(source, 0, length);
            case GZIP, LZO, BROTLI, LZ4, LZ4_RAW -> throw new CorruptFileException("codec " + codec);
        };
    }

    /** Decompresses a page of exactly {@code size} bytes. */
    void decompress(CompressionCodec codec, byte[] source, int length, byte[] target, int size) throws IOException {
        int found = switch (codec) {
            case UNCOMPRESSED -> copy(source, length, target);
            case SNAPPY -> Snappy.uncompress(source, 0, length, target, 0);
            case ZSTD -> zstd.decompressByteArray(target, 0, size, source, 0, length);
            case GZIP, LZO, BROTLI, LZ4, LZ4_RAW -> throw new CorruptFileException("codec " + codec);
        };
        if (found != size) {
            throw new CorruptFileException("expected a page of " + size + " bytes, found " + found);
        }
    }

    private static int copy(byte[] source, int length, byte[] target) {
        System.arraycopy(source, 0, target, 0, length);
        return length;
    }

    @Override
    public void close() {
        zstd.close();
    }
}
