package dev.daybook.lake.model;

/**
 * The type of a column in the lake: what its Parquet column is, and which {@link dev.daybook.lake.column.ColumnVector}
 * carries its values. The comment of each type names both.
 */
public sealed interface ColumnType {

    /** BOOLEAN; {@code LongVector} of 0 and 1. */
    record Bool() implements ColumnType {}

    /** INT32 with INT(16, signed); {@code LongVector}. */
    record Int16() implements ColumnType {}

    /** INT32 with INT(32, signed); {@code LongVector}. */
    record Int32() implements ColumnType {}

    /** INT64 with INT(64, signed); {@code LongVector}. */
    record Int64() implements ColumnType {}

    /** FLOAT; {@code LongVector} of {@link Float#floatToRawIntBits}, sign-extended. */
    record Float32() implements ColumnType {}

    /** DOUBLE; {@code LongVector} of {@link Double#doubleToRawLongBits}. */
    record Float64() implements ColumnType {}

    /**
     * DECIMAL. Up to precision 9 INT32, up to 18 INT64: {@code LongVector} of the unscaled value. Above that
     * FIXED_LEN_BYTE_ARRAY of the fewest bytes that hold the precision: {@code BytesVector} of exactly that many bytes,
     * the unscaled value in big-endian two's complement ({@link #byteLength()}).
     *
     * @param precision 1 to 38
     * @param scale 0 to {@code precision}
     */
    record Decimal(int precision, int scale) implements ColumnType {

        /** The largest precision a {@code long} holds. */
        public static final int LONG_PRECISION = 18;

        /** @throws IllegalArgumentException when precision or scale is out of range */
        public Decimal {
            if (precision < 1 || precision > 38 || scale < 0 || scale > precision) {
                throw new IllegalArgumentException("not a Parquet decimal: (" + precision + "," + scale + ")");
            }
        }

        /** Whether the unscaled value is carried as a {@code long}. */
        public boolean isLong() {
            return precision <= LONG_PRECISION;
        }

        /** The bytes that one value takes when it is not carried as a {@code long}. */
        public int byteLength() {
            return (int) Math.ceil((precision * Math.log(10) / Math.log(2) + 1) / 8);
        }
    }

    /** BYTE_ARRAY with STRING; {@code BytesVector} of UTF-8. */
    record Text() implements ColumnType {}

    /** BYTE_ARRAY with ENUM; {@code BytesVector} of UTF-8. */
    record EnumText() implements ColumnType {}

    /** BYTE_ARRAY with JSON; {@code BytesVector} of UTF-8. */
    record Json() implements ColumnType {}

    /** BYTE_ARRAY without annotation; {@code BytesVector}. */
    record Binary() implements ColumnType {}

    /** FIXED_LEN_BYTE_ARRAY(16) with UUID; {@code BytesVector} of 16 bytes. By default a uuid is {@link Text}. */
    record Uuid() implements ColumnType {}

    /** INT32 with DATE; {@code LongVector} of days since 1970-01-01; infinity is {@link Integer#MAX_VALUE}, -infinity its negative. */
    record Date() implements ColumnType {}

    /** INT64 with TIME(MICROS, not UTC-adjusted); {@code LongVector} of microseconds since midnight, 24:00:00 included. */
    record Time() implements ColumnType {}

    /**
     * INT64 with TIMESTAMP(MICROS); {@code LongVector} of microseconds since 1970-01-01; infinity is
     * {@link Long#MAX_VALUE}, -infinity its negative.
     *
     * @param utc true for an instant (timestamptz), false for a local date and time
     */
    record Timestamp(boolean utc) implements ColumnType {}

    /**
     * LIST (three levels, optional list of optional elements); {@code ListVector}.
     *
     * @param element any type but a list
     */
    record ListOf(ColumnType element) implements ColumnType {

        /** @throws IllegalArgumentException when the element is itself a list */
        public ListOf {
            if (element instanceof ListOf) {
                throw new IllegalArgumentException("a list of lists is not a column type");
            }
        }
    }
}
