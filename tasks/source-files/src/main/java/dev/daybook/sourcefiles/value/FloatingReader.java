package dev.daybook.sourcefiles.value;

import dev.daybook.lake.column.LongVector;
import dev.daybook.sourcefiles.schema.FieldType;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads binary floating point numbers. Rounding to the nearest is what the type means; a number that would become
 * infinite or zero is refused, as PostgreSQL does. {@code NaN}, {@code INF} and {@code -INF} are Frictionless' words.
 */
final class FloatingReader implements ValueReader {

    /** Without the forms that only Java takes, such as 0x1p3, 1f or blanks around. */
    private static final Pattern NUMBER = Pattern.compile("[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?");

    private static final Pattern LEADING_ZERO = Pattern.compile("[+-]?0\\d.*");

    private static final Pattern ZERO = Pattern.compile("[+-]?[0.]+(?:[eE].*)?");

    private final boolean isDouble;
    private final NumberText number;
    private final LongVector target;

    FloatingReader(FieldType.Floating type, LongVector target) {
        this.isDouble = type.isDouble();
        this.number = new NumberText(type.format());
        this.target = target;
    }

    @Override
    public @Nullable String read(byte[] bytes, int start, int length) {
        switch (new String(bytes, start, length, StandardCharsets.UTF_8)) {
            case "NaN" -> add(Double.NaN, Float.NaN);
            case "INF" -> add(Double.POSITIVE_INFINITY, Float.POSITIVE_INFINITY);
            case "-INF" -> add(Double.NEGATIVE_INFINITY, Float.NEGATIVE_INFINITY);
            default -> {
                String problem = number.take(bytes, start, length);
                return problem == null ? readNumber() : problem;
            }
        }
        return null;
    }

    private @Nullable String readNumber() {
        String text = new String(number.bytes(), number.start(), number.length(), StandardCharsets.UTF_8);
        if (!NUMBER.matcher(text).matches()) {
            return "";
        }
        if (LEADING_ZERO.matcher(text).matches()) {
            return "a leading zero would be lost; a code is a string";
        }
        double asDouble = isDouble ? Double.parseDouble(text) : 0;
        float asFloat = isDouble ? 0 : Float.parseFloat(text);
        boolean infinite = Double.isInfinite(asDouble) || Float.isInfinite(asFloat);
        boolean zero = asDouble == 0 && asFloat == 0;
        if (infinite || (zero && !ZERO.matcher(text).matches())) {
            return "out of range";
        }
        add(asDouble, asFloat);
        return null;
    }

    private void add(double asDouble, float asFloat) {
        target.add(isDouble ? Double.doubleToRawLongBits(asDouble) : Float.floatToRawIntBits(asFloat));
    }
}
