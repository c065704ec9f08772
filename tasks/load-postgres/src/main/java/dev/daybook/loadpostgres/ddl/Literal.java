package dev.daybook.loadpostgres.ddl;

/** Texts in SQL. */
public final class Literal {

    private Literal() {}

    /**
     * The text as an SQL literal. One with a backslash is written as {@code E'...'}: what a backslash means between plain
     * quotes depends on {@code standard_conforming_strings}, which a role may have turned off.
     *
     * @throws IllegalArgumentException when the text holds a NUL, which no literal can
     */
    public static String of(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a literal does not hold a NUL");
        }
        String doubled = text.replace("'", "''");
        return doubled.indexOf('\\') < 0 ? "'" + doubled + "'" : "E'" + doubled.replace("\\", "\\\\") + "'";
    }
}
