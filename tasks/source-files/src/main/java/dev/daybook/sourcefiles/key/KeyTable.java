package dev.daybook.sourcefiles.key;

/**
 * A hash table from 128-bit hashes to line numbers, in three plain arrays: 24 bytes a slot, nothing for the garbage
 * collector to follow.
 */
final class KeyTable {

    private final int mask;
    private final long[] high;
    private final long[] low;
    private final long[] lines;
    private int size;

    /** @param entries the most entries it will hold */
    KeyTable(int entries) {
        int slots = Integer.highestOneBit(Math.max(8, entries) - 1) << 2;
        mask = slots - 1;
        high = new long[slots];
        low = new long[slots];
        lines = new long[slots];
    }

    /** Adds a hash; returns the line of the one that is there already, or 0. */
    long add(long hashHigh, long hashLow, long line) {
        int slot = (int) hashLow & mask;
        while (lines[slot] != 0) {
            if (low[slot] == hashLow && high[slot] == hashHigh) {
                return lines[slot];
            }
            slot = (slot + 1) & mask;
        }
        high[slot] = hashHigh;
        low[slot] = hashLow;
        lines[slot] = line;
        size++;
        return 0;
    }

    int size() {
        return size;
    }

    /** Takes entries one by one. */
    interface Taker {
        void take(long hashHigh, long hashLow, long line);
    }

    void forEach(Taker taker) {
        for (int slot = 0; slot <= mask; slot++) {
            if (lines[slot] != 0) {
                taker.take(high[slot], low[slot], lines[slot]);
            }
        }
    }
}
