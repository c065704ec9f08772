package dev.daybook.sourcefiles.input;

import java.util.Arrays;
import java.util.HexFormat;

/** Kinds of files that begin with bytes no text begins with. */
enum FileKind {
    GZIP("1f8b", "gzip"),
    ZIP("504b0304", "a zip archive; unpack it first"),
    ZSTANDARD("28b52ffd", "Zstandard; unpack it or pack it with gzip"),
    BZIP2("425a68393141", "bzip2; unpack it or pack it with gzip"),
    XZ("fd377a585a00", "xz; unpack it or pack it with gzip"),
    PARQUET("5041523115", "Parquet, no %s"),
    UTF_16_LITTLE("fffe", "UTF-16 (a byte order mark FF FE at byte 0, line 1); declare \"encoding\": \"utf-16\""),
    UTF_16_BIG("feff", "UTF-16 (a byte order mark FE FF at byte 0, line 1); declare \"encoding\": \"utf-16\"");

    private final byte[] first;
    private final String description;

    FileKind(String first, String description) {
        this.first = HexFormat.of().parseHex(first);
        this.description = description;
    }

    /** What it is, for a message that expected a format. */
    String description(FileFormat expected) {
        return description.formatted(expected.name());
    }

    boolean begins(byte[] bytes, int length) {
        return length >= first.length && Arrays.equals(first, 0, first.length, bytes, 0, first.length);
    }
}
