package dev.daybook.pgcopy;

/**
 * The layout of {@code numeric} ({@code numeric_send} in PostgreSQL's {@code numeric.c}): four 16-bit numbers, the
 * number of digits, the weight of the first digit, the sign and the display scale; then digits to base 10,000. The value
 * is the sum of {@code digit[i] * 10000^(weight - i)}; no digit 0 stands at either end.
 */
public final class NumericWire {

    /** Bytes before the digits: their number, weight, sign and display scale. */
    public static final int HEADER = 8;
    /** A digit of the wire counts to this. */
    public static final int BASE = 10_000;
    /** Decimal digits in a digit of the wire. */
    public static final int BASE_DIGITS = 4;
    /** The sign word of zero and above. */
    public static final int POSITIVE = 0;
    /** The sign word below zero. */
    public static final int NEGATIVE = 0x4000;

    private static final int NAN = 0xC000;
    private static final int INFINITY = 0xD000;
    private static final int MINUS_INFINITY = 0xF000;

    private static final int[] POWERS = {1, 10, 100, 1000, 10_000};

    private NumericWire() {}

    /** 10 to the power of 0 to 4. */
    public static int powerOfTen(int exponent) {
        return POWERS[exponent];
    }

    /**
     * Checks that the value at {@code start} is finite and has the shape of a decimal of this precision and scale, so
     * that its digits can be summed without overflow: at most {@code precision - scale} digits before the point, none
     * behind the scale's.
     */
    public static void check(byte[] data, int start, int precision, int scale, ColumnErrors error) {
        int length = WireFormat.length(data, start);
        int digits = length < HEADER ? -1 : BigEndian.int16(data, start);
        if (digits < 0 || length != HEADER + 2 * digits) {
            throw error.notOfItsType(WireFormat.NUMERIC_LONG, length);
        }
        int sign = BigEndian.int16(data, start + 4) & 0xFFFF;
        if (sign != POSITIVE && sign != NEGATIVE) {
            throw error.carriedAsText(special(sign) + ", which a decimal cannot hold");
        }
        int displayScale = BigEndian.int16(data, start + 6);
        if (displayScale != scale) {
            throw error.carriedAsText("a value with " + displayScale + " digits after the point, "
                    + decimal(precision, scale) + " has " + scale);
        }
        if (digits == 0) {
            return;
        }
        int weight = BigEndian.int16(data, start + 2);
        int whole = weight * BASE_DIGITS + decimalDigits(BigEndian.int16(data, start + HEADER));
        if (whole > precision - scale) {
            throw error.carriedAsText("a value with " + whole + " digits before the point, " + decimal(precision, scale)
                    + " has " + (precision - scale));
        }
        if (BASE_DIGITS * (digits - 1 - weight) >= scale + BASE_DIGITS) {
            throw error.notOfItsType(WireFormat.NUMERIC_LONG, length);
        }
    }

    private static String decimal(int precision, int scale) {
        return "decimal(" + precision + "," + scale + ")";
    }

    private static int decimalDigits(int digit) {
        if (digit >= 1000) {
            return 4;
        }
        if (digit >= 100) {
            return 3;
        }
        return digit >= 10 ? 2 : 1;
    }

    private static String special(int sign) {
        return switch (sign) {
            case NAN -> "NaN";
            case INFINITY -> "Infinity";
            case MINUS_INFINITY -> "-Infinity";
            default -> "a sign of " + sign;
        };
    }
}
