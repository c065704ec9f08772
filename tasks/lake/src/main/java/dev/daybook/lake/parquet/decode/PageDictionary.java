package dev.daybook.lake.parquet.decode;

import dev.daybook.lake.column.BytesVector;
import dev.daybook.lake.column.ColumnVector;
import dev.daybook.lake.column.ListVector;
import dev.daybook.lake.column.LongVector;
import org.apache.parquet.schema.PrimitiveType;

/**
 * The dictionary of a column chunk.
 *
 * @param entries the entries, without NULLs
 */
record PageDictionary(ColumnVector entries) {

    /** The dictionary that a PLAIN page holds. */
    static PageDictionary of(PrimitiveType type, byte[] page, int size, int count) {
        ColumnVector vector = switch (type.getPrimitiveTypeName()) {
            case INT32, INT64, FLOAT, DOUBLE -> new LongVector(count);
            case BINARY, FIXED_LEN_BYTE_ARRAY -> new BytesVector(count);
            case BOOLEAN, INT96 -> throw new CorruptFileException("a dictionary of " + type);
        };
        ValueDecoder decoder = ValueDecoder.plain(type, page, 0, size, count);
        decoder.startBatch(vector);
        decoder.append(vector, count);
        return new PageDictionary(vector);
    }

    /** The decoder of a page of indexes into this dictionary. */
    ValueDecoder decoder(byte[] page, int start, int end, int count) {
        if (start >= end) {
            throw new CorruptFileException("a page of indexes without their width");
        }
        int[] indexes = new int[count];
        new HybridReader(page, start + 1, end, page[start]).read(indexes, count);
        for (int index : indexes) {
            if (index >= entries.size()) {
                throw new CorruptFileException(
                        "expected an index into a dictionary of " + entries.size() + " entries, found " + index);
            }
        }
        return switch (entries) {
            case LongVector longs -> new ValueDecoder.LongIndexes(longs.values(), indexes);
            case BytesVector bytes -> new ValueDecoder.BytesIndexes(bytes, indexes);
            case ListVector _ -> throw new IllegalStateException("a dictionary of lists");
        };
    }
}
