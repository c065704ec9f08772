package dev.daybook.torture;

/** How names and texts are written in SQL; on purpose not the steps' own code. */
final class Sql {

    private Sql() {}

    /** A name in double quotes. */
    static String name(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** A schema's and a relation's name. */
    static String name(String schema, String name) {
        return name(schema) + "." + name(name);
    }

    /** A text literal; needs {@code standard_conforming_strings = on}. */
    static String text(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
