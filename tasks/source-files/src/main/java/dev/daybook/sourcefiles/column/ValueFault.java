package dev.daybook.sourcefiles.column;

/**
 * Why a field of a record is no value of its column.
 *
 * @param code the kind of fault, one word: {@code type}, {@code required}, or the constraint, {@code minimum}
 * @param message what was expected and found
 */
public record ValueFault(String code, String message) {}
