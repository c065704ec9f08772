package dev.daybook.lake.parquet.encode;

import dev.daybook.lake.column.ColumnVector;
import dev.daybook.lake.column.LongVector;
import dev.daybook.lake.parquet.page.PageBuffer;
import org.apache.parquet.column.statistics.Statistics;

/** INT32 and INT64: integers, small decimals, dates and times. All of them order as signed numbers. */
final class IntegerEncoder extends DictionaryEncoder {

    private final LongDictionary dictionary = new LongDictionary();
    private final int width;
    private long min = Long.MAX_VALUE;
    private long max = Long.MIN_VALUE;
    private boolean any;

    /** @param width 4 for INT32, 8 for INT64 */
    IntegerEncoder(int width, int pageBytes) {
        super(pageBytes);
        this.width = width;
    }

    @Override
    int appendIndexes(ColumnVector vector, int from, int to, int[] target, int start) {
        long[] values = ((LongVector) vector).values();
        boolean[] nulls = vector.nulls();
        include(values, nulls, from, to);
        int position = start;
        for (int i = from; i < to; i++) {
            if (!nulls[i]) {
                target[position++] = dictionary.indexOf(values[i]);
            }
        }
        return position;
    }

    @Override
    void appendPlain(ColumnVector vector, int from, int to) {
        long[] values = ((LongVector) vector).values();
        boolean[] nulls = vector.nulls();
        include(values, nulls, from, to);
        byte[] bytes = page.ensure((long) (to - from) * width);
        page.used = width == Integer.BYTES
                ? appendInts(values, nulls, from, to, bytes, page.used)
                : appendLongs(values, nulls, from, to, bytes, page.used);
    }

    private static int appendInts(long[] values, boolean[] nulls, int from, int to, byte[] bytes, int start) {
        int position = start;
        for (int i = from; i < to; i++) {
            if (!nulls[i]) {
                PageBuffer.INT.set(bytes, position, (int) values[i]);
                position += Integer.BYTES;
            }
        }
        return position;
    }

    private static int appendLongs(long[] values, boolean[] nulls, int from, int to, byte[] bytes, int start) {
        int position = start;
        for (int i = from; i < to; i++) {
            if (!nulls[i]) {
                PageBuffer.LONG.set(bytes, position, values[i]);
                position += Long.BYTES;
            }
        }
        return position;
    }

    private void include(long[] values, boolean[] nulls, int from, int to) {
        long smallest = min;
        long largest = max;
        boolean found = any;
        for (int i = from; i < to; i++) {
            if (!nulls[i]) {
                smallest = Math.min(smallest, values[i]);
                largest = Math.max(largest, values[i]);
                found = true;
            }
        }
        min = smallest;
        max = largest;
        any = found;
    }

    @Override
    void appendPlain(int[] entryIndexes, int count) {
        long[] entries = dictionary.entries();
        byte[] bytes = page.ensure((long) count * width);
        int position = page.used;
        for (int i = 0; i < count; i++) {
            put(bytes, position, entries[entryIndexes[i]]);
            position += width;
        }
        page.used = position;
    }

    private void put(byte[] bytes, int position, long value) {
        if (width == Integer.BYTES) {
            PageBuffer.INT.set(bytes, position, (int) value);
        } else {
            PageBuffer.LONG.set(bytes, position, value);
        }
    }

    @Override
    int entries() {
        return dictionary.size();
    }

    @Override
    int dictionaryBytes() {
        return dictionary.size() * width;
    }

    @Override
    long dictionaryMemory() {
        return dictionary.memory();
    }

    @Override
    void appendEntries(PageBuffer target) {
        byte[] bytes = target.ensure(dictionaryBytes());
        long[] entries = dictionary.entries();
        for (int i = 0; i < dictionary.size(); i++) {
            put(bytes, target.used + i * width, entries[i]);
        }
        target.used += dictionaryBytes();
    }

    @Override
    void clearDictionary() {
        dictionary.clear();
    }

    @Override
    void statistics(Statistics.Builder builder) {
        if (any) {
            byte[] smallest = new byte[width];
            byte[] largest = new byte[width];
            put(smallest, 0, min);
            put(largest, 0, max);
            builder.withMin(smallest);
            builder.withMax(largest);
        }
    }

    @Override
    void resetStatistics() {
        min = Long.MAX_VALUE;
        max = Long.MIN_VALUE;
        any = false;
    }
}
