package dev.daybook.lake.parquet.encode;

import dev.daybook.lake.column.ColumnVector;
import dev.daybook.lake.parquet.page.PageBuffer;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.schema.PrimitiveType;

/**
 * Encodes the values of one column that are not NULL, page by page, and keeps their statistics. There is one kind for
 * each physical type, each with small loops over arrays, so that the JIT has little to compile.
 */
abstract sealed class ValueEncoder permits BooleanEncoder, FloatEncoder, FixedBytesEncoder, DictionaryEncoder {

    /** Bytes of values after which a page ends. */
    final int pageBytes;

    ValueEncoder(int pageBytes) {
        this.pageBytes = pageBytes;
    }

    /** Makes the encoder of a column of the schema. */
    static ValueEncoder of(PrimitiveType type, int pageBytes) {
        return switch (type.getPrimitiveTypeName()) {
            case BOOLEAN -> new BooleanEncoder(pageBytes);
            case INT32 -> new IntegerEncoder(Integer.BYTES, pageBytes);
            case INT64 -> new IntegerEncoder(Long.BYTES, pageBytes);
            case FLOAT -> new FloatEncoder(Float.BYTES, pageBytes);
            case DOUBLE -> new FloatEncoder(Double.BYTES, pageBytes);
            case BINARY -> new BytesEncoder(pageBytes);
            case FIXED_LEN_BYTE_ARRAY -> new FixedBytesEncoder(type, pageBytes);
            case INT96 -> throw new IllegalArgumentException("no column type is INT96");
        };
    }

    /** Up to which value the page under way takes this vector's, so that values of many bytes do not make a huge page. */
    int sliceEnd(ColumnVector vector, int from, int to) {
        return to;
    }

    /** Appends the values in a range that are not NULL. */
    abstract void append(ColumnVector vector, int from, int to);

    /** Whether the page under way should end. */
    abstract boolean isPageFull();

    /** The memory in use for the page under way and the dictionary. */
    abstract long memory();

    /** Writes the values of the page and starts the next one; the statistics are still those of the page. */
    abstract Encoding endPage(PageBuffer target);

    /** Puts the smallest and the largest value since the last {@link #resetStatistics()}; none where there is no order. */
    abstract void statistics(Statistics.Builder builder);

    /** Whether the page's values have no smallest and largest that all readers understand alike. */
    boolean isWithoutOrder() {
        return false;
    }

    /** The bytes of the page's values as the size statistics count them: those of BYTE_ARRAY only. */
    long unencodedBytes() {
        return 0;
    }

    /** Forgets the statistics of the page that ended. */
    abstract void resetStatistics();

    /**
     * Writes the dictionary of the row group, whose pages are all ended, when one of them needs it.
     *
     * @return its entries; 0 when there is none
     */
    int writeDictionary(PageBuffer target) {
        return 0;
    }

    /** Gets ready for the next row group. */
    void startRowGroup() {}
}
