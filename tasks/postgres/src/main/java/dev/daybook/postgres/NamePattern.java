package dev.daybook.postgres;

import java.util.List;

/**
 * A name or a glob of names as the options {@code --include}, {@code --exclude}, {@code --target} and {@code --type}
 * take them: parts separated by dots, {@code *} for any text and {@code ?} for one character within a part. A part within
 * double quotes is taken literally, a double quote in it is doubled. Letters match as they are: {@code public.Orders} is
 * the table {@code "Orders"}.
 *
 * @param text as it was given
 * @param parts the parts, at least one
 */
public record NamePattern(String text, List<Part> parts) {

    /**
     * One part.
     *
     * @param text the literal name, or the glob
     * @param glob whether {@code *} and {@code ?} have a meaning in it
     */
    public record Part(String text, boolean glob) {

        /** Whether the part matches a name. */
        public boolean matches(String name) {
            throw new UnsupportedOperationException("filled in by the next commit");
        }
    }

    /** Copies the list. */
    public NamePattern {
        parts = List.copyOf(parts);
    }

    /** @throws IllegalArgumentException when the text is no pattern; the message says why */
    public static NamePattern parse(String text) {
        throw new UnsupportedOperationException("filled in by the next commit");
    }

    /** The pattern that matches just this name: parts are quoted where they must be. */
    public static String literal(String... parts) {
        throw new UnsupportedOperationException("filled in by the next commit");
    }

    /** Whether no part is a glob, so that it names one thing. */
    public boolean isLiteral() {
        return parts.stream().noneMatch(Part::glob);
    }
}
