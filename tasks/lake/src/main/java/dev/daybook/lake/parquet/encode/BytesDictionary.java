package dev.daybook.lake.parquet.encode;

import dev.daybook.lake.parquet.page.PageBuffer;
import java.util.Arrays;

/**
 * Distinct byte strings in the order of their first appearance, kept as the PLAIN page they become: each with its length
 * in front. A hash table with open addressing.
 */
final class BytesDictionary {

    private static final int SMALLEST = 64;

    private final PageBuffer page = new PageBuffer();
    private int[] starts = new int[0];
    private int[] hashes = new int[0];
    private int[] table = new int[0]; // index + 1; 0 where nothing is
    private int size;

    /** The index of a value, which is added when it is new. */
    int indexOf(byte[] data, int start, int length) {
        if (size * 2 >= table.length) {
            grow();
        }
        int hash = hash(data, start, length);
        int mask = table.length - 1;
        int slot = hash & mask;
        while (true) {
            int index = table[slot] - 1;
            if (index < 0) {
                return add(slot, hash, data, start, length);
            }
            if (hashes[index] == hash && isEqual(index, data, start, length)) {
                return index;
            }
            slot = (slot + 1) & mask;
        }
    }

    private boolean isEqual(int index, byte[] data, int start, int length) {
        int at = starts[index];
        return (int) PageBuffer.INT.get(page.bytes, at) == length
                && Arrays.equals(
                        page.bytes, at + Integer.BYTES, at + Integer.BYTES + length, data, start, start + length);
    }

    private int add(int slot, int hash, byte[] data, int start, int length) {
        starts[size] = page.used;
        hashes[size] = hash;
        page.putInt(length);
        page.put(data, start, length);
        table[slot] = size + 1;
        return size++;
    }

    private void grow() {
        int slots = Math.max(SMALLEST, table.length * 2);
        table = new int[slots];
        starts = Arrays.copyOf(starts, slots / 2 + 1);
        hashes = Arrays.copyOf(hashes, slots / 2 + 1);
        for (int i = 0; i < size; i++) {
            int slot = hashes[i] & (slots - 1);
            while (table[slot] != 0) {
                slot = (slot + 1) & (slots - 1);
            }
            table[slot] = i + 1;
        }
    }

    private static int hash(byte[] data, int start, int length) {
        long hash = length * 0x9E3779B97F4A7C15L;
        int position = start;
        int end = start + length;
        for (; position + Long.BYTES <= end; position += Long.BYTES) {
            hash = mix(hash ^ (long) PageBuffer.LONG.get(data, position));
        }
        long rest = 0;
        for (; position < end; position++) {
            rest = rest << 8 | data[position] & 0xFF;
        }
        return (int) (mix(hash ^ rest) >>> 32);
    }

    private static long mix(long bits) {
        long mixed = bits * 0xD6E8FEB86659FD93L;
        return mixed ^ mixed >>> 32;
    }

    /** The PLAIN page. */
    PageBuffer page() {
        return page;
    }

    /** Where each entry's length stands in {@link #page()}; valid up to {@link #size()}. */
    int[] starts() {
        return starts;
    }

    int size() {
        return size;
    }

    long memory() {
        return page.bytes.length + (long) (starts.length + hashes.length + table.length) * Integer.BYTES;
    }

    void clear() {
        if (size > 0) {
            page.bytes = new byte[0];
            page.used = 0;
            starts = new int[0];
            hashes = new int[0];
            table = new int[0];
            size = 0;
        }
    }
}
