package dev.daybook.sourcefiles.schema;

import java.util.Optional;

/**
 * How numbers are written.
 *
 * @param decimalCharacter before the fraction
 * @param groupCharacter between groups of digits, if any
 * @param bare false when a number may stand between other characters, as in {@code EUR 9.50} or {@code 95%}
 */
public record NumberFormat(char decimalCharacter, Optional<Character> groupCharacter, boolean bare) {

    /** Digits, at most one point, nothing else. */
    public static final NumberFormat PLAIN = new NumberFormat('.', Optional.empty(), true);
}
