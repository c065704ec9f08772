package dev.daybook.lake.model;

import java.util.List;
import java.util.Optional;

/**
 * The type a column had at its source, in PostgreSQL's words: enough to declare the same column again.
 *
 * @param kind what sort of type it is
 * @param schema the schema of the type, {@code pg_catalog} for built-in ones
 * @param name its {@code typname}; for an array that of its element type
 * @param formatted as {@code format_type} prints it with the modifier and without the schema of a user's type, for
 *     example {@code numeric(10,2)}, {@code character varying(40)}, {@code mood}, {@code integer[]}
 * @param labels the labels of an enum, in order; otherwise empty
 * @param base what a domain stands on, or what an array holds; otherwise empty
 * @param notNull whether a domain forbids NULL
 * @param checks the CHECK expressions of a domain, as {@code pg_get_constraintdef} prints them
 */
public record SourceType(
        Kind kind,
        String schema,
        String name,
        String formatted,
        List<String> labels,
        Optional<SourceType> base,
        boolean notNull,
        List<String> checks) {

    /** The sorts of types a column can have. */
    public enum Kind {
        /** A built-in or extension base type. */
        BASE,
        /** A user's enum; the warehouse has it in the pipeline's stable schema. */
        ENUM,
        /** A domain over {@code base}. */
        DOMAIN,
        /** A one-dimensional array of {@code base} that is a LIST in the lake. */
        ARRAY,
        /** Any type carried as its output function's text: composite, range, interval, other arrays. */
        TEXT_FORM
    }

    /** Copies the lists. */
    public SourceType {
        labels = List.copyOf(labels);
        checks = List.copyOf(checks);
    }

    /** A built-in type without further parts. */
    public static SourceType builtIn(String name, String formatted) {
        return new SourceType(Kind.BASE, "pg_catalog", name, formatted, List.of(), Optional.empty(), false, List.of());
    }
}
