package dev.daybook.postgres.name;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A name with its schema, compared as names and not as text: {@code pg_catalog."C"} and {@code "pg_catalog"."C"} are one.
 *
 * @param schema the schema
 * @param name the name
 */
public record QualifiedName(String schema, String name) {

    private static final String PART = "(\"(?:[^\"]|\"\")+\"|[^\".]+)";
    private static final Pattern QUALIFIED = Pattern.compile(PART + "\\." + PART, Pattern.DOTALL);

    /**
     * Reads a name that {@code quote_ident} or {@link Identifier} wrote: each part with quotes or without.
     *
     * @return empty when the text is no such name
     */
    public static Optional<QualifiedName> parse(String text) {
        Matcher parts = QUALIFIED.matcher(text);
        return parts.matches()
                ? Optional.of(new QualifiedName(part(parts.group(1)), part(parts.group(2))))
                : Optional.empty();
    }

    private static String part(String text) {
        return text.startsWith("\"") ? text.substring(1, text.length() - 1).replace("\"\"", "\"") : text;
    }

    /** Whether it is built in. */
    public boolean isBuiltIn() {
        return schema.equals("pg_catalog");
    }

    /** As SQL, quoted. */
    public String quoted() {
        return Identifier.quote(schema, name);
    }

    /** For people; not escaped. */
    @Override
    public String toString() {
        return schema + "." + name;
    }
}
