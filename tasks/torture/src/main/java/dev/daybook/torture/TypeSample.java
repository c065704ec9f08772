package dev.daybook.torture;

import java.util.List;

/**
 * A type as a column declares it, with values at its limits.
 *
 * @param typname its name in {@code pg_type}; that of the element for an array, empty for a user's type
 * @param declared as a column declares it
 * @param values in text form
 * @param misfits values that the column's type in the lake does not hold, so that it must be declared as text
 */
record TypeSample(String typname, String declared, List<String> values, List<String> misfits) {

    /** Copies the lists. */
    TypeSample {
        values = List.copyOf(values);
        misfits = List.copyOf(misfits);
    }

    /** A type whose values all fit. */
    static TypeSample of(String typname, String declared, String... values) {
        return new TypeSample(typname, declared, List.of(values), List.of());
    }

    /** The same type with values that do not fit. */
    TypeSample misfit(String... texts) {
        return new TypeSample(typname, declared, values, List.of(texts));
    }
}
