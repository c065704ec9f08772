package dev.daybook.lake;

/**
 * How data files are written.
 *
 * @param compression the codec and its level
 * @param memoryBytes what one open part may keep in memory before it ends its row group; an aim, not a limit
 */
public record WriterSettings(Compression compression, long memoryBytes) {

    /** ZSTD level 1 and 16 MiB. */
    public static final WriterSettings DEFAULT = new WriterSettings(new Compression.Zstd(1), 16L << 20);

    /** A codec. */
    public sealed interface Compression {

        /**
         * Zstandard.
         *
         * @param level 1 to 22
         */
        record Zstd(int level) implements Compression {}

        /** Snappy. */
        record Snappy() implements Compression {}

        /** No compression. */
        record None() implements Compression {}
    }
}
