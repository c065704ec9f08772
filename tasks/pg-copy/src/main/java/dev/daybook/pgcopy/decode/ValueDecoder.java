package dev.daybook.pgcopy.decode;

import dev.daybook.lake.column.ColumnVector;
import dev.daybook.lake.model.ColumnType;
import dev.daybook.lake.model.SourceType;
import dev.daybook.pgcopy.ColumnErrors;
import dev.daybook.pgcopy.ConversionError;
import dev.daybook.pgcopy.WireFormat;

/**
 * Decodes the values of one column. Each kind of value has one small loop over many values, so that few methods get hot.
 * A decoder may keep scratch memory: not safe for use by more than one thread.
 */
interface ValueDecoder {

    /**
     * Appends values to a vector.
     *
     * @param data holds the values; a decoder may rewrite in place what must not count in the content hash
     * @param starts where each value starts, -1 for a NULL; the four bytes before hold its length
     * @param count the number of values
     * @throws ConversionError.Found when a value does not fit
     */
    void decode(byte[] data, int[] starts, int count, ColumnVector into);

    /** The decoder of a column. */
    static ValueDecoder of(ColumnType type, SourceType source, ColumnErrors error) {
        WireFormat format = WireFormat.of(type, source);
        return switch (format) {
            case BOOL, INT16, INT32, INT64, OID, FLOAT32, FLOAT64, DATE, TIME, TIMESTAMP ->
                FixedDecoders.of(format, error);
            case NUMERIC_LONG -> new NumericDecoder((ColumnType.Decimal) type, error);
            case NUMERIC_BYTES -> new WideNumericDecoder((ColumnType.Decimal) type, error);
            case BYTES, JSONB, UUID, UUID_AS_TEXT -> BytesDecoders.of(format, error);
            case ARRAY -> {
                ColumnType element = ((ColumnType.ListOf) type).element();
                yield new ArrayDecoder(of(element, WireFormat.element(source), error), error);
            }
        };
    }
}
