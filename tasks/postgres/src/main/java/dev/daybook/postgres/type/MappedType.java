package dev.daybook.postgres.type;

import dev.daybook.lake.model.ColumnType;
import dev.daybook.lake.model.SourceType;
import dev.daybook.postgres.name.Identifier;

/**
 * What a type of the source is in the lake.
 *
 * @param type in the lake
 * @param source at the source
 * @param bytesOfText whether it stands for the bytes of a text, as the database's encoding has them
 */
record MappedType(ColumnType type, SourceType source, boolean bytesOfText) {

    MappedType(ColumnType type, SourceType source) {
        this(type, source, false);
    }

    /** The bytes of a text. */
    static MappedType bytes() {
        return new MappedType(new ColumnType.Binary(), SourceType.builtIn("bytea", "bytea"), true);
    }

    /** Whether the values travel as their output function's text. */
    boolean isTextForm() {
        SourceType stored = source;
        while (stored.kind() == SourceType.Kind.DOMAIN) {
            stored = stored.base().orElseThrow();
        }
        return stored.kind() == SourceType.Kind.TEXT_FORM;
    }

    /** Whether the values are texts, or lists of texts. */
    boolean isText() {
        return isText(type);
    }

    private static boolean isText(ColumnType type) {
        return switch (type) {
            case ColumnType.Text _, ColumnType.EnumText _, ColumnType.Json _ -> true;
            case ColumnType.ListOf list -> isText(list.element());
            case ColumnType.Bool _,
                    ColumnType.Int16 _,
                    ColumnType.Int32 _,
                    ColumnType.Int64 _,
                    ColumnType.Float32 _,
                    ColumnType.Float64 _,
                    ColumnType.Decimal _,
                    ColumnType.Binary _,
                    ColumnType.Uuid _,
                    ColumnType.Date _,
                    ColumnType.Time _,
                    ColumnType.Timestamp _ -> false;
        };
    }

    /**
     * What the SELECT of a COPY gives for a column of this type. A text form is what the output function prints:
     * {@code ::text} strips char(n) and gives inet a netmask, {@code format('%s', ...)} does not. The guard is IS
     * DISTINCT FROM, because a composite value of NULLs IS NULL without being NULL. A conversion to SQL_ASCII gives the
     * bytes as they are ({@code pg_do_encoding_conversion} in PostgreSQL's {@code mbutils.c}).
     */
    String selectExpression(String column) {
        String name = Identifier.quote(column);
        String printed = "CASE WHEN " + name + " IS DISTINCT FROM NULL THEN pg_catalog.format('%s', " + name + ") END";
        if (bytesOfText) {
            return "pg_catalog.convert_to(" + printed + ", 'SQL_ASCII')";
        }
        if (isTextForm()) {
            return printed;
        }
        return type instanceof ColumnType.Decimal decimal && isDeclared(decimal) ? rescaled(name, decimal) : name;
    }

    private boolean isDeclared(ColumnType.Decimal decimal) {
        SourceType stored = source;
        while (stored.kind() == SourceType.Kind.DOMAIN) {
            stored = stored.base().orElseThrow();
        }
        return !stored.formatted().equals("numeric(" + decimal.precision() + "," + decimal.scale() + ")");
    }

    /**
     * A declared decimal has one scale, while each value of a numeric without one has its own. A value that the decimal
     * holds gets its zeros; any other stays as it is and is refused by the decoder, never rounded.
     */
    private static String rescaled(String name, ColumnType.Decimal decimal) {
        String numeric = "pg_catalog.numeric(" + decimal.precision() + "," + decimal.scale() + ")";
        return "CASE WHEN pg_catalog.scale(" + name + ") <= " + decimal.scale() + " AND pg_catalog.abs(" + name
                + ") < 1e" + (decimal.precision() - decimal.scale()) + " THEN " + name + "::" + numeric + " ELSE "
                + name + " END";
    }
}
