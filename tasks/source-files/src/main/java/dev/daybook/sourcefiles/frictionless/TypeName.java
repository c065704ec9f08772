package dev.daybook.sourcefiles.frictionless;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The types of Frictionless' Table Schema that Daybook reads. */
enum TypeName {
    INTEGER,
    NUMBER,
    STRING,
    BOOLEAN,
    DATE,
    TIME,
    DATETIME,
    YEAR,
    YEARMONTH,
    OBJECT,
    ARRAY,
    ANY;

    /** The type of a name; empty when it is none of these. */
    static Optional<TypeName> of(String name) {
        return Stream.of(values()).filter(type -> type.toString().equals(name)).findFirst();
    }

    /** All names, for a message. */
    static String list() {
        return Stream.of(values())
                        .filter(type -> type != ANY)
                        .map(TypeName::toString)
                        .collect(Collectors.joining(", "))
                + " or " + ANY;
    }

    /** The name as a schema has it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
