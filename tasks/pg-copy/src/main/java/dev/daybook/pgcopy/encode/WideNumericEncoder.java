package dev.daybook.pgcopy.encode;

import dev.daybook.lake.column.BytesVector;
import dev.daybook.lake.column.ColumnVector;
import dev.daybook.pgcopy.NumericWire;

/** Encodes the unscaled value of a decimal of 19 to 38 digits, big-endian two's complement bytes, as {@code numeric}. */
final class WideNumericEncoder implements ValueEncoder {

    private final NumericGroups groups;
    private final int[] words = new int[4];

    WideNumericEncoder(int scale) {
        this.groups = new NumericGroups(scale);
    }

    @Override
    public void encode(ColumnVector values, int index, CopyBuffer into) {
        if (values.nulls()[index]) {
            into.putInt32(-1);
            return;
        }
        BytesVector bytes = (BytesVector) values;
        boolean negative = load(bytes.data(), bytes.starts()[index], bytes.lengths()[index]);
        groups.start();
        int first = groups.digitsOfFirst();
        groups.add(divide(NumericWire.powerOfTen(first)) * NumericWire.powerOfTen(4 - first));
        while ((words[0] | words[1] | words[2] | words[3]) != 0) {
            groups.add(divide(NumericWire.BASE));
        }
        groups.write(negative, into);
    }

    /** Loads the magnitude; says whether the value is negative. */
    private boolean load(byte[] data, int start, int length) {
        boolean negative = data[start] < 0;
        long high = negative ? -1 : 0;
        long low = high;
        for (int i = 0; i < length; i++) {
            high = high << 8 | low >>> 56;
            low = low << 8 | data[start + i] & 0xFF;
        }
        if (negative) {
            low = -low;
            high = ~high + (low == 0 ? 1 : 0);
        }
        words[0] = (int) (high >>> 32);
        words[1] = (int) high;
        words[2] = (int) (low >>> 32);
        words[3] = (int) low;
        return negative;
    }

    /** Divides the magnitude; gives the remainder. */
    private int divide(int divisor) {
        long remainder = 0;
        for (int i = 0; i < words.length; i++) {
            long dividend = remainder << 32 | words[i] & 0xFFFFFFFFL;
            words[i] = (int) (dividend / divisor);
            remainder = dividend % divisor;
        }
        return (int) remainder;
    }
}
