package dev.daybook.pgcopy.encode;

import dev.daybook.lake.column.BytesVector;
import dev.daybook.lake.column.ColumnVector;
import dev.daybook.lake.column.ListVector;
import dev.daybook.lake.column.LongVector;
import dev.daybook.lake.model.ColumnType;
import dev.daybook.lake.model.SourceType;
import dev.daybook.pgcopy.UuidText;
import dev.daybook.pgcopy.WireFormat;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Appends one value that is not NULL in a form that its type's input function takes exactly; not yet escaped for COPY. */
interface ValueText {

    /** Appends the value at an index of the vector. */
    void append(ColumnVector values, int index, CopyBuffer into);

    /** The text of a column's values. */
    static ValueText of(ColumnType type, SourceType source) {
        return switch (WireFormat.of(type, source)) {
            case BOOL -> (values, index, into) -> into.putByte(number(values, index) == 0 ? 'f' : 't');
            case INT16, INT32, INT64, OID ->
                (values, index, into) -> into.putAscii(Long.toString(number(values, index)));
            case FLOAT32 ->
                (values, index, into) ->
                        into.putAscii(Float.toString(Float.intBitsToFloat((int) number(values, index))));
            case FLOAT64 ->
                (values, index, into) -> into.putAscii(Double.toString(Double.longBitsToDouble(number(values, index))));
            case NUMERIC_LONG -> {
                int scale = ((ColumnType.Decimal) type).scale();
                yield (values, index, into) -> into.putAscii(
                        BigDecimal.valueOf(number(values, index), scale).toPlainString());
            }
            case NUMERIC_BYTES -> wideNumeric(((ColumnType.Decimal) type).scale());
            case BYTES -> type instanceof ColumnType.Binary ? ValueText::hexadecimal : ValueText::bytes;
            case JSONB, UUID_AS_TEXT -> ValueText::bytes;
            case UUID -> ValueText::uuid;
            case DATE -> (values, index, into) -> into.putAscii(DateTimeText.date(number(values, index)));
            case TIME -> (values, index, into) -> into.putAscii(DateTimeText.time(number(values, index)));
            case TIMESTAMP -> {
                boolean utc = ((ColumnType.Timestamp) type).utc();
                yield (values, index, into) -> into.putAscii(DateTimeText.timestamp(number(values, index), utc));
            }
            case ARRAY -> array(of(((ColumnType.ListOf) type).element(), WireFormat.element(source)));
        };
    }

    private static long number(ColumnVector values, int index) {
        return ((LongVector) values).values()[index];
    }

    private static void bytes(ColumnVector values, int index, CopyBuffer into) {
        BytesVector bytes = (BytesVector) values;
        into.put(bytes.data(), bytes.starts()[index], bytes.lengths()[index]);
    }

    private static void hexadecimal(ColumnVector values, int index, CopyBuffer into) {
        BytesVector bytes = (BytesVector) values;
        byte[] data = bytes.data();
        int start = bytes.starts()[index];
        int length = bytes.lengths()[index];
        into.putAscii("\\x");
        int at = into.reserve(Math.multiplyExact(2, length));
        for (int i = 0; i < length; i++) {
            into.bytes()[at + 2 * i] = UuidText.DIGITS[data[start + i] >> 4 & 15];
            into.bytes()[at + 2 * i + 1] = UuidText.DIGITS[data[start + i] & 15];
        }
    }

    private static void uuid(ColumnVector values, int index, CopyBuffer into) {
        BytesVector bytes = (BytesVector) values;
        byte[] text = new byte[UuidText.LENGTH];
        UuidText.write(bytes.data(), bytes.starts()[index], text);
        into.put(text, 0, text.length);
    }

    private static ValueText wideNumeric(int scale) {
        return (values, index, into) -> {
            BytesVector bytes = (BytesVector) values;
            BigInteger unscaled = new BigInteger(bytes.data(), bytes.starts()[index], bytes.lengths()[index]);
            into.putAscii(new BigDecimal(unscaled, scale).toPlainString());
        };
    }

    /** Every element in double quotes, whether it needs them or not. */
    private static ValueText array(ValueText element) {
        CopyBuffer text = new CopyBuffer();
        return (values, index, into) -> {
            ListVector lists = (ListVector) values;
            int from = index == 0 ? 0 : lists.ends()[index - 1];
            into.putByte('{');
            for (int i = from; i < lists.ends()[index]; i++) {
                if (i > from) {
                    into.putByte(',');
                }
                if (lists.elements().nulls()[i]) {
                    into.putAscii("NULL");
                } else {
                    text.clear();
                    element.append(lists.elements(), i, text);
                    quote(text, into);
                }
            }
            into.putByte('}');
        };
    }

    private static void quote(CopyBuffer text, CopyBuffer into) {
        into.putByte('"');
        for (int i = 0; i < text.end(); i++) {
            byte value = text.bytes()[i];
            if (value == '"' || value == '\\') {
                into.putByte('\\');
            }
            into.putByte(value);
        }
        into.putByte('"');
    }
}
