package dev.daybook.sourcefiles.value;

import dev.daybook.lake.column.BytesVector;
import dev.daybook.sourcefiles.schema.NumberFormat;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads exact decimal numbers of any size into the text that PostgreSQL prints for them: zeros at the end of the
 * fraction stay, a missing zero before the point is written, zero has no sign.
 */
final class NumericReader implements ValueReader {

    /** The limits of PostgreSQL's numeric (manual, "Arbitrary Precision Numbers"). */
    private static final int MOST_WHOLE_DIGITS = 131_072;

    private static final int MOST_FRACTION_DIGITS = 16_383;

    private final PlainDecimal decimal;
    private final BytesVector target;

    NumericReader(NumberFormat format, BytesVector target) {
        this.decimal = new PlainDecimal(format);
        this.target = target;
    }

    @Override
    public @Nullable String read(byte[] bytes, int start, int length) {
        String problem = decimal.take(bytes, start, length);
        if (problem != null) {
            return problem;
        }
        if (decimal.wholeDigits() > MOST_WHOLE_DIGITS || decimal.writtenFractionDigits() > MOST_FRACTION_DIGITS) {
            return "PostgreSQL's numeric has at most " + MOST_WHOLE_DIGITS + " digits before and "
                    + MOST_FRACTION_DIGITS + " after the point";
        }
        boolean zero = decimal.wholeDigits() == 0 && decimal.fractionDigits() == 0;
        ByteArrayOutputStream text = new ByteArrayOutputStream(length + 2);
        if (decimal.isNegative() && !zero) {
            text.write('-');
        }
        if (decimal.wholeDigits() == 0) {
            text.write('0');
        }
        text.write(decimal.bytes(), decimal.wholeStart(), decimal.wholeDigits());
        if (decimal.writtenFractionDigits() > 0) {
            text.write('.');
            text.write(decimal.bytes(), decimal.fractionStart(), decimal.writtenFractionDigits());
        }
        target.add(text.toByteArray(), 0, text.size());
        return null;
    }
}
