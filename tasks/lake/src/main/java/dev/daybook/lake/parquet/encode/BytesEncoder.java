package dev.daybook.lake.parquet.encode;

import dev.daybook.lake.column.BytesVector;
import dev.daybook.lake.column.ColumnVector;
import dev.daybook.lake.parquet.page.PageBuffer;
import org.apache.parquet.column.statistics.Statistics;

/** BYTE_ARRAY: text, JSON and plain bytes, each with its length in front. They order as unsigned bytes. */
final class BytesEncoder extends DictionaryEncoder {

    private final BytesDictionary dictionary = new BytesDictionary();
    private final BytesRange range = new BytesRange(false);
    private long unencodedBytes;

    BytesEncoder(int pageBytes) {
        super(pageBytes);
    }

    @Override
    int sliceEnd(ColumnVector vector, int from, int to) {
        int[] lengths = ((BytesVector) vector).lengths();
        long bytes = 0;
        for (int i = from; i < to; i++) {
            bytes += lengths[i];
            if (bytes >= pageBytes) {
                return i + 1;
            }
        }
        return to;
    }

    @Override
    int appendIndexes(ColumnVector vector, int from, int to, int[] target, int start) {
        BytesVector values = (BytesVector) vector;
        byte[] data = values.data();
        int[] starts = values.starts();
        int[] lengths = values.lengths();
        boolean[] nulls = values.nulls();
        int position = start;
        long bytes = 0;
        for (int i = from; i < to; i++) {
            if (!nulls[i]) {
                target[position++] = dictionary.indexOf(data, starts[i], lengths[i]);
                range.include(data, starts[i], lengths[i]);
                bytes += lengths[i];
            }
        }
        unencodedBytes += bytes;
        return position;
    }

    @Override
    void appendPlain(ColumnVector vector, int from, int to) {
        BytesVector values = (BytesVector) vector;
        byte[] data = values.data();
        int[] starts = values.starts();
        int[] lengths = values.lengths();
        boolean[] nulls = values.nulls();
        long total = (long) (to - from) * Integer.BYTES;
        for (int i = from; i < to; i++) {
            total += lengths[i];
        }
        byte[] bytes = page.ensure(total);
        int position = page.used;
        for (int i = from; i < to; i++) {
            if (!nulls[i]) {
                int length = lengths[i];
                PageBuffer.INT.set(bytes, position, length);
                System.arraycopy(data, starts[i], bytes, position + Integer.BYTES, length);
                range.include(data, starts[i], length);
                position += Integer.BYTES + length;
                unencodedBytes += length;
            }
        }
        page.used = position;
    }

    @Override
    void appendPlain(int[] entryIndexes, int count) {
        byte[] entries = dictionary.page().bytes;
        int[] starts = dictionary.starts();
        for (int i = 0; i < count; i++) {
            int start = starts[entryIndexes[i]];
            page.put(entries, start, Integer.BYTES + (int) PageBuffer.INT.get(entries, start));
        }
    }

    @Override
    int entries() {
        return dictionary.size();
    }

    @Override
    int dictionaryBytes() {
        return dictionary.page().used;
    }

    @Override
    long dictionaryMemory() {
        return dictionary.memory();
    }

    @Override
    void appendEntries(PageBuffer target) {
        target.put(dictionary.page().bytes, 0, dictionary.page().used);
    }

    @Override
    void clearDictionary() {
        dictionary.clear();
    }

    @Override
    boolean isWithoutOrder() {
        return range.isCut();
    }

    @Override
    void statistics(Statistics.Builder builder) {
        range.statistics(builder);
    }

    @Override
    long unencodedBytes() {
        return unencodedBytes;
    }

    @Override
    void resetStatistics() {
        range.reset();
        unencodedBytes = 0;
    }
}
