package dev.daybook.lake.parquet.page;

/**
 * Writes small numbers in Parquet's hybrid of run-length and bit-packed runs (Encodings.md, RLE = 3): one run-length run
 * when all numbers are equal, else one bit-packed run; the codec above takes care of repetition.
 */
final class HybridRuns {

    private HybridRuns() {}

    /** A run of one repeated number. */
    static void repeat(PageBuffer target, int value, int count, int width) {
        target.putVarint(count << 1);
        for (int bits = 0; bits < width; bits += Byte.SIZE) {
            target.putByte(value >>> bits);
        }
    }

    /** One number each bit; {@code bits} is packed already, lowest bit first. */
    static void packedBits(PageBuffer target, byte[] bits, int count) {
        int groups = groupsOf(count);
        target.putVarint(groups << 1 | 1);
        target.put(bits, 0, groups);
    }

    /** Numbers below {@code 1 << width}; the width is 1 to 24. */
    static void write(PageBuffer target, int[] values, int count, int width) {
        if (count == 0) {
            return;
        }
        if (allEqual(values, count)) {
            repeat(target, values[0], count, width);
            return;
        }
        int groups = groupsOf(count);
        target.putVarint(groups << 1 | 1);
        int size = groups * width;
        byte[] bytes = target.ensure(size + Long.BYTES);
        pack(values, count, width, bytes, target.used);
        target.used += size;
    }

    /** Numbers below 4, such as levels. */
    static void write(PageBuffer target, byte[] values, int count, int width) {
        int[] wide = new int[count];
        for (int i = 0; i < count; i++) {
            wide[i] = values[i];
        }
        write(target, wide, count, width);
    }

    private static void pack(int[] values, int count, int width, byte[] bytes, int start) {
        int position = start;
        long pending = 0;
        int pendingBits = 0;
        for (int i = 0; i < count; i++) {
            pending |= (long) values[i] << pendingBits;
            pendingBits += width;
            while (pendingBits >= Byte.SIZE) {
                bytes[position++] = (byte) pending;
                pending >>>= Byte.SIZE;
                pendingBits -= Byte.SIZE;
            }
        }
        int end = start + groupsOf(count) * width;
        while (position < end) {
            bytes[position++] = (byte) pending;
            pending >>>= Byte.SIZE;
        }
    }

    private static boolean allEqual(int[] values, int count) {
        for (int i = 1; i < count; i++) {
            if (values[i] != values[0]) {
                return false;
            }
        }
        return true;
    }

    private static int groupsOf(int count) {
        return (count + 7) >>> 3;
    }
}
