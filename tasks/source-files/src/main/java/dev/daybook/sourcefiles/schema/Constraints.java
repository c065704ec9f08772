package dev.daybook.sourcefiles.schema;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a field's values must satisfy beyond their type. Bounds and enum values are texts, written as the field's own
 * values are.
 *
 * @param required no value may be missing
 * @param unique no value may occur twice
 * @param minLength the fewest characters of a text
 * @param maxLength the most characters of a text
 * @param minimum the smallest value
 * @param maximum the largest value
 * @param exclusiveMinimum every value is greater
 * @param exclusiveMaximum every value is smaller
 * @param pattern a regular expression that a whole text matches
 * @param allowed the only values; empty when any is allowed
 */
public record Constraints(
        boolean required,
        boolean unique,
        OptionalInt minLength,
        OptionalInt maxLength,
        Optional<String> minimum,
        Optional<String> maximum,
        Optional<String> exclusiveMinimum,
        Optional<String> exclusiveMaximum,
        Optional<String> pattern,
        List<String> allowed) {

    /** No constraint. */
    public static final Constraints NONE = new Constraints(
            false,
            false,
            OptionalInt.empty(),
            OptionalInt.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of());

    /** Copies the list. */
    public Constraints {
        allowed = List.copyOf(allowed);
    }
}
