package dev.daybook.pgcopy.decode;

import dev.daybook.lake.column.ColumnVector;
import dev.daybook.lake.column.ListVector;
import dev.daybook.pgcopy.BigEndian;
import dev.daybook.pgcopy.ColumnErrors;
import dev.daybook.pgcopy.WireFormat;

/**
 * Decodes one-dimensional arrays: dimensions, a flag, the element type's OID, then size and lower bound of each
 * dimension, then the elements with their lengths ({@code array_send} in PostgreSQL's {@code arrayfuncs.c}).
 *
 * <p>The OID differs between databases, and the flag says whether the array once had room for NULLs, not whether it has
 * any: both count as zero in the content hash, so both are set to zero in place.
 */
public final class ArrayDecoder implements ValueDecoder {

    private static final int EMPTY_LENGTH = 12;
    private static final int HEADER = 20;

    private final ValueDecoder element;
    private final ColumnErrors error;
    private int[] starts = new int[16];

    ArrayDecoder(ValueDecoder element, ColumnErrors error) {
        this.element = element;
        this.error = error;
    }

    @Override
    public void decode(byte[] data, int[] arrays, int count, ColumnVector into) {
        ListVector lists = (ListVector) into;
        for (int i = 0; i < count; i++) {
            int start = arrays[i];
            if (start < 0) {
                lists.addNull();
                continue;
            }
            int size = elements(data, start, WireFormat.length(data, start));
            element.decode(data, starts, size, lists.elements());
            lists.endList();
        }
    }

    /** Reads the header and finds the elements. */
    private int elements(byte[] data, int start, int length) {
        if (length < EMPTY_LENGTH) {
            throw error.notOfItsType(WireFormat.ARRAY, length);
        }
        int dimensions = BigEndian.int32(data, start);
        BigEndian.putInt64(data, start + 4, 0);
        if (dimensions == 0) {
            if (length != EMPTY_LENGTH) {
                throw error.notOfItsType(WireFormat.ARRAY, length);
            }
            return 0;
        }
        if (dimensions != 1) {
            throw error.carriedAsText("an array of " + dimensions + " dimensions, only one is a LIST");
        }
        if (length < HEADER) {
            throw error.notOfItsType(WireFormat.ARRAY, length);
        }
        int size = BigEndian.int32(data, start + 12);
        int lowerBound = BigEndian.int32(data, start + 16);
        if (lowerBound != 1) {
            throw error.carriedAsText("an array whose lower bound is " + lowerBound + ", only 1 is a LIST");
        }
        if (size < 1 || size > (length - HEADER) / 4) {
            throw error.notOfItsType(WireFormat.ARRAY, length);
        }
        findElements(data, start, length, size);
        return size;
    }

    private void findElements(byte[] data, int start, int length, int size) {
        if (size > starts.length) {
            starts = new int[Math.max(size, 2 * starts.length)];
        }
        int end = start + length;
        int at = start + HEADER;
        for (int i = 0; i < size; i++) {
            int elementLength = at + 4 <= end ? BigEndian.int32(data, at) : Integer.MAX_VALUE;
            at += 4;
            if (elementLength < -1 || elementLength > end - at) {
                throw error.notOfItsType(WireFormat.ARRAY, length);
            }
            starts[i] = elementLength < 0 ? -1 : at;
            at += Math.max(0, elementLength);
        }
        if (at != end) {
            throw error.notOfItsType(WireFormat.ARRAY, length);
        }
    }
}
