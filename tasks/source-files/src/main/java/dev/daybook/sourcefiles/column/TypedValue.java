package dev.daybook.sourcefiles.column;

import dev.daybook.lake.column.BytesVector;
import dev.daybook.lake.column.ColumnVector;
import dev.daybook.lake.column.LongVector;
import dev.daybook.sourcefiles.schema.FieldType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A value of a column as something that can be compared: equal and ordered as PostgreSQL sees it. */
final class TypedValue implements Comparable<TypedValue> {

    private final Comparable<Object> value;

    @SuppressWarnings("unchecked") // values of one column have one class
    private TypedValue(Comparable<?> value) {
        this.value = (Comparable<Object>) value;
    }

    /** The last value of a vector, which is not NULL. */
    static TypedValue last(FieldType type, ColumnVector vector) {
        int index = vector.size() - 1;
        return new TypedValue(
                switch (vector) {
                    case LongVector longs ->
                        type instanceof FieldType.Floating floating
                                ? floating(longs.values()[index], floating.isDouble())
                                : (Comparable<?>) longs.values()[index];
                    case BytesVector bytes -> bytes(type, bytes, index);
                    case dev.daybook.lake.column.ListVector _ ->
                        throw new IllegalStateException("no schema declares lists");
                });
    }

    private static Double floating(long bits, boolean isDouble) {
        double value = isDouble ? Double.longBitsToDouble(bits) : Float.intBitsToFloat((int) bits);
        // PostgreSQL has one zero.
        return value == 0 ? 0.0 : value;
    }

    private static Comparable<?> bytes(FieldType type, BytesVector vector, int index) {
        int start = vector.starts()[index];
        int stop = start + vector.lengths()[index];
        if (type instanceof FieldType.Decimal) {
            return new BigInteger(Arrays.copyOfRange(vector.data(), start, stop));
        }
        String text = new String(vector.data(), start, stop - start, StandardCharsets.UTF_8);
        return type instanceof FieldType.Numeric ? new BigDecimal(text).stripTrailingZeros() : text;
    }

    @Override
    public int compareTo(TypedValue other) {
        return value.compareTo(other.value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TypedValue typed && compareTo(typed) == 0;
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }
}
