package dev.daybook.sourcefiles.value;

import dev.daybook.sourcefiles.schema.NumberFormat;
import org.jspecify.annotations.Nullable;

/**
 * A decimal number taken apart: a sign or none, ASCII digits, at most one point, no exponent. A leading zero stands
 * only alone before the point; zeros at the end of the fraction are not counted.
 */
final class PlainDecimal {

    private final NumberText number;
    private boolean negative;
    private int wholeStart;
    private int wholeDigits;
    private int fractionStart;
    private int fractionDigits;
    private int writtenFractionDigits;

    PlainDecimal(NumberFormat format) {
        this.number = new NumberText(format);
    }

    /** Takes a number; returns null or why it is none. */
    @Nullable
    String take(byte[] source, int from, int size) {
        String problem = number.take(source, from, size);
        return problem == null ? take() : problem;
    }

    private @Nullable String take() {
        byte[] bytes = number.bytes();
        int at = number.start();
        int stop = at + number.length();
        negative = at < stop && bytes[at] == '-';
        if (negative || (at < stop && bytes[at] == '+')) {
            at++;
        }
        wholeStart = at;
        at = skipDigits(bytes, at, stop);
        wholeDigits = at - wholeStart;
        boolean point = at < stop && bytes[at] == '.';
        fractionStart = point ? at + 1 : at;
        at = skipDigits(bytes, fractionStart, stop);
        writtenFractionDigits = at - fractionStart;
        if (at < stop) {
            return why(bytes, at, stop);
        }
        if (wholeDigits + writtenFractionDigits == 0) {
            return "";
        }
        if (wholeDigits > 1 && bytes[wholeStart] == '0') {
            return "a leading zero would be lost; a code is a string";
        }
        if (wholeDigits == 1 && bytes[wholeStart] == '0') {
            wholeStart++;
            wholeDigits = 0;
        }
        fractionDigits = writtenFractionDigits;
        while (fractionDigits > 0 && bytes[fractionStart + fractionDigits - 1] == '0') {
            fractionDigits--;
        }
        return null;
    }

    private String why(byte[] bytes, int at, int stop) {
        boolean number = wholeDigits + writtenFractionDigits > 0;
        if (number && (bytes[at] == 'e' || bytes[at] == 'E')) {
            return "exponents are allowed in real and double precision only";
        }
        if (number && bytes[at] == ',' && skipDigits(bytes, at + 1, stop) > at + 1) {
            return "',' is not the decimal character; declare decimalChar or groupChar";
        }
        return "";
    }

    private static int skipDigits(byte[] bytes, int start, int stop) {
        int at = start;
        while (at < stop && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        return at;
    }

    byte[] bytes() {
        return number.bytes();
    }

    boolean isNegative() {
        return negative;
    }

    /** Where the digits before the point begin; a zero alone is skipped. */
    int wholeStart() {
        return wholeStart;
    }

    int wholeDigits() {
        return wholeDigits;
    }

    int fractionStart() {
        return fractionStart;
    }

    /** The digits after the point up to the last that is no zero. */
    int fractionDigits() {
        return fractionDigits;
    }

    /** The digits after the point, zeros at the end included. */
    int writtenFractionDigits() {
        return writtenFractionDigits;
    }
}
