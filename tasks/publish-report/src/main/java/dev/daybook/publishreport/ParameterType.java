package dev.daybook.publishreport;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The types that a report's own parameters can have. */
enum ParameterType {
    /** PostgreSQL's integer, as an {@link Integer}. */
    INTEGER("an integer from -2147483648 to 2147483647"),
    /** Any text, as a {@link String}. */
    TEXT("a text"),
    /** A {@link LocalDate}. */
    DATE("a date YYYY-MM-DD that exists"),
    /** A {@link Boolean}. */
    BOOLEAN("true or false");

    private final String meaning;

    ParameterType(String meaning) {
        this.meaning = meaning;
    }

    /** The names that a heading has for them. */
    static List<String> names() {
        return Arrays.stream(values()).map(ParameterType::toString).toList();
    }

    /** The type of a name. */
    static Optional<ParameterType> named(String name) {
        return Arrays.stream(values())
                .filter(type -> type.toString().equals(name))
                .findFirst();
    }

    /**
     * Reads a value.
     *
     * @return an object that the driver binds as this type
     * @throws IllegalArgumentException when the text is none of this type; says what is expected
     */
    Object read(String text) {
        try {
            return switch (this) {
                case INTEGER -> Integer.valueOf(text);
                case TEXT -> text;
                case DATE -> LocalDate.parse(text);
                case BOOLEAN -> truth(text);
            };
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IllegalArgumentException("expected " + meaning, e);
        }
    }

    private static Boolean truth(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException("neither true nor false");
        }
        return Boolean.valueOf(text);
    }

    /** As a heading has it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
