package dev.daybook.extractcsv.schema;

import dev.daybook.lake.model.ColumnType;
import dev.daybook.lake.model.SourceType;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The type of a field: what its text may be, its column in the lake and its column in PostgreSQL. */
public sealed interface FieldType {

    /** The type of its column in the lake. */
    ColumnType columnType();

    /** The type of its column in PostgreSQL. */
    SourceType sourceType();

    /** What a value must be, in words, for messages. */
    String expected();

    /** Whether a value can be the empty text, so that a quoted empty field is a value and not NULL. */
    default boolean isText() {
        return false;
    }

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
                return name().toLowerCase(java.util.Locale.ROOT);
            }
        }

        @Override
        public ColumnType columnType() {
            return width.columnType;
        }

        @Override
        public SourceType sourceType() {
            return SourceType.builtIn(width.typeName, width.sqlName());
        }

        @Override
        public String expected() {
            return width.sqlName() + " from " + width.lowest + " to " + width.highest;
        }
    }

    /**
     * An exact decimal number of bounded size.
     *
     * @param precision digits, 1 to 38
     * @param scale digits after the point, 0 to {@code precision}
     * @param format how it is written
     */
    record Decimal(int precision, int scale, NumberFormat format) implements FieldType {

        @Override
        public ColumnType columnType() {
            return new ColumnType.Decimal(precision, scale);
        }

        @Override
        public SourceType sourceType() {
            return SourceType.builtIn("numeric", expected());
        }

        @Override
        public String expected() {
            return "numeric(" + precision + "," + scale + ")";
        }
    }

    /**
     * An exact decimal number of any size; the lake holds its text.
     *
     * @param format how it is written
     */
    record Numeric(NumberFormat format) implements FieldType {

        @Override
        public ColumnType columnType() {
            return new ColumnType.Text();
        }

        @Override
        public SourceType sourceType() {
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

        @Override
        public String expected() {
            return "numeric";
        }
    }

    /**
     * A binary floating point number.
     *
     * @param isDouble whether it has 64 bits, not 32
     * @param format how it is written
     */
    record Floating(boolean isDouble, NumberFormat format) implements FieldType {

        @Override
        public ColumnType columnType() {
            return isDouble ? new ColumnType.Float64() : new ColumnType.Float32();
        }

        @Override
        public SourceType sourceType() {
            return SourceType.builtIn(isDouble ? "float8" : "float4", expected());
        }

        @Override
        public String expected() {
            return isDouble ? "double precision" : "real";
        }
    }

    /**
     * Text.
     *
     * @param longest the most characters, when it is {@code character varying(n)}
     */
    record Text(OptionalInt longest) implements FieldType {

        @Override
        public ColumnType columnType() {
            return new ColumnType.Text();
        }

        @Override
        public SourceType sourceType() {
            return SourceType.builtIn(longest.isPresent() ? "varchar" : "text", expected());
        }

        @Override
        public String expected() {
            return longest.isPresent() ? "character varying(" + longest.getAsInt() + ")" : "text";
        }

        @Override
        public boolean isText() {
            return true;
        }
    }

    /**
     * True or false.
     *
     * @param trueValues the texts that mean true
     * @param falseValues the texts that mean false
     */
    record Bool(Set<String> trueValues, Set<String> falseValues) implements FieldType {

        @Override
        public ColumnType columnType() {
            return new ColumnType.Bool();
        }

        @Override
        public SourceType sourceType() {
            return SourceType.builtIn("bool", "boolean");
        }

        @Override
        public String expected() {
            return "boolean, one of " + String.join(" ", trueValues) + " or " + String.join(" ", falseValues);
        }
    }

    /** A day. {@code format} is how it is written. */
    record Date(DateTimeFormat format) implements FieldType {

        @Override
        public ColumnType columnType() {
            return new ColumnType.Date();
        }

        @Override
        public SourceType sourceType() {
            return SourceType.builtIn("date", "date");
        }

        @Override
        public String expected() {
            return "date " + format.text();
        }
    }

    /** A time of day. {@code format} is how it is written. */
    record Time(DateTimeFormat format) implements FieldType {

        @Override
        public ColumnType columnType() {
            return new ColumnType.Time();
        }

        @Override
        public SourceType sourceType() {
            return SourceType.builtIn("time", "time without time zone");
        }

        @Override
        public String expected() {
            return "time " + format.text();
        }
    }

    /**
     * A day with a time of day.
     *
     * @param format how it is written
     * @param zone what it says of its zone
     */
    record Timestamp(DateTimeFormat format, ZoneRule zone) implements FieldType {

        @Override
        public ColumnType columnType() {
            return new ColumnType.Timestamp(!(zone instanceof ZoneRule.None));
        }

        @Override
        public SourceType sourceType() {
            return zone instanceof ZoneRule.None
                    ? SourceType.builtIn("timestamp", "timestamp without time zone")
                    : SourceType.builtIn("timestamptz", "timestamp with time zone");
        }

        @Override
        public String expected() {
            return switch (zone) {
                case ZoneRule.None _ -> "timestamp " + format.text();
                case ZoneRule.Required _ -> "timestamptz " + format.text();
                case ZoneRule.Local local -> "timestamptz " + format.text() + " in " + local.zone();
            };
        }
    }

    /** A month, {@code 2024-01}, carried as text. */
    record YearMonth() implements FieldType {

        @Override
        public ColumnType columnType() {
            return new ColumnType.Text();
        }

        @Override
        public SourceType sourceType() {
            return SourceType.builtIn("text", "text");
        }

        @Override
        public String expected() {
            return "month YYYY-MM";
        }
    }

    /** A year of four digits. */
    record Year() implements FieldType {

        @Override
        public ColumnType columnType() {
            return new ColumnType.Int16();
        }

        @Override
        public SourceType sourceType() {
            return SourceType.builtIn("int2", "smallint");
        }

        @Override
        public String expected() {
            return "year YYYY";
        }
    }

    /**
     * JSON.
     *
     * @param isArray whether a value must be an array; otherwise an object
     */
    record Json(boolean isArray) implements FieldType {

        @Override
        public ColumnType columnType() {
            return new ColumnType.Json();
        }

        @Override
        public SourceType sourceType() {
            return SourceType.builtIn("json", "json");
        }

        @Override
        public String expected() {
            return isArray ? "JSON array" : "JSON object";
        }
    }

    /** A UUID, carried as its text in small letters. */
    record Uuid() implements FieldType {

        @Override
        public ColumnType columnType() {
            return new ColumnType.Text();
        }

        @Override
        public SourceType sourceType() {
            return SourceType.builtIn("uuid", "uuid");
        }

        @Override
        public String expected() {
            return "uuid";
        }
    }

    /** Bytes, written in Base64. */
    record Binary() implements FieldType {

        @Override
        public ColumnType columnType() {
            return new ColumnType.Binary();
        }

        @Override
        public SourceType sourceType() {
            return SourceType.builtIn("bytea", "bytea");
        }

        @Override
        public String expected() {
            return "bytes in Base64";
        }

        @Override
        public boolean isText() {
            return true;
        }
    }
}
