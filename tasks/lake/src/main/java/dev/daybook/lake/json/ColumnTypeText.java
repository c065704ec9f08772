package dev.daybook.lake.json;

import dev.daybook.lake.model.ColumnType;
import dev.daybook.task.text.EscapedText;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text form of a column's type: {@code boolean}, {@code int16}, {@code int32}, {@code int64}, {@code float32},
 * {@code float64}, {@code decimal(10,2)}, {@code text}, {@code enum}, {@code json}, {@code binary}, {@code uuid},
 * {@code date}, {@code time}, {@code timestamp}, {@code timestamp_utc}, and {@code list<...>} of any of them.
 */
public final class ColumnTypeText {

    private static final Pattern DECIMAL = Pattern.compile("decimal\\((\\d{1,2}),(\\d{1,2})\\)");
    private static final Pattern LIST = Pattern.compile("list<(.+)>");

    private ColumnTypeText() {}

    /** The text form of a type. */
    public static String write(ColumnType type) {
        return switch (type) {
            case ColumnType.Bool _ -> "boolean";
            case ColumnType.Int16 _ -> "int16";
            case ColumnType.Int32 _ -> "int32";
            case ColumnType.Int64 _ -> "int64";
            case ColumnType.Float32 _ -> "float32";
            case ColumnType.Float64 _ -> "float64";
            case ColumnType.Decimal(int precision, int scale) -> "decimal(" + precision + "," + scale + ")";
            case ColumnType.Text _ -> "text";
            case ColumnType.EnumText _ -> "enum";
            case ColumnType.Json _ -> "json";
            case ColumnType.Binary _ -> "binary";
            case ColumnType.Uuid _ -> "uuid";
            case ColumnType.Date _ -> "date";
            case ColumnType.Time _ -> "time";
            case ColumnType.Timestamp(boolean utc) -> utc ? "timestamp_utc" : "timestamp";
            case ColumnType.ListOf(ColumnType element) -> "list<" + write(element) + ">";
        };
    }

    /**
     * The reverse of {@link #write}.
     *
     * @throws IllegalArgumentException when the text is no type's text form; the message shows it escaped
     */
    public static ColumnType read(String text) {
        return switch (text) {
            case "boolean" -> new ColumnType.Bool();
            case "int16" -> new ColumnType.Int16();
            case "int32" -> new ColumnType.Int32();
            case "int64" -> new ColumnType.Int64();
            case "float32" -> new ColumnType.Float32();
            case "float64" -> new ColumnType.Float64();
            case "text" -> new ColumnType.Text();
            case "enum" -> new ColumnType.EnumText();
            case "json" -> new ColumnType.Json();
            case "binary" -> new ColumnType.Binary();
            case "uuid" -> new ColumnType.Uuid();
            case "date" -> new ColumnType.Date();
            case "time" -> new ColumnType.Time();
            case "timestamp" -> new ColumnType.Timestamp(false);
            case "timestamp_utc" -> new ColumnType.Timestamp(true);
            default -> readParameterized(text);
        };
    }

    private static ColumnType readParameterized(String text) {
        Matcher decimal = DECIMAL.matcher(text);
        if (decimal.matches()) {
            return new ColumnType.Decimal(Integer.parseInt(decimal.group(1)), Integer.parseInt(decimal.group(2)));
        }
        Matcher list = LIST.matcher(text);
        if (list.matches() && !list.group(1).startsWith("list<")) {
            return new ColumnType.ListOf(read(list.group(1)));
        }
        throw new IllegalArgumentException(
                "expected a column type such as int32 or decimal(10,2), found '" + EscapedText.of(text) + "'");
    }
}
