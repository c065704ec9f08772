package dev.daybook.torture;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** How names and texts are written in SQL; on purpose not the steps' own code. */
final class Sql {

    private Sql() {}

    /** The text of a resource file beside this class. */
    static String resource(String name) {
        try (InputStream file = Sql.class.getResourceAsStream(name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the resource " + name + " cannot be read", e);
        }
    }

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
