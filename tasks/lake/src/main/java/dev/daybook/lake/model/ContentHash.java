package dev.daybook.lake.model;

import java.util.HexFormat;

/**
 * The content of a dataset, whatever the order of its rows: the sum modulo 2^128 of a 128-bit hash (XXH3) of each row's
 * COPY BINARY bytes, with the row count. Array element OIDs, which differ between databases, count as zero.
 *
 * @param rows the number of rows
 * @param high the upper 64 bits of the sum
 * @param low the lower 64 bits of the sum
 */
public record ContentHash(long rows, long high, long low) {

    /** The content of no rows. */
    public static final ContentHash EMPTY = new ContentHash(0, 0, 0);

    /** The content of both. */
    public ContentHash plus(ContentHash other) {
        long sum = low + other.low;
        long carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
        return new ContentHash(rows + other.rows, high + other.high + carry, sum);
    }

    /** The sum as 32 hexadecimal digits; the row count stands beside it wherever it is shown. */
    public String toHex() {
        return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
    }

    /**
     * The reverse of {@link #toHex()}.
     *
     * @throws IllegalArgumentException when {@code hex} is not 32 lower-case hexadecimal digits
     */
    public static ContentHash of(long rows, String hex) {
        if (hex.length() != 32 || !hex.matches("[0-9a-f]{32}")) {
            throw new IllegalArgumentException("not 32 hexadecimal digits: " + hex);
        }
        return new ContentHash(
                rows, HexFormat.fromHexDigitsToLong(hex, 0, 16), HexFormat.fromHexDigitsToLong(hex, 16, 32));
    }
}
