package dev.daybook.sourcefiles.schema;

import java.util.ArrayList;
import java.util.List;

/**
 * How dates and times are written: ISO 8601 by default, or a pattern of {@code strptime} directives with numbers only
 * ({@code %Y %m %d %H %M %S %f %z %%}). Directives that need a language or a guess ({@code %b}, {@code %p}, {@code %y})
 * are not taken.
 *
 * @param text the pattern, for messages
 * @param parts what comes after what
 */
public record DateTimeFormat(String text, List<Part> parts) {

    /** A part of a date and time. */
    public sealed interface Part {

        /**
         * A character that stands for itself.
         *
         * @param character the character
         */
        record Literal(char character) implements Part {}

        /**
         * A number of a fixed count of digits.
         *
         * @param component what it means
         * @param digits its digits
         */
        record Number(Component component, int digits) implements Part {}

        /** A point and one or more digits, or nothing. */
        record OptionalFraction() implements Part {}

        /** One to six digits of a second's fraction. */
        record Fraction() implements Part {}

        /** {@code Z} or an offset such as {@code +01:00}, {@code +0100} or {@code +01}; or nothing if optional. */
        record Offset(boolean optional) implements Part {}

        /** The {@code T} between date and time, or a blank. */
        record TimeSeparator() implements Part {}
    }

    /** What a number in a date and time means. */
    public enum Component {
        YEAR,
        MONTH,
        DAY,
        HOUR,
        MINUTE,
        SECOND
    }

    /** {@code 2024-01-20}. */
    public static final DateTimeFormat ISO_DATE = parse("%Y-%m-%d").named("YYYY-MM-DD");

    /** {@code 07:30:00}, {@code 07:30:00.25}. */
    public static final DateTimeFormat ISO_TIME =
            parse("%H:%M:%S").named("hh:mm:ss").plus(new Part.OptionalFraction());

    /** {@code 2024-01-20T07:30:00}, with an optional fraction and offset. */
    public static final DateTimeFormat ISO_DATE_TIME = ISO_DATE.plus(new Part.TimeSeparator())
            .plus(ISO_TIME.parts().toArray(Part[]::new))
            .plus(new Part.Offset(true))
            .named("YYYY-MM-DDThh:mm:ss");

    /** Copies the list. */
    public DateTimeFormat {
        parts = List.copyOf(parts);
    }

    /**
     * Reads a pattern.
     *
     * @throws IllegalArgumentException when a directive is not taken; the message names it
     */
    public static DateTimeFormat parse(String pattern) {
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c != '%') {
                parts.add(new Part.Literal(c));
            } else if (i + 1 == pattern.length()) {
                throw new IllegalArgumentException("the pattern ends with a single %");
            } else {
                i++;
                parts.add(directive(pattern.charAt(i)));
            }
        }
        return new DateTimeFormat(pattern, parts);
    }

    private static Part directive(char letter) {
        return switch (letter) {
            case 'Y' -> new Part.Number(Component.YEAR, 4);
            case 'm' -> new Part.Number(Component.MONTH, 2);
            case 'd' -> new Part.Number(Component.DAY, 2);
            case 'H' -> new Part.Number(Component.HOUR, 2);
            case 'M' -> new Part.Number(Component.MINUTE, 2);
            case 'S' -> new Part.Number(Component.SECOND, 2);
            case 'f' -> new Part.Fraction();
            case 'z' -> new Part.Offset(false);
            case '%' -> new Part.Literal('%');
            default ->
                throw new IllegalArgumentException(
                        "%" + letter + " is not taken; expected %Y %m %d %H %M %S %f %z or %%");
        };
    }

    /** Whether the format has all the components. */
    public boolean has(Component... components) {
        for (Component component : components) {
            if (parts.stream().noneMatch(part -> part instanceof Part.Number number && number.component == component)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a value may name its offset. */
    public boolean hasOffset() {
        return parts.stream().anyMatch(Part.Offset.class::isInstance);
    }

    private DateTimeFormat plus(Part... more) {
        List<Part> all = new ArrayList<>(parts);
        all.addAll(List.of(more));
        return new DateTimeFormat(text, all);
    }

    private DateTimeFormat named(String name) {
        return new DateTimeFormat(name, parts);
    }
}
