package dev.daybook.extractpostgres;

import java.util.concurrent.Semaphore;

/**
 * Divides the heap among the COPYs that run at the same time. What one needs grows with its columns, so wide tables run
 * with fewer others beside them, and the widest alone.
 */
final class MemoryBudget {

    private static final int KIB = 1024;
    private static final int KIB_PER_COLUMN = 64;
    private static final int KIB_PER_COPY = 2 * 1024;
    private static final long LARGEST_PART = 8L << 20;
    private static final long SMALLEST_PART = 2L << 20;

    private final int total;
    private final Semaphore free;

    /** @param heapBytes the largest the heap may become; half of it is divided */
    MemoryBudget(long heapBytes) {
        total = Math.clamp(heapBytes / 2 / KIB, KIB_PER_COPY, Integer.MAX_VALUE);
        free = new Semaphore(total, true);
    }

    /** What one open part file may keep in memory when some are written at the same time. */
    static long partBytes(long heapBytes, int parts) {
        return Math.clamp(heapBytes / 4 / parts, SMALLEST_PART, LARGEST_PART);
    }

    /** Waits until there is memory for a COPY of so many columns; closing the share gives it back. */
    Share acquire(int columns) throws InterruptedException {
        int share = Math.min(total, KIB_PER_COPY + KIB_PER_COLUMN * columns);
        free.acquire(share);
        return () -> free.release(share);
    }

    /** Memory that is in use until it is closed. */
    @FunctionalInterface
    interface Share extends AutoCloseable {
        @Override
        void close();
    }
}
