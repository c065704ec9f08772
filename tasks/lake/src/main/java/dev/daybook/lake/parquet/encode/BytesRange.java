package dev.daybook.lake.parquet.encode;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.parquet.column.statistics.Statistics;

/**
 * The smallest and the largest of many byte strings. Almost all comparisons end at the first eight bytes, compared as
 * one number.
 */
final class BytesRange {

    /** Longer values bound nothing that a reader would skip by, and all bounds stay in memory until the file ends. */
    private static final int LONGEST = 256;

    private static final VarHandle BIG_ENDIAN_LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final long flip;
    private byte[] min = new byte[0];
    private byte[] max = new byte[0];
    private int minLength = -1;
    private int maxLength;
    private long minPrefix;
    private long maxPrefix;

    /** @param signed true for big-endian numbers in two's complement, all of one length; false for unsigned bytes */
    BytesRange(boolean signed) {
        flip = signed ? 0 : Long.MIN_VALUE;
    }

    /** Takes one more value into account. */
    void include(byte[] data, int start, int length) {
        long prefix = prefix(data, start, length);
        if (minLength < 0) {
            min = copy(min, data, start, length);
            max = copy(max, data, start, length);
            minLength = length;
            maxLength = length;
            minPrefix = prefix;
            maxPrefix = prefix;
            return;
        }
        if (prefix < minPrefix || prefix == minPrefix && compareTo(data, start, length, min, minLength) < 0) {
            min = copy(min, data, start, length);
            minLength = length;
            minPrefix = prefix;
        }
        if (prefix > maxPrefix || prefix == maxPrefix && compareTo(data, start, length, max, maxLength) > 0) {
            max = copy(max, data, start, length);
            maxLength = length;
            maxPrefix = prefix;
        }
    }

    /** Whether a value was so long that only its first bytes were kept. */
    boolean isCut() {
        return minLength > LONGEST || maxLength > LONGEST;
    }

    void statistics(Statistics.Builder builder) {
        if (minLength >= 0) {
            builder.withMin(Arrays.copyOf(min, minLength));
            builder.withMax(Arrays.copyOf(max, maxLength));
        }
    }

    void reset() {
        minLength = -1;
        maxLength = 0;
    }

    private long prefix(byte[] data, int start, int length) {
        if (length >= Long.BYTES) {
            return (long) BIG_ENDIAN_LONG.get(data, start) ^ flip;
        }
        long prefix = 0;
        for (int i = 0; i < length; i++) {
            prefix |= (data[start + i] & 0xFFL) << (56 - 8 * i);
        }
        return prefix ^ flip;
    }

    /** Cut values compare by their kept bytes: the statistics are dropped then anyway. */
    private static int compareTo(byte[] data, int start, int length, byte[] other, int otherLength) {
        return Arrays.compareUnsigned(data, start, start + length, other, 0, Math.min(otherLength, LONGEST));
    }

    private static byte[] copy(byte[] target, byte[] data, int start, int length) {
        int kept = Math.min(length, LONGEST);
        byte[] roomy = target.length >= kept ? target : new byte[Math.max(32, kept)];
        System.arraycopy(data, start, roomy, 0, kept);
        return roomy;
    }
}
