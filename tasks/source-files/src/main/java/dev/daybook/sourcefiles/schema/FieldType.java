package dev.daybook.sourcefiles.schema;

import dev.daybook.lake.model.ColumnType;
import dev.daybook.lake.model.SourceType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The type of a field: what its text may be, its column in the lake and its column in PostgreSQL. */
public sealed interface FieldType {

    /**
     * A whole number.
     *
     * @param width its width
     * @param format how it is written
     */
    record Whole(Width width, NumberFormat format) implements FieldType {

        /** The widths of whole numbers. */
        public enum Width {
            /** 16 bits. */
            SMALLINT(Short.MIN_VALUE, Short.MAX_VALUE, "int2", new ColumnType.Int16()),
            /** 32 bits. */
            INTEGER(Integer.MIN_VALUE, Integer.MAX_VALUE, "int4", new ColumnType.Int32()),
            /** 64 bits. */
            BIGINT(Long.MIN_VALUE, Long.MAX_VALUE, "int8", new ColumnType.Int64());

            private final long lowest;
            private final long highest;
            private final String typeName;
            private final ColumnType columnType;

            Width(long lowest, long highest, String typeName, ColumnType columnType) {
                this.lowest = lowest;
                this.highest = highest;
                this.typeName = typeName;
                this.columnType = columnType;
            }

            /** The smallest number it holds. */
            public long lowest() {
                return lowest;
            }

            /** The largest number it holds. */
            public long highest() {
                return highest;
            }

            /** Its name in PostgreSQL. */
            public String sqlName() {
                return name().toLowerCase(Locale.ROOT);
            }
        }
    }

    /**
     * An exact decimal number of bounded size.
     *
     * @param precision digits, 1 to 38
     * @param scale digits after the point, 0 to {@code precision}
     * @param format how it is written
     */
    record Decimal(int precision, int scale, NumberFormat format) implements FieldType {}

    /**
     * An exact decimal number of any size; the lake holds its text.
     *
     * @param format how it is written
     */
    record Numeric(NumberFormat format) implements FieldType {}

    /**
     * A binary floating point number.
     *
     * @param isDouble whether it has 64 bits, not 32
     * @param format how it is written
     */
    record Floating(boolean isDouble, NumberFormat format) implements FieldType {}

    /**
     * Text.
     *
     * @param longest the most characters, when it is {@code character varying(n)}
     */
    record Text(OptionalInt longest) implements FieldType {}

    /**
     * True or false.
     *
     * @param trueValues the texts that mean true
     * @param falseValues the texts that mean false
     */
    record Bool(Set<String> trueValues, Set<String> falseValues) implements FieldType {}

    /** A day. {@code format} is how it is written. */
    record Date(DateTimeFormat format) implements FieldType {}

    /** A time of day. {@code format} is how it is written. */
    record Time(DateTimeFormat format) implements FieldType {}

    /**
     * A day with a time of day.
     *
     * @param format how it is written
     * @param zone what it says of its zone
     */
    record Timestamp(DateTimeFormat format, ZoneRule zone) implements FieldType {}

    /** A month, {@code 2024-01}, carried as text. */
    record YearMonth() implements FieldType {}

    /** A year of four digits. */
    record Year() implements FieldType {}

    /**
     * JSON.
     *
     * @param isArray whether a value must be an array; otherwise an object
     */
    record Json(boolean isArray) implements FieldType {}

    /** A UUID, carried as its text in small letters. */
    record Uuid() implements FieldType {}

    /** Bytes, written in Base64. */
    record Binary() implements FieldType {}

    /** The type of its column in the lake. */
    default ColumnType columnType() {
        return switch (this) {
            case Whole whole -> whole.width.columnType;
            case Decimal decimal -> new ColumnType.Decimal(decimal.precision, decimal.scale);
            case Floating floating -> floating.isDouble ? new ColumnType.Float64() : new ColumnType.Float32();
            case Numeric _, Text _, YearMonth _, Uuid _ -> new ColumnType.Text();
            case Bool _ -> new ColumnType.Bool();
            case Date _ -> new ColumnType.Date();
            case Time _ -> new ColumnType.Time();
            case Timestamp timestamp -> new ColumnType.Timestamp(!(timestamp.zone instanceof ZoneRule.None));
            case Year _ -> new ColumnType.Int16();
            case Json _ -> new ColumnType.Json();
            case Binary _ -> new ColumnType.Binary();
        };
    }

    /** The type of its column in PostgreSQL. */
    default SourceType sourceType() {
        return switch (this) {
            case Whole whole -> SourceType.builtIn(whole.width.typeName, whole.width.sqlName());
            case Decimal _ -> SourceType.builtIn("numeric", expected());
            case Numeric _ -> numeric();
            case Floating floating -> SourceType.builtIn(floating.isDouble ? "float8" : "float4", expected());
            case Text text -> SourceType.builtIn(text.longest.isPresent() ? "varchar" : "text", expected());
            case Bool _ -> SourceType.builtIn("bool", "boolean");
            case Date _ -> SourceType.builtIn("date", "date");
            case Time _ -> SourceType.builtIn("time", "time without time zone");
            case Timestamp timestamp ->
                timestamp.zone instanceof ZoneRule.None
                        ? SourceType.builtIn("timestamp", "timestamp without time zone")
                        : SourceType.builtIn("timestamptz", "timestamp with time zone");
            case YearMonth _ -> SourceType.builtIn("text", "text");
            case Year _ -> SourceType.builtIn("int2", "smallint");
            case Json _ -> SourceType.builtIn("json", "json");
            case Uuid _ -> SourceType.builtIn("uuid", "uuid");
            case Binary _ -> SourceType.builtIn("bytea", "bytea");
        };
    }

    private static SourceType numeric() {
        return new SourceType(
                SourceType.Kind.TEXT_FORM,
                "pg_catalog",
                "numeric",
                "numeric",
                List.of(),
                Optional.empty(),
                false,
                List.of());
    }

    /** What a value must be, in words, for messages. */
    default String expected() {
        return switch (this) {
            case Whole whole -> whole.width.sqlName() + " from " + whole.width.lowest + " to " + whole.width.highest;
            case Decimal decimal -> "numeric(" + decimal.precision + "," + decimal.scale + ")";
            case Numeric _ -> "numeric";
            case Floating floating -> floating.isDouble ? "double precision" : "real";
            case Text text -> text.longest.isPresent() ? "character varying(" + text.longest.getAsInt() + ")" : "text";
            case Bool bool ->
                "boolean, one of " + String.join(" ", bool.trueValues) + " or " + String.join(" ", bool.falseValues);
            case Date date -> "date " + date.format.text();
            case Time time -> "time " + time.format.text();
            case Timestamp timestamp ->
                switch (timestamp.zone) {
                    case ZoneRule.None _ -> "timestamp " + timestamp.format.text();
                    case ZoneRule.Required _ -> "timestamptz " + timestamp.format.text();
                    case ZoneRule.Local local -> "timestamptz " + timestamp.format.text() + " in " + local.zone();
                };
            case YearMonth _ -> "month YYYY-MM";
            case Year _ -> "year YYYY";
            case Json json -> json.isArray ? "JSON array" : "JSON object";
            case Uuid _ -> "uuid";
            case Binary _ -> "bytes in Base64";
        };
    }

    /** Whether a value can be the empty text, so that a quoted empty field is a value and not NULL. */
    default boolean isText() {
        return this instanceof Text || this instanceof Binary;
    }

    /** Whether two values can be told to be the same. */
    default boolean isComparable() {
        return !(this instanceof Json || this instanceof Binary);
    }
}
