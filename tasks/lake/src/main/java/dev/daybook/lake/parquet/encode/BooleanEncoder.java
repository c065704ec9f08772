package dev.daybook.lake.parquet.encode;

import dev.daybook.lake.column.ColumnVector;
import dev.daybook.lake.column.LongVector;
import dev.daybook.lake.parquet.page.PageBuffer;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.Statistics;

/** PLAIN booleans: one bit each, the lowest first. */
final class BooleanEncoder extends ValueEncoder {

    private final PageBuffer page = new PageBuffer();
    private int pendingBits;
    private int pending;
    private boolean anyTrue;
    private boolean anyFalse;

    BooleanEncoder(int pageBytes) {
        super(pageBytes);
    }

    @Override
    void append(ColumnVector vector, int from, int to) {
        long[] values = ((LongVector) vector).values();
        boolean[] nulls = vector.nulls();
        page.ensure(((to - from) >> 3) + 1L);
        for (int i = from; i < to; i++) {
            if (!nulls[i]) {
                append(values[i] != 0);
            }
        }
    }

    private void append(boolean value) {
        if (value) {
            pending |= 1 << pendingBits;
            anyTrue = true;
        } else {
            anyFalse = true;
        }
        if (++pendingBits == Byte.SIZE) {
            page.putByte(pending);
            pending = 0;
            pendingBits = 0;
        }
    }

    @Override
    boolean isPageFull() {
        return page.used >= pageBytes;
    }

    @Override
    long memory() {
        return page.used;
    }

    @Override
    Encoding endPage(PageBuffer target) {
        if (pendingBits > 0) {
            page.putByte(pending);
            pending = 0;
            pendingBits = 0;
        }
        target.put(page.bytes, 0, page.used);
        page.clear();
        return Encoding.PLAIN;
    }

    @Override
    void statistics(Statistics.Builder builder) {
        if (anyTrue || anyFalse) {
            builder.withMin(new byte[] {(byte) (anyFalse ? 0 : 1)});
            builder.withMax(new byte[] {(byte) (anyTrue ? 1 : 0)});
        }
    }

    @Override
    void resetStatistics() {
        anyTrue = false;
        anyFalse = false;
    }
}
