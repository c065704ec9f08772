package dev.daybook.pgcopy.decode;

import dev.daybook.lake.column.ColumnVector;
import dev.daybook.lake.column.LongVector;
import dev.daybook.lake.model.ColumnType;
import dev.daybook.pgcopy.BigEndian;
import dev.daybook.pgcopy.ColumnErrors;
import dev.daybook.pgcopy.NumericWire;

/** Decodes {@code numeric} of at most 18 digits to its unscaled value. */
final class NumericDecoder implements ValueDecoder {

    private static final long[] POWERS = new long[ColumnType.Decimal.LONG_PRECISION + 1];

    static {
        long power = 1;
        for (int i = 0; i < POWERS.length; i++) {
            POWERS[i] = power;
            power *= 10;
        }
    }

    private final int precision;
    private final int scale;
    private final ColumnErrors error;

    NumericDecoder(ColumnType.Decimal type, ColumnErrors error) {
        this.precision = type.precision();
        this.scale = type.scale();
        this.error = error;
    }

    @Override
    public void decode(byte[] data, int[] starts, int count, ColumnVector into) {
        LongVector values = (LongVector) into;
        for (int i = 0; i < count; i++) {
            int start = starts[i];
            if (start < 0) {
                values.addNull();
                continue;
            }
            NumericWire.check(data, start, precision, scale, error);
            values.add(unscaled(data, start));
        }
    }

    /** No overflow: the check has bounded the digits, and the last group is cut before it is added. */
    private long unscaled(byte[] data, int start) {
        int digits = BigEndian.int16(data, start);
        if (digits == 0) {
            return 0;
        }
        int weight = BigEndian.int16(data, start + 2);
        int first = start + NumericWire.HEADER;
        long value = 0;
        for (int i = 0; i < digits - 1; i++) {
            value = value * NumericWire.BASE + BigEndian.int16(data, first + 2 * i);
        }
        int last = BigEndian.int16(data, first + 2 * (digits - 1));
        int exponent = NumericWire.BASE_DIGITS * (weight - digits + 1) + scale;
        if (exponent >= 0) {
            value = (value * NumericWire.BASE + last) * POWERS[exponent];
        } else {
            int cut = NumericWire.powerOfTen(-exponent);
            value = value * NumericWire.powerOfTen(NumericWire.BASE_DIGITS + exponent) + last / cut;
            if (last % cut != 0) {
                throw error.carriedAsText("a value with digits behind its display scale");
            }
        }
        return BigEndian.int16(data, start + 4) == NumericWire.NEGATIVE ? -value : value;
    }
}
