package dev.daybook.sourcefiles.value;

import dev.daybook.lake.column.BytesVector;
import dev.daybook.lake.column.ColumnVector;
import dev.daybook.lake.column.LongVector;
import dev.daybook.lake.model.ColumnType;
import dev.daybook.sourcefiles.schema.FieldType;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads exact decimal numbers of bounded size. A digit beyond the declared scale is refused, never rounded; a zero there
 * says nothing and is dropped.
 */
final class DecimalReader implements ValueReader {

    private final int precision;
    private final int scale;
    private final boolean isLong;
    private final int byteLength;
    private final PlainDecimal decimal;
    private final ColumnVector target;

    DecimalReader(FieldType.Decimal type, ColumnVector target) {
        ColumnType.Decimal column = new ColumnType.Decimal(type.precision(), type.scale());
        this.precision = type.precision();
        this.scale = type.scale();
        this.isLong = column.isLong();
        this.byteLength = column.byteLength();
        this.decimal = new PlainDecimal(type.format());
        this.target = target;
    }

    @Override
    public @Nullable String read(byte[] bytes, int start, int length) {
        String problem = decimal.take(bytes, start, length);
        if (problem != null) {
            return problem;
        }
        if (decimal.fractionDigits() > scale) {
            return decimal.fractionDigits() + " digits after the point, at most " + scale + " are declared";
        }
        if (decimal.wholeDigits() > precision - scale) {
            return decimal.wholeDigits() + " digits before the point, at most " + (precision - scale) + " are declared";
        }
        if (isLong) {
            ((LongVector) target).add(unscaledLong());
        } else {
            byte[] value = unscaledBytes();
            ((BytesVector) target).add(value, 0, value.length);
        }
        return null;
    }

    private long unscaledLong() {
        long value = 0;
        byte[] bytes = decimal.bytes();
        for (int i = 0; i < decimal.wholeDigits(); i++) {
            value = value * 10 + bytes[decimal.wholeStart() + i] - '0';
        }
        for (int i = 0; i < scale; i++) {
            value *= 10;
            if (i < decimal.fractionDigits()) {
                value += bytes[decimal.fractionStart() + i] - '0';
            }
        }
        return decimal.isNegative() ? -value : value;
    }

    /** Big-endian two's complement of exactly the column's width. */
    private byte[] unscaledBytes() {
        String whole =
                new String(decimal.bytes(), decimal.wholeStart(), decimal.wholeDigits(), StandardCharsets.US_ASCII);
        String fraction = new String(
                decimal.bytes(), decimal.fractionStart(), decimal.fractionDigits(), StandardCharsets.US_ASCII);
        BigInteger value = new BigInteger("0" + whole + fraction + "0".repeat(scale - decimal.fractionDigits()));
        byte[] shortest = (decimal.isNegative() ? value.negate() : value).toByteArray();
        byte[] padded = new byte[byteLength];
        java.util.Arrays.fill(padded, 0, byteLength - shortest.length, (byte) (shortest[0] < 0 ? -1 : 0));
        System.arraycopy(shortest, 0, padded, byteLength - shortest.length, shortest.length);
        return padded;
    }
}
