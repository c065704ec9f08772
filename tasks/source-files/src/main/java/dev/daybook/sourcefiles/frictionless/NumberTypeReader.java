package dev.daybook.sourcefiles.frictionless;

import dev.daybook.sourcefiles.schema.FieldType;
import dev.daybook.sourcefiles.schema.NumberFormat;
import dev.daybook.sourcefiles.schemafile.JsonProperties;
import dev.daybook.task.text.EscapedText;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the type of a field of numbers: its width or precision, and how the numbers are written. */
final class NumberTypeReader {

    private static final Pattern NUMERIC = Pattern.compile("numeric\\((\\d{1,2}),(\\d{1,2})\\)");

    private final JsonProperties node;

    NumberTypeReader(JsonProperties node) {
        this.node = node;
    }

    /** The type of whole numbers; empty when it is none that Daybook reads, which is noted as a problem. */
    Optional<FieldType> integer() {
        NumberFormat format = numberFormat();
        node.only("format", "default");
        String sqlType = node.text(FieldTypeReader.SQL_TYPE).orElse("bigint");
        for (FieldType.Whole.Width width : FieldType.Whole.Width.values()) {
            if (width.sqlName().equals(sqlType)) {
                return Optional.of(new FieldType.Whole(width, format));
            }
        }
        return numeric(sqlType, format, true)
                .or(() -> FieldTypeReader.unknown(
                        node, sqlType, "smallint, integer, bigint or numeric(p,0) with p up to 38"));
    }

    /** The type of other numbers; empty when it is none that Daybook reads, which is noted as a problem. */
    Optional<FieldType> number() {
        NumberFormat format = numberFormat();
        node.only("format", "default");
        String sqlType = node.text(FieldTypeReader.SQL_TYPE).orElse("numeric");
        return switch (sqlType) {
            case "numeric" -> Optional.of(new FieldType.Numeric(format));
            case "real" -> Optional.of(new FieldType.Floating(false, format));
            case "double precision" -> Optional.of(new FieldType.Floating(true, format));
            default ->
                numeric(sqlType, format, false)
                        .or(() -> FieldTypeReader.unknown(
                                node, sqlType, "numeric(p,s) with p up to 38, numeric, real or double precision"));
        };
    }

    private static Optional<FieldType> numeric(String sqlType, NumberFormat format, boolean whole) {
        Matcher matcher = NUMERIC.matcher(sqlType.replace(" ", ""));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int precision = Integer.parseInt(matcher.group(1));
        int scale = Integer.parseInt(matcher.group(2));
        boolean valid = precision >= 1 && precision <= 38 && scale <= precision && (scale == 0 || !whole);
        return valid ? Optional.of(new FieldType.Decimal(precision, scale, format)) : Optional.empty();
    }

    private NumberFormat numberFormat() {
        char decimal = character("decimalChar").orElse('.');
        Optional<Character> group = character("groupChar");
        if (group.equals(Optional.of(decimal))) {
            node.problem("groupChar", "is the same as decimalChar");
        }
        return new NumberFormat(decimal, group, node.flag("bareNumber", true));
    }

    private Optional<Character> character(String property) {
        return node.text(property).flatMap(text -> {
            if (text.length() != 1 || Character.isDigit(text.charAt(0)) || "+-".contains(text)) {
                node.problem(
                        property,
                        "expected one character that is no digit or sign, found '" + EscapedText.of(text) + "'");
                return Optional.empty();
            }
            return Optional.of(text.charAt(0));
        });
    }
}
