package dev.daybook.pgcopy.encode;

import dev.daybook.lake.column.ColumnVector;
import dev.daybook.lake.column.LongVector;
import dev.daybook.pgcopy.Epoch;
import dev.daybook.pgcopy.WireFormat;

/** Encoders of values of one, two, four or eight bytes. */
final class FixedEncoders {

    private static final int NULL = -1;

    private FixedEncoders() {}

    static ValueEncoder of(WireFormat format) {
        return switch (format) {
            case BOOL -> FixedEncoders::bool;
            case INT16 -> FixedEncoders::int16;
            case INT32, FLOAT32, OID -> FixedEncoders::int32;
            case INT64, FLOAT64, TIME -> FixedEncoders::int64;
            case DATE -> FixedEncoders::date;
            case TIMESTAMP -> FixedEncoders::timestamp;
            case NUMERIC_LONG, NUMERIC_BYTES, BYTES, JSONB, UUID, UUID_AS_TEXT, ARRAY ->
                throw new IllegalArgumentException("not of fixed length: " + format);
        };
    }

    private static void bool(ColumnVector values, int index, CopyBuffer into) {
        if (values.nulls()[index]) {
            into.putInt32(NULL);
            return;
        }
        into.putInt32(1);
        into.putByte((int) ((LongVector) values).values()[index]);
    }

    private static void int16(ColumnVector values, int index, CopyBuffer into) {
        if (values.nulls()[index]) {
            into.putInt32(NULL);
            return;
        }
        into.putInt32(2);
        into.putInt16((int) ((LongVector) values).values()[index]);
    }

    private static void int32(ColumnVector values, int index, CopyBuffer into) {
        if (values.nulls()[index]) {
            into.putInt32(NULL);
            return;
        }
        into.putInt32(4);
        into.putInt32((int) ((LongVector) values).values()[index]);
    }

    private static void int64(ColumnVector values, int index, CopyBuffer into) {
        if (values.nulls()[index]) {
            into.putInt32(NULL);
            return;
        }
        into.putInt32(8);
        into.putInt64(((LongVector) values).values()[index]);
    }

    private static void date(ColumnVector values, int index, CopyBuffer into) {
        if (values.nulls()[index]) {
            into.putInt32(NULL);
            return;
        }
        into.putInt32(4);
        into.putInt32(Epoch.dateToWire(((LongVector) values).values()[index]));
    }

    private static void timestamp(ColumnVector values, int index, CopyBuffer into) {
        if (values.nulls()[index]) {
            into.putInt32(NULL);
            return;
        }
        into.putInt32(8);
        into.putInt64(Epoch.timestampToWire(((LongVector) values).values()[index]));
    }
}
