package dev.daybook.pgcopy;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers in network byte order, as COPY BINARY has them. */
public final class BigEndian {

    private static final VarHandle SHORTS = view(short[].class);
    private static final VarHandle INTS = view(int[].class);
    private static final VarHandle LONGS = view(long[].class);

    private BigEndian() {}

    private static VarHandle view(Class<?> array) {
        return MethodHandles.byteArrayViewVarHandle(array, ByteOrder.BIG_ENDIAN);
    }

    /** The 16 bits at a place. */
    public static short int16(byte[] data, int at) {
        return (short) SHORTS.get(data, at);
    }

    /** The 32 bits at a place. */
    public static int int32(byte[] data, int at) {
        return (int) INTS.get(data, at);
    }

    /** The 64 bits at a place. */
    public static long int64(byte[] data, int at) {
        return (long) LONGS.get(data, at);
    }

    /** Writes 16 bits at a place. */
    public static void putInt16(byte[] data, int at, int value) {
        SHORTS.set(data, at, (short) value);
    }

    /** Writes 32 bits at a place. */
    public static void putInt32(byte[] data, int at, int value) {
        INTS.set(data, at, value);
    }

    /** Writes 64 bits at a place. */
    public static void putInt64(byte[] data, int at, long value) {
        LONGS.set(data, at, value);
    }
}
