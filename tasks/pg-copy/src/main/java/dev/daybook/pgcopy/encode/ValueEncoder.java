package dev.daybook.pgcopy.encode;

import dev.daybook.lake.column.ColumnVector;
import dev.daybook.lake.model.ColumnType;
import dev.daybook.lake.model.SourceType;
import dev.daybook.pgcopy.WireFormat;

/** Appends one value of a column to COPY BINARY data: its length, -1 for a NULL, then its bytes. */
interface ValueEncoder {

    /** Appends the value at an index of the vector. */
    void encode(ColumnVector values, int index, CopyBuffer into);

    /**
     * The encoder of a column.
     *
     * @param patches takes what must not count in the content hash
     * @param elementOid the element type's OID when the column is an array
     */
    static ValueEncoder of(ColumnType type, SourceType source, ArrayPatches patches, int elementOid) {
        WireFormat format = WireFormat.of(type, source);
        return switch (format) {
            case BOOL, INT16, INT32, INT64, OID, FLOAT32, FLOAT64, DATE, TIME, TIMESTAMP -> FixedEncoders.of(format);
            case NUMERIC_LONG -> new NumericEncoder(((ColumnType.Decimal) type).scale());
            case NUMERIC_BYTES -> new WideNumericEncoder(((ColumnType.Decimal) type).scale());
            case BYTES, JSONB, UUID, UUID_AS_TEXT -> new BytesEncoder(format);
            case ARRAY -> {
                ColumnType element = ((ColumnType.ListOf) type).element();
                yield new ArrayEncoder(of(element, WireFormat.element(source), patches, 0), patches, elementOid);
            }
        };
    }
}
