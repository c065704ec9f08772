package dev.daybook.lake.parquet.decode;

import java.util.Arrays;

/** Reads numbers in Parquet's hybrid of run-length and bit-packed runs (Encodings.md, RLE = 3). */
final class HybridReader {

    private static final int WIDEST = 24;

    private final byte[] bytes;
    private final int end;
    private final int width;
    private int position;

    /** @param width bits of a number, 0 to 24 */
    HybridReader(byte[] bytes, int start, int end, int width) {
        if (width < 0 || width > WIDEST) {
            throw new CorruptFileException("expected numbers of at most " + WIDEST + " bits, found " + width);
        }
        this.bytes = bytes;
        this.position = start;
        this.end = end;
        this.width = width;
    }

    /** Reads so many numbers. */
    void read(int[] target, int count) {
        int done = 0;
        while (done < count) {
            int header = readVarint();
            int length = header >>> 1;
            if ((header & 1) == 0) {
                done = repeat(target, done, count, length);
            } else {
                done = unpack(target, done, count, length);
            }
        }
    }

    private int repeat(int[] target, int from, int count, int length) {
        if (length == 0 || length > count - from) {
            throw new CorruptFileException("a run of " + length + " numbers where " + (count - from) + " are left");
        }
        int value = 0;
        for (int bits = 0; bits < width; bits += Byte.SIZE) {
            value |= readByte() << bits;
        }
        if (value >= 1 << width) {
            throw new CorruptFileException("number " + value + " in a run of " + width + " bits");
        }
        Arrays.fill(target, from, from + length, value);
        return from + length;
    }

    private int unpack(int[] target, int from, int count, int groups) {
        long size = (long) groups * width;
        if (groups == 0 || size > end - position || groups > (count - from + 7) >>> 3) {
            throw new CorruptFileException(
                    "a run of " + groups + " groups where " + (count - from) + " numbers are left");
        }
        int length = Math.min(count - from, groups * Byte.SIZE);
        int mask = (1 << width) - 1;
        long pending = 0;
        int pendingBits = 0;
        int at = position;
        for (int i = from; i < from + length; i++) {
            while (pendingBits < width) {
                pending |= (bytes[at++] & 0xFFL) << pendingBits;
                pendingBits += Byte.SIZE;
            }
            target[i] = (int) pending & mask;
            pending >>>= width;
            pendingBits -= width;
        }
        position += (int) size;
        return from + length;
    }

    private int readVarint() {
        int value = 0;
        for (int shift = 0; shift < Integer.SIZE; shift += 7) {
            int next = readByte();
            value |= (next & 0x7F) << shift;
            if ((next & 0x80) == 0) {
                return value;
            }
        }
        throw new CorruptFileException("a run whose length does not end");
    }

    private int readByte() {
        if (position >= end) {
            throw new CorruptFileException("a run goes past the end of its page");
        }
        return bytes[position++] & 0xFF;
    }
}
