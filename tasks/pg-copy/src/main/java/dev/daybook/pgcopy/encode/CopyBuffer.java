package dev.daybook.pgcopy.encode;

import dev.daybook.pgcopy.BigEndian;
import java.util.Arrays;

/** Gathers COPY data until some 64 KB are worth sending. Grows for a larger row and shrinks again. */
final class CopyBuffer {

    private static final int SIZE = 64 << 10;

    private byte[] bytes = new byte[2 * SIZE];
    private int end;

    /** The data; {@link #reserve} may replace the array. */
    byte[] bytes() {
        return bytes;
    }

    /** Where the next byte goes. */
    int end() {
        return end;
    }

    /** Makes room for some bytes and says where they go. */
    int reserve(int length) {
        int start = end;
        if (length > bytes.length - start) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(start, length), 2 * bytes.length));
        }
        end = start + length;
        return start;
    }

    /** Takes back what is reserved from {@code newEnd} on. */
    void shorten(int newEnd) {
        end = newEnd;
    }

    /** Forgets all data. */
    void clear() {
        end = 0;
        shrink();
    }

    void putByte(int value) {
        int at = reserve(1);
        bytes[at] = (byte) value;
    }

    void putInt16(int value) {
        int at = reserve(2);
        BigEndian.putInt16(bytes, at, value);
    }

    void putInt32(int value) {
        int at = reserve(4);
        BigEndian.putInt32(bytes, at, value);
    }

    void putInt64(long value) {
        int at = reserve(8);
        BigEndian.putInt64(bytes, at, value);
    }

    void put(byte[] data, int start, int length) {
        int at = reserve(length);
        System.arraycopy(data, start, bytes, at, length);
    }

    /** Appends ASCII. */
    void putAscii(String text) {
        int length = text.length();
        int at = reserve(length);
        for (int i = 0; i < length; i++) {
            bytes[at + i] = (byte) text.charAt(i);
        }
    }

    /** Gives the sink all data once there is enough of it. */
    <E extends Exception> void flushWhenLarge(CopySink<E> sink) throws E {
        if (end >= SIZE) {
            flush(sink);
        }
    }

    /** Gives the sink all data. */
    <E extends Exception> void flush(CopySink<E> sink) throws E {
        if (end > 0) {
            sink.accept(bytes, 0, end);
        }
        clear();
    }

    private void shrink() {
        if (bytes.length > 4 * SIZE) {
            bytes = new byte[2 * SIZE];
        }
    }
}
