package dev.daybook.pgcopy.encode;

import dev.daybook.lake.column.ColumnVector;
import dev.daybook.lake.column.LongVector;
import dev.daybook.pgcopy.NumericWire;

/** Encodes the unscaled value of a decimal of at most 18 digits as {@code numeric}. */
final class NumericEncoder implements ValueEncoder {

    private final NumericGroups groups;

    NumericEncoder(int scale) {
        this.groups = new NumericGroups(scale);
    }

    @Override
    public void encode(ColumnVector values, int index, CopyBuffer into) {
        if (values.nulls()[index]) {
            into.putInt32(-1);
            return;
        }
        long unscaled = ((LongVector) values).values()[index];
        long left = Math.abs(unscaled);
        groups.start();
        int first = groups.digitsOfFirst();
        groups.add((int) (left % NumericWire.powerOfTen(first)) * NumericWire.powerOfTen(4 - first));
        for (left /= NumericWire.powerOfTen(first); left != 0; left /= NumericWire.BASE) {
            groups.add((int) (left % NumericWire.BASE));
        }
        groups.write(unscaled < 0, into);
    }
}
