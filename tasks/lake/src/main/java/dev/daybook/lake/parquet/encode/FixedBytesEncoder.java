package dev.daybook.lake.parquet.encode;

import dev.daybook.lake.column.BytesVector;
import dev.daybook.lake.column.ColumnVector;
import dev.daybook.lake.parquet.page.PageBuffer;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;

/** PLAIN values that all have the same number of bytes: large decimals, which order as signed numbers, and uuids. */
final class FixedBytesEncoder extends ValueEncoder {

    private final PageBuffer page = new PageBuffer();
    private final BytesRange range;
    private final int width;

    FixedBytesEncoder(PrimitiveType type, int pageBytes) {
        super(pageBytes);
        width = type.getTypeLength();
        range = new BytesRange(type.getLogicalTypeAnnotation() instanceof DecimalLogicalTypeAnnotation);
    }

    @Override
    void append(ColumnVector vector, int from, int to) {
        BytesVector values = (BytesVector) vector;
        byte[] data = values.data();
        int[] starts = values.starts();
        int[] lengths = values.lengths();
        boolean[] nulls = values.nulls();
        byte[] bytes = page.ensure((long) (to - from) * width);
        int position = page.used;
        for (int i = from; i < to; i++) {
            if (nulls[i]) {
                continue;
            }
            if (lengths[i] != width) {
                throw new IllegalArgumentException("expected a value of " + width + " bytes, found " + lengths[i]);
            }
            System.arraycopy(data, starts[i], bytes, position, width);
            range.include(data, starts[i], width);
            position += width;
        }
        page.used = position;
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
    void statistics(Statistics.Builder builder) {
        range.statistics(builder);
    }

    @Override
    void resetStatistics() {
        range.reset();
    }
}
