package dev.daybook.lake.parquet.page;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import dev.daybook.lake.model.WriterSettings.Compression;
import java.io.IOException;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.xerial.snappy.Snappy;

/**
 * Compresses pages by the native libraries directly: parquet-java's own codec factory would load Hadoop's configuration.
 * One for each writer, not safe for use by more than one thread.
 */
public abstract sealed class PageCompressor implements AutoCloseable {

    private byte[] compressed = new byte[0];

    /** The compressor of a setting. */
    public static PageCompressor of(Compression compression) {
        return switch (compression) {
            case Compression.Zstd zstd -> new ZstdPages(zstd.level());
            case Compression.Snappy _ -> new SnappyPages();
            case Compression.None _ -> new PlainPages();
        };
    }

    /** Its name in the footer. */
    public abstract CompressionCodecName name();

    abstract int bound(int length);

    /** Compresses the first bytes of an array into another and returns how many they became. */
    public abstract int compress(byte[] source, int length, byte[] target) throws IOException;

    /** The compressed page in an array of its own. */
    public final byte[] compress(PageBuffer page) throws IOException {
        int bound = bound(page.used);
        if (compressed.length < bound) {
            compressed = new byte[bound];
        }
        int length = compress(page.bytes, page.used, compressed);
        byte[] exact = new byte[length];
        System.arraycopy(compressed, 0, exact, 0, length);
        if (compressed.length > 4 << 20) {
            compressed = new byte[0];
        }
        return exact;
    }

    @Override
    public void close() {}

    private static final class ZstdPages extends PageCompressor {
        private final ZstdCompressCtx context = new ZstdCompressCtx();

        ZstdPages(int level) {
            context.setLevel(level);
            context.setChecksum(false); // the page has its own
        }

        @Override
        public CompressionCodecName name() {
            return CompressionCodecName.ZSTD;
        }

        @Override
        int bound(int length) {
            return Math.toIntExact(Zstd.compressBound(length));
        }

        @Override
        public int compress(byte[] source, int length, byte[] target) {
            return context.compressByteArray(target, 0, target.length, source, 0, length);
        }

        @Override
        public void close() {
            context.close();
        }
    }

    private static final class SnappyPages extends PageCompressor {
        @Override
        public CompressionCodecName name() {
            return CompressionCodecName.SNAPPY;
        }

        @Override
        int bound(int length) {
            return Snappy.maxCompressedLength(length);
        }

        @Override
        public int compress(byte[] source, int length, byte[] target) throws IOException {
            return Snappy.compress(source, 0, length, target, 0);
        }
    }

    private static final class PlainPages extends PageCompressor {
        @Override
        public CompressionCodecName name() {
            return CompressionCodecName.UNCOMPRESSED;
        }

        @Override
        int bound(int length) {
            return length;
        }

        @Override
        public int compress(byte[] source, int length, byte[] target) {
            System.arraycopy(source, 0, target, 0, length);
            return length;
        }
    }
}
