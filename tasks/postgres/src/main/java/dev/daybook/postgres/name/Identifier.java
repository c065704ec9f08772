package dev.daybook.postgres.name;

/** Names in SQL text: the one place that quotes them. */
public final class Identifier {

    private Identifier() {}

    /**
     * The name as an SQL identifier, always within double quotes: which words are reserved depends on the server's
     * version, quotes do not.
     *
     * @throws IllegalArgumentException when the name is empty or holds a NUL, which no identifier can
     */
    public static String quote(String name) {
        if (name.isEmpty() || name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("an identifier is neither empty nor holds a NUL");
        }
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** Schema and name as a qualified identifier. */
    public static String quote(String schema, String name) {
        return quote(schema) + "." + quote(name);
    }
}
