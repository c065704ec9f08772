package dev.daybook.pgcopy;

import dev.daybook.lake.model.ColumnType;
import dev.daybook.lake.model.SourceType;

/**
 * How a value travels in COPY BINARY. It follows from the lake type and the source type of its column, so the SELECT of
 * a COPY and both codecs agree without a word: a column whose source type is {@link SourceType.Kind#TEXT_FORM} is
 * selected as text; every other column is selected as it is, in its own type (a domain in that of its base, which is
 * what PostgreSQL sends).
 */
enum WireFormat {
    /** {@code boolean}: one byte. */
    BOOL,
    /** {@code int2}. */
    INT16,
    /** {@code int4}. */
    INT32,
    /** {@code int8}. */
    INT64,
    /** {@code oid}: four bytes without sign. */
    OID,
    /** {@code float4}: the bits. */
    FLOAT32,
    /** {@code float8}: the bits. */
    FLOAT64,
    /** {@code numeric} that a {@code long} holds. */
    NUMERIC_LONG,
    /** {@code numeric} that 16 bytes hold. */
    NUMERIC_BYTES,
    /** Text, enum labels, {@code json}, {@code bytea}: the bytes themselves. */
    BYTES,
    /** {@code jsonb}: a version byte, 1, then text. */
    JSONB,
    /** {@code uuid} that the lake holds as text: 16 bytes. */
    UUID_AS_TEXT,
    /** {@code uuid} that the lake holds as 16 bytes. */
    UUID,
    /** {@code date}: days since 2000-01-01. */
    DATE,
    /** {@code time}: microseconds since midnight. */
    TIME,
    /** {@code timestamp} and {@code timestamptz}: microseconds since 2000-01-01. */
    TIMESTAMP,
    /** An array of one of the others. */
    ARRAY;

    /** The format of a column's values. */
    static WireFormat of(ColumnType type, SourceType source) {
        SourceType stored = withoutDomain(source);
        return switch (type) {
            case ColumnType.Bool _ -> BOOL;
            case ColumnType.Int16 _ -> INT16;
            case ColumnType.Int32 _ -> INT32;
            case ColumnType.Int64 _ -> isBuiltIn(stored, "oid") ? OID : INT64;
            case ColumnType.Float32 _ -> FLOAT32;
            case ColumnType.Float64 _ -> FLOAT64;
            case ColumnType.Decimal decimal -> decimal.isLong() ? NUMERIC_LONG : NUMERIC_BYTES;
            case ColumnType.Text _ -> isBuiltIn(stored, "uuid") ? UUID_AS_TEXT : BYTES;
            case ColumnType.Json _ -> isBuiltIn(stored, "jsonb") ? JSONB : BYTES;
            case ColumnType.EnumText _, ColumnType.Binary _ -> BYTES;
            case ColumnType.Uuid _ -> UUID;
            case ColumnType.Date _ -> DATE;
            case ColumnType.Time _ -> TIME;
            case ColumnType.Timestamp _ -> TIMESTAMP;
            case ColumnType.ListOf _ -> ARRAY;
        };
    }

    /** The source type of the elements of an array column. */
    static SourceType element(SourceType array) {
        return withoutDomain(array).base().orElseThrow();
    }

    private static SourceType withoutDomain(SourceType source) {
        SourceType stored = source;
        while (stored.kind() == SourceType.Kind.DOMAIN) {
            stored = stored.base().orElseThrow();
        }
        return stored;
    }

    private static boolean isBuiltIn(SourceType source, String name) {
        return source.kind() == SourceType.Kind.BASE
                && source.schema().equals("pg_catalog")
                && source.name().equals(name);
    }
}
