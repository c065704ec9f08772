package dev.daybook.extractcsv.inspect;

import dev.daybook.sourcefiles.schema.DateTimeFormat;
import dev.daybook.sourcefiles.schema.FieldType;
import dev.daybook.sourcefiles.schema.FieldType.Whole.Width;
import dev.daybook.sourcefiles.schema.NumberFormat;
import dev.daybook.sourcefiles.schema.ZoneRule;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The types that a column can be proposed to have, narrow ones first; text, which every column can be, is not among them. */
enum ProposedType {
    BOOLEAN("boolean", new FieldType.Bool(words("true", "True", "TRUE"), words("false", "False", "FALSE"))),
    SMALLINT("smallint", new FieldType.Whole(Width.SMALLINT, NumberFormat.PLAIN)),
    INTEGER("integer", new FieldType.Whole(Width.INTEGER, NumberFormat.PLAIN)),
    BIGINT("bigint", new FieldType.Whole(Width.BIGINT, NumberFormat.PLAIN)),
    NUMERIC("numeric", new FieldType.Numeric(NumberFormat.PLAIN)),
    DOUBLE_PRECISION("double precision", new FieldType.Floating(true, NumberFormat.PLAIN)),
    DATE("date", new FieldType.Date(DateTimeFormat.ISO_DATE)),
    TIMESTAMP("timestamp", new FieldType.Timestamp(DateTimeFormat.ISO_DATE_TIME, new ZoneRule.None())),
    TIMESTAMPTZ("timestamptz", new FieldType.Timestamp(DateTimeFormat.ISO_DATE_TIME, new ZoneRule.Required())),
    TIME("time", new FieldType.Time(DateTimeFormat.ISO_TIME)),
    UUID("uuid", new FieldType.Uuid());

    private final String sqlName;
    private final FieldType fieldType;

    ProposedType(String sqlName, FieldType fieldType) {
        this.sqlName = sqlName;
        this.fieldType = fieldType;
    }

    private static Set<String> words(String... words) {
        return new LinkedHashSet<>(List.of(words));
    }

    /** Its name in PostgreSQL. */
    String sqlName() {
        return sqlName;
    }

    /** The type that a run would read the values with. */
    FieldType fieldType() {
        return fieldType;
    }

    /** Whether values of this type measure something, so that no column of it is a key. */
    boolean isMeasure() {
        return switch (this) {
            case BOOLEAN, NUMERIC, DOUBLE_PRECISION -> true;
            case SMALLINT, INTEGER, BIGINT, DATE, TIMESTAMP, TIMESTAMPTZ, TIME, UUID -> false;
        };
    }
}
