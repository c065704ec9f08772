package dev.daybook.pgcopy.decode;

import dev.daybook.lake.column.BytesVector;
import dev.daybook.lake.column.ColumnVector;
import dev.daybook.lake.model.ColumnType;
import dev.daybook.pgcopy.BigEndian;
import dev.daybook.pgcopy.ColumnErrors;
import dev.daybook.pgcopy.NumericWire;

/**
 * Decodes {@code numeric} of 19 to 38 digits to the big-endian two's complement bytes of its unscaled value, in two
 * {@code long}s of which 127 bits are used.
 */
final class WideNumericDecoder implements ValueDecoder {

    private final int precision;
    private final int scale;
    private final ColumnErrors error;
    private final byte[] value = new byte[16];
    private final int length;
    private long high;
    private long low;

    WideNumericDecoder(ColumnType.Decimal type, ColumnErrors error) {
        this.precision = type.precision();
        this.scale = type.scale();
        this.length = type.byteLength();
        this.error = error;
    }

    @Override
    public void decode(byte[] data, int[] starts, int count, ColumnVector into) {
        BytesVector values = (BytesVector) into;
        for (int i = 0; i < count; i++) {
            int start = starts[i];
            if (start < 0) {
                values.addNull();
                continue;
            }
            NumericWire.check(data, start, precision, scale, error);
            sum(data, start);
            BigEndian.putInt64(value, 0, high);
            BigEndian.putInt64(value, 8, low);
            values.add(value, value.length - length, length);
        }
    }

    private void sum(byte[] data, int start) {
        high = 0;
        low = 0;
        int digits = BigEndian.int16(data, start);
        if (digits == 0) {
            return;
        }
        int weight = BigEndian.int16(data, start + 2);
        int first = start + NumericWire.HEADER;
        for (int i = 0; i < digits - 1; i++) {
            multiplyAndAdd(NumericWire.BASE, BigEndian.int16(data, first + 2 * i));
        }
        int last = BigEndian.int16(data, first + 2 * (digits - 1));
        int exponent = NumericWire.BASE_DIGITS * (weight - digits + 1) + scale;
        if (exponent < 0) {
            int cut = NumericWire.powerOfTen(-exponent);
            if (last % cut != 0) {
                throw error.carriedAsText("a value with digits behind its display scale");
            }
            multiplyAndAdd(NumericWire.powerOfTen(NumericWire.BASE_DIGITS + exponent), last / cut);
        } else {
            multiplyAndAdd(NumericWire.BASE, last);
            for (int left = exponent; left > 0; left -= NumericWire.BASE_DIGITS) {
                multiplyAndAdd(NumericWire.powerOfTen(Math.min(left, NumericWire.BASE_DIGITS)), 0);
            }
        }
        if (BigEndian.int16(data, start + 4) == NumericWire.NEGATIVE) {
            low = -low;
            high = ~high + (low == 0 ? 1 : 0);
        }
    }

    private void multiplyAndAdd(int factor, int addend) {
        high = high * factor + Math.unsignedMultiplyHigh(low, factor);
        low = low * factor + addend;
        if (Long.compareUnsigned(low, addend) < 0) {
            high++;
        }
    }
}
