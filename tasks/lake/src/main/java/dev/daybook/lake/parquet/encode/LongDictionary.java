package dev.daybook.lake.parquet.encode;

import java.util.Arrays;

/** Distinct numbers in the order of their first appearance; a hash table with open addressing. */
final class LongDictionary {

    private static final int SMALLEST = 64;

    private long[] entries = new long[0];
    private int[] table = new int[0]; // index + 1; 0 where nothing is
    private int size;

    /** The index of a number, which is added when it is new. */
    int indexOf(long value) {
        if (size * 2 >= table.length) {
            grow();
        }
        int mask = table.length - 1;
        int slot = hash(value) & mask;
        while (true) {
            int index = table[slot] - 1;
            if (index < 0) {
                return add(slot, value);
            }
            if (entries[index] == value) {
                return index;
            }
            slot = (slot + 1) & mask;
        }
    }

    private int add(int slot, long value) {
        entries[size] = value;
        table[slot] = size + 1;
        return size++;
    }

    private void grow() {
        int slots = Math.max(SMALLEST, table.length * 2);
        table = new int[slots];
        entries = Arrays.copyOf(entries, slots / 2 + 1);
        for (int i = 0; i < size; i++) {
            int slot = hash(entries[i]) & (slots - 1);
            while (table[slot] != 0) {
                slot = (slot + 1) & (slots - 1);
            }
            table[slot] = i + 1;
        }
    }

    private static int hash(long value) {
        long mixed = value * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 32);
    }

    /** The numbers; valid up to {@link #size()}. */
    long[] entries() {
        return entries;
    }

    int size() {
        return size;
    }

    long memory() {
        return (long) entries.length * Long.BYTES + (long) table.length * Integer.BYTES;
    }

    void clear() {
        if (size > 0) {
            entries = new long[0];
            table = new int[0];
            size = 0;
        }
    }
}
