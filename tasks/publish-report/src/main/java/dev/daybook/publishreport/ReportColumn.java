package dev.daybook.publishreport;

/**
 * A column of a report's result. Its values travel in the server's own text form.
 *
 * @param name its name
 * @param typeName PostgreSQL's name of its type, for example {@code int4}
 * @param kind what its values are
 */
record ReportColumn(String name, String typeName, Kind kind) {

    /** What the values of a column are, as far as a report's files and order tell them apart. */
    enum Kind {
        /** Whole and decimal numbers, exact. */
        EXACT_NUMBER,
        /** Floating-point numbers in their shortest exact form. */
        FLOAT,
        BOOLEAN,
        /** A date, or a date and time, in ISO form. */
        MOMENT,
        JSON,
        /** Text in the narrow sense. */
        TEXT,
        /** All the rest, as text. */
        OTHER
    }

    static ReportColumn of(String name, String typeName) {
        Kind kind = switch (typeName) {
            case "int2", "int4", "int8", "oid", "numeric" -> Kind.EXACT_NUMBER;
            case "float4", "float8" -> Kind.FLOAT;
            case "bool" -> Kind.BOOLEAN;
            case "date", "timestamp", "timestamptz" -> Kind.MOMENT;
            case "json", "jsonb" -> Kind.JSON;
            case "text", "varchar", "bpchar", "name", "uuid" -> Kind.TEXT;
            default -> Kind.OTHER;
        };
        return new ReportColumn(name, typeName, kind);
    }
}
