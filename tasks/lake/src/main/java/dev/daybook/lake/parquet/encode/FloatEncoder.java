package dev.daybook.lake.parquet.encode;

import dev.daybook.lake.column.ColumnVector;
import dev.daybook.lake.column.LongVector;
import dev.daybook.lake.parquet.page.PageBuffer;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.Statistics;

/**
 * PLAIN FLOAT and DOUBLE, bits unchanged, so that each NaN stays the NaN it is. A page with a NaN has no smallest and
 * largest value: the format leaves NaN out of them, but PostgreSQL and DuckDB sort it above all numbers, and would skip
 * such a page when looking for large ones. Of the two zeros the smaller is written as -0.0 and the larger as +0.0, as
 * the format asks.
 */
final class FloatEncoder extends ValueEncoder {

    private final PageBuffer page = new PageBuffer();
    private final int width;
    private boolean anyNaN;
    private boolean any;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;

    /** @param width 4 for FLOAT, 8 for DOUBLE */
    FloatEncoder(int width, int pageBytes) {
        super(pageBytes);
        this.width = width;
    }

    @Override
    void append(ColumnVector vector, int from, int to) {
        long[] values = ((LongVector) vector).values();
        boolean[] nulls = vector.nulls();
        byte[] bytes = page.ensure((long) (to - from) * width);
        if (width == Float.BYTES) {
            page.used = appendFloats(values, nulls, from, to, bytes, page.used);
        } else {
            page.used = appendDoubles(values, nulls, from, to, bytes, page.used);
        }
    }

    private int appendFloats(long[] values, boolean[] nulls, int from, int to, byte[] bytes, int start) {
        int position = start;
        for (int i = from; i < to; i++) {
            if (!nulls[i]) {
                int bits = (int) values[i];
                PageBuffer.INT.set(bytes, position, bits);
                position += Float.BYTES;
                include(Float.intBitsToFloat(bits));
            }
        }
        return position;
    }

    private int appendDoubles(long[] values, boolean[] nulls, int from, int to, byte[] bytes, int start) {
        int position = start;
        for (int i = from; i < to; i++) {
            if (!nulls[i]) {
                long bits = values[i];
                PageBuffer.LONG.set(bytes, position, bits);
                position += Double.BYTES;
                include(Double.longBitsToDouble(bits));
            }
        }
        return position;
    }

    private void include(double value) {
        any = true;
        anyNaN |= Double.isNaN(value);
        min = Math.min(min, value);
        max = Math.max(max, value);
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
        target.put(page.bytes, 0, page.used);
        page.clear();
        return Encoding.PLAIN;
    }

    @Override
    boolean isWithoutOrder() {
        return anyNaN;
    }

    @Override
    void statistics(Statistics.Builder builder) {
        if (any) {
            builder.withMin(bytesOf(min == 0 ? -0.0 : min));
            builder.withMax(bytesOf(max == 0 ? 0.0 : max));
        }
    }

    private byte[] bytesOf(double value) {
        byte[] bytes = new byte[width];
        if (width == Float.BYTES) {
            PageBuffer.INT.set(bytes, 0, Float.floatToRawIntBits((float) value));
        } else {
            PageBuffer.LONG.set(bytes, 0, Double.doubleToRawLongBits(value));
        }
        return bytes;
    }

    @Override
    void resetStatistics() {
        any = false;
        anyNaN = false;
        min = Double.POSITIVE_INFINITY;
        max = Double.NEGATIVE_INFINITY;
    }
}
