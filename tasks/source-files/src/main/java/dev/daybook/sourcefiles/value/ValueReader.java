package dev.daybook.sourcefiles.value;

import dev.daybook.lake.column.BytesVector;
import dev.daybook.lake.column.ColumnVector;
import dev.daybook.lake.column.LongVector;
import dev.daybook.sourcefiles.schema.FieldType;
import org.jspecify.annotations.Nullable;

/** Reads the values of one column. Keeps scratch memory; not safe for use by more than one thread. */
public interface ValueReader {

    /**
     * Reads a value of well-formed UTF-8 without NUL bytes.
     *
     * @return null when the value was appended; otherwise why it is none, in words, and nothing was appended. An empty
     *     text says that the type's name is explanation enough. (An Optional for each of many million values would
     *     cost more than the reading.)
     */
    @Nullable
    String read(byte[] bytes, int start, int length);

    /** The reader of a type's values. */
    static ValueReader of(FieldType type, ColumnVector target) {
        return switch (type) {
            case FieldType.Whole whole ->
                new WholeReader(whole.width().lowest(), whole.width().highest(), whole.format(), (LongVector) target);
            case FieldType.Decimal decimal -> new DecimalReader(decimal, target);
            case FieldType.Numeric numeric -> new NumericReader(numeric.format(), (BytesVector) target);
            case FieldType.Floating floating -> new FloatingReader(floating, (LongVector) target);
            case FieldType.Text text -> new TextReader(text, (BytesVector) target);
            case FieldType.Bool bool -> new BooleanReader(bool, (LongVector) target);
            case FieldType.Date date -> new DateReader(date.format(), (LongVector) target);
            case FieldType.Time time -> new TimeReader(time.format(), (LongVector) target);
            case FieldType.Timestamp timestamp -> new TimestampReader(timestamp, (LongVector) target);
            case FieldType.YearMonth _ -> new YearMonthReader((BytesVector) target);
            case FieldType.Year _ -> new YearReader((LongVector) target);
            case FieldType.Json json -> new JsonReader(json.isArray(), (BytesVector) target);
            case FieldType.Uuid _ -> new UuidReader((BytesVector) target);
            case FieldType.Binary _ -> new BinaryReader((BytesVector) target);
        };
    }
}
