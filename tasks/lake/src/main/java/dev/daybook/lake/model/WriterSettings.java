package dev.daybook.lake.model;

import dev.daybook.task.text.EscapedText;

/**
 * How data files are written.
 *
 * @param compression the codec and its level
 * @param memoryBytes what one open part may keep in memory before it ends its row group; an aim, not a limit
 */
public record WriterSettings(Compression compression, long memoryBytes) {

    /** ZSTD level 1 and 8 MiB: four parts at once then fit a heap of 72 MB. */
    public static final WriterSettings DEFAULT = new WriterSettings(new Compression.Zstd(1), 8L << 20);

    /** A codec. */
    public sealed interface Compression {

        /**
         * Zstandard.
         *
         * @param level 1 to 22
         */
        record Zstd(int level) implements Compression {
            @Override
            public String toString() {
                return "zstd:" + level;
            }
        }

        /** Snappy. */
        record Snappy() implements Compression {
            @Override
            public String toString() {
                return "snappy";
            }
        }

        /** No compression. */
        record None() implements Compression {
            @Override
            public String toString() {
                return "none";
            }
        }

        /**
         * Reads {@code zstd}, {@code zstd:9}, {@code snappy} or {@code none}, as {@code --compression} takes it.
         *
         * @throws IllegalArgumentException when the text is none of them
         */
        static Compression parse(String text) {
            return switch (text) {
                case "zstd" -> new Zstd(1);
                case "snappy" -> new Snappy();
                case "none" -> new None();
                default -> {
                    if (!text.matches("zstd:(?:[1-9]|1[0-9]|2[0-2])")) {
                        throw new IllegalArgumentException(
                                "expected zstd, zstd:LEVEL (1 to 22), snappy or none, found '" + EscapedText.of(text)
                                        + "'");
                    }
                    yield new Zstd(Integer.parseInt(text.substring(text.indexOf(':') + 1)));
                }
            };
        }
    }
}
