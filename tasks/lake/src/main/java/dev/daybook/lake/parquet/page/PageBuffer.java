package dev.daybook.lake.parquet.page;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Bytes that grow, little-endian as Parquet wants its numbers. Starts with no memory at all, so that a thousand columns
 * cost little. Loops ensure room once, copy {@link #bytes} to a local and set {@link #used} at their end.
 */
public final class PageBuffer {

    /** Four bytes, the least significant first, as Parquet has them. */
    public static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    /** Eight bytes, the least significant first. */
    public static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** What is kept when a page is done; a page with huge values must not hold its memory until the end. */
    private static final int KEPT = 2 << 20;

    private static final int SMALLEST = 256;

    /** The bytes; valid up to {@link #used}. */
    public byte[] bytes = new byte[0];

    /** How many bytes are in use. */
    public int used;

    /** Makes room for more bytes and returns the array, which may be a new one. */
    public byte[] ensure(long more) {
        long needed = used + more;
        if (needed > bytes.length) {
            if (needed > Integer.MAX_VALUE - 8) {
                throw new IllegalStateException("a page of " + needed + " bytes");
            }
            long roomy = Math.max(Math.max(needed, SMALLEST), bytes.length + (bytes.length >> 1));
            bytes = Arrays.copyOf(bytes, (int) Math.min(roomy, Integer.MAX_VALUE - 8));
        }
        return bytes;
    }

    /** The array with room for so many bytes from its start, whatever was in it. */
    public byte[] room(int length) {
        used = 0;
        return ensure(length);
    }

    /** Appends a byte. */
    public void putByte(int value) {
        ensure(1)[used++] = (byte) value;
    }

    /** Appends four bytes. */
    public void putInt(int value) {
        INT.set(ensure(Integer.BYTES), used, value);
        used += Integer.BYTES;
    }

    /** Overwrites four bytes that are in use. */
    public void putInt(int index, int value) {
        INT.set(bytes, index, value);
    }

    /** Appends bytes of an array. */
    public void put(byte[] source, int start, int length) {
        System.arraycopy(source, start, ensure(length), used, length);
        used += length;
    }

    /** An unsigned number of seven bits a byte, the format's varint. */
    void putVarint(int value) {
        ensure(5);
        int rest = value;
        while ((rest & ~0x7F) != 0) {
            bytes[used++] = (byte) (rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        bytes[used++] = (byte) rest;
    }

    /** Forgets the bytes; the array stays. */
    public void clear() {
        used = 0;
        if (bytes.length > KEPT) {
            bytes = new byte[0];
        }
    }
}
