package dev.daybook.pgcopy.decode;

import dev.daybook.lake.column.ColumnVector;
import dev.daybook.lake.column.LongVector;
import dev.daybook.pgcopy.BigEndian;
import dev.daybook.pgcopy.ColumnErrors;
import dev.daybook.pgcopy.Epoch;
import dev.daybook.pgcopy.WireFormat;

/** Decoders of values of one, two, four or eight bytes. */
final class FixedDecoders {

    private FixedDecoders() {}

    static ValueDecoder of(WireFormat format, ColumnErrors error) {
        return switch (format) {
            case BOOL -> new Whole(format, 1, error);
            case INT16 -> new Whole(format, 2, error);
            case INT32 -> new Whole(format, 4, error);
            case INT64, TIME -> new Whole(format, 8, error);
            case OID -> new Oid(error);
            case FLOAT32 -> new Float32(error);
            case FLOAT64 -> new Float64(error);
            case DATE -> new Date(error);
            case TIMESTAMP -> new Timestamp(error);
            case NUMERIC_LONG, NUMERIC_BYTES, BYTES, JSONB, UUID, UUID_AS_TEXT, ARRAY ->
                throw new IllegalArgumentException("not of fixed length: " + format);
        };
    }

    private static void check(WireFormat format, ColumnErrors error, byte[] data, int start, int expected) {
        int length = WireFormat.length(data, start);
        if (length != expected) {
            throw error.notOfItsType(format, length);
        }
    }

    /** Signed numbers as they are. */
    private record Whole(WireFormat format, int bytes, ColumnErrors error) implements ValueDecoder {
        @Override
        public void decode(byte[] data, int[] starts, int count, ColumnVector into) {
            LongVector values = (LongVector) into;
            int width = bytes;
            for (int i = 0; i < count; i++) {
                int start = starts[i];
                if (start < 0) {
                    values.addNull();
                    continue;
                }
                check(format, error, data, start, width);
                values.add(
                        switch (width) {
                            case 1 -> data[start];
                            case 2 -> BigEndian.int16(data, start);
                            case 4 -> BigEndian.int32(data, start);
                            default -> BigEndian.int64(data, start);
                        });
            }
        }
    }

    private record Oid(ColumnErrors error) implements ValueDecoder {
        @Override
        public void decode(byte[] data, int[] starts, int count, ColumnVector into) {
            LongVector values = (LongVector) into;
            for (int i = 0; i < count; i++) {
                int start = starts[i];
                if (start < 0) {
                    values.addNull();
                    continue;
                }
                check(WireFormat.OID, error, data, start, 4);
                values.add(Integer.toUnsignedLong(BigEndian.int32(data, start)));
            }
        }
    }

    /** PostgreSQL knows one NaN, in many bit patterns; readers and writers of Parquet may turn one into another. */
    private record Float32(ColumnErrors error) implements ValueDecoder {
        private static final int NAN = Float.floatToIntBits(Float.NaN);

        @Override
        public void decode(byte[] data, int[] starts, int count, ColumnVector into) {
            LongVector values = (LongVector) into;
            for (int i = 0; i < count; i++) {
                int start = starts[i];
                if (start < 0) {
                    values.addNull();
                    continue;
                }
                check(WireFormat.FLOAT32, error, data, start, 4);
                int bits = BigEndian.int32(data, start);
                if (Float.isNaN(Float.intBitsToFloat(bits))) {
                    bits = NAN;
                    BigEndian.putInt32(data, start, NAN);
                }
                values.add(bits);
            }
        }
    }

    /** As {@link Float32}. */
    private record Float64(ColumnErrors error) implements ValueDecoder {
        private static final long NAN = Double.doubleToLongBits(Double.NaN);

        @Override
        public void decode(byte[] data, int[] starts, int count, ColumnVector into) {
            LongVector values = (LongVector) into;
            for (int i = 0; i < count; i++) {
                int start = starts[i];
                if (start < 0) {
                    values.addNull();
                    continue;
                }
                check(WireFormat.FLOAT64, error, data, start, 8);
                long bits = BigEndian.int64(data, start);
                if (Double.isNaN(Double.longBitsToDouble(bits))) {
                    bits = NAN;
                    BigEndian.putInt64(data, start, NAN);
                }
                values.add(bits);
            }
        }
    }

    private record Date(ColumnErrors error) implements ValueDecoder {
        @Override
        public void decode(byte[] data, int[] starts, int count, ColumnVector into) {
            LongVector values = (LongVector) into;
            for (int i = 0; i < count; i++) {
                int start = starts[i];
                if (start < 0) {
                    values.addNull();
                    continue;
                }
                check(WireFormat.DATE, error, data, start, 4);
                values.add(Epoch.dateFromWire(BigEndian.int32(data, start), error));
            }
        }
    }

    private record Timestamp(ColumnErrors error) implements ValueDecoder {
        @Override
        public void decode(byte[] data, int[] starts, int count, ColumnVector into) {
            LongVector values = (LongVector) into;
            for (int i = 0; i < count; i++) {
                int start = starts[i];
                if (start < 0) {
                    values.addNull();
                    continue;
                }
                check(WireFormat.TIMESTAMP, error, data, start, 8);
                values.add(Epoch.timestampFromWire(BigEndian.int64(data, start), error));
            }
        }
    }
}
